"""The exchange with agencies as editors and operators meet it: admin and commands."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.models import StringTranslation

from cms.translation.models import ExchangeUpload
from tests import factories
from tests.cms.translation.helpers import (
    edit_url,
    editor_of,
    grant,
    messages_of,
    submit,
    type_strings,
)
from tests.cms.translation.hostile_files import VALID, hostile_files
from tests.cms.translation.xliff_structure import faults

pytestmark = pytest.mark.django_db

EXCHANGE = "/admin/translation/exchange/"
EXPORT = f"{EXCHANGE}export/"
UPLOAD = f"{EXCHANGE}upload/"


@pytest.fixture
def article(tree):
    return factories.news_page(tree.news, title="Roofs", summary="On roofs")


@pytest.fixture
def translation(tree, article):
    translation = submit(article, tree.locale("uk"))
    type_strings(translation, title="Дахи", summary="Про дахи")
    return translation


@pytest.fixture
def translator(tree):
    return editor_of(tree.translation_of(tree.home, "uk"), "translator-uk")


def export(client, *keys, **fields):
    fields = {"locale": "uk", "format": "xliff", "keys": keys, **fields}
    return client.post(EXPORT, fields)


def upload(client, content, name="back.xlf"):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)}, follow=True)


def changed(client, article):
    """The file of an article as it comes back, with another summary."""
    content = export(client, article.translation_key).content.decode()
    return content.replace(">Про дахи<", ">Усе про дахи<").encode()


def summary():
    return StringTranslation.objects.get(context__path="summary").data


def test_a_translator_takes_texts_out_and_brings_them_back(
    client, article, translation, translator
):
    client.force_login(translator)
    content = changed(client, article)
    assert faults(content) == []
    report = upload(client, content)
    assert "Усе про дахи" in report.text
    assert edit_url(translation.get_target_instance()) in report.text
    assert summary() == "Про дахи"
    address = report.redirect_chain[-1][0]
    assert "Store 1 translation" in report.text
    done = client.post(address)
    assert "The changed translations are stored." in done.text
    assert summary() == "Усе про дахи"
    assert StringTranslation.objects.get(context__path="summary").last_translated_by == translator
    assert "There is nothing to store" in client.get(address).text


def test_a_translator_takes_out_a_draft_that_was_submitted(
    client, article, translation, translator
):
    article.unpublish()
    client.force_login(translator)
    assert b"On roofs" in export(client, article.translation_key).content


def test_a_conflict_is_shown_with_both_texts(client, article, translation, translator):
    client.force_login(translator)
    content = changed(client, article)
    StringTranslation.objects.filter(context__path="summary").update(data="Слово про дахи")
    report = upload(client, content)
    assert "conflict" in report.text
    assert "Слово про дахи" in report.text
    assert "Усе про дахи" in report.text
    client.post(report.redirect_chain[-1][0])
    assert summary() == "Слово про дахи"


def test_rights_are_asked_for_again_when_the_import_is_confirmed(
    tree, client, article, translation, translator
):
    client.force_login(translator)
    address = upload(client, changed(client, article)).redirect_chain[-1][0]
    group = translator.groups.get()
    group.page_permissions.all().delete()
    grant(group, tree.translation_of(tree.home, "fr"), "change_page")
    client.post(address)
    assert summary() == "Про дахи"


def test_a_whole_section_goes_into_one_file_and_only_what_is_not_translated_if_asked(
    tree, admin_client, article, translation
):
    other = factories.news_page(tree.news, title="Walls", summary="On walls")
    submit(other, tree.locale("uk"))
    answer = export(admin_client, page=tree.news.pk, include_subpages="on")
    assert answer.content.count(b"<file ") == 2
    assert answer["Content-Type"] == "application/xliff+xml"
    assert answer["Content-Disposition"].endswith('.xlf"')
    fields = {"page": tree.news.pk, "include_subpages": "on", "unfinished_only": "on"}
    answer = export(admin_client, **fields)
    assert "On walls" in answer.content.decode()
    assert "On roofs" not in answer.content.decode()


def test_the_address_of_the_form_names_no_page_and_survives_nonsense(tree, client, translator):
    page = factories.network_page(tree.networks, title="Secret")
    client.force_login(translator)
    for query in (f"page={page.pk}", "page=x", "keys=x&locale=x"):
        answer = client.get(f"{reverse('cms_translation_exchange')}?{query}")
        assert answer.status_code == 200
        assert "Secret" not in answer.text


def test_snippets_are_exchanged_too(tree, admin_client):
    organisation = factories.organisation()
    submit(organisation, tree.locale("uk"))
    answer = export(admin_client, all_snippets="on", format="po")
    assert "European Commission against Racism" in answer.content.decode()
    content = answer.content.decode().replace('msgstr ""\n\n', 'msgstr "Комісія"\n\n', 1)
    report = upload(admin_client, content.encode(), "back.po")
    admin_client.post(report.redirect_chain[-1][0])
    assert StringTranslation.objects.get().data == "Комісія"


def test_texts_of_two_source_languages_come_as_two_files(tree, admin_client, article, translation):
    french = tree.translation_of(tree.news, "fr")
    written = factories.news_page(french, title="Murs", summary="Des murs")
    submit(written, tree.locale("uk"))
    answer = export(admin_client, article.translation_key, written.translation_key)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert sorted(name[:5] for name in archive.namelist()) == ["en-uk", "fr-uk"]


def test_what_nobody_has_begun_or_may_edit_is_not_exported(
    tree, client, article, translation, translator
):
    client.force_login(translator)
    assert "has been begun" in export(client, article.translation_key, locale="fr").text
    client.force_login(editor_of(factories.network_page(tree.networks)))
    answer = export(client, article.translation_key)
    assert "has been begun" in answer.text
    assert "On roofs" not in answer.text


def test_an_export_of_nothing_says_what_is_missing(tree, admin_client):
    for fields, says in (
        ({}, "Choose a page"),
        ({"keys": ["nonsense"]}, "no longer valid"),
        ({"locale": "tlh"}, "valid choice"),
        ({"format": "docx"}, "valid choice"),
    ):
        assert says in export(admin_client, **fields).text


def test_hostile_uploads_are_refused_and_not_kept(admin_client):
    for hostile in hostile_files():
        if hostile.title in ("billion laughs", "PO named .xlf", "deep codes", "no header", "NUL"):
            answer = upload(admin_client, hostile.make(), hostile.name)
            assert hostile.says in answer.text
    assert "empty" in upload(admin_client, b"").text
    assert not ExchangeUpload.objects.exists()


def test_one_file_a_person_is_kept_for_a_day(
    client, admin_client, article, translation, translator
):
    first = upload(admin_client, VALID.encode()).redirect_chain[-1][0]
    second = upload(admin_client, VALID.encode()).redirect_chain[-1][0]
    assert "no longer here" in messages_of(admin_client.get(first, follow=True))
    client.force_login(translator)
    assert "no longer here" in messages_of(client.get(second, follow=True))
    ExchangeUpload.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert "no longer here" in messages_of(admin_client.get(second, follow=True))
    upload(client, VALID.encode())
    assert ExchangeUpload.objects.get().user == translator


def test_whoever_edits_nothing_does_not_come_in(client, django_user_model, article):
    user = django_user_model.objects.create_user("nobody")
    client.force_login(user)
    for address in (EXCHANGE, EXPORT, UPLOAD):
        assert client.get(address).status_code in (302, 405)
        assert client.post(address).status_code in (302, 405)


def test_a_translation_leads_to_its_exchange(client, article, translation, translator, tree):
    client.force_login(translator)
    translation.save_target(publish=True)
    page = tree.translation_of(article, "uk")
    listing = client.get(reverse("wagtailadmin_explore", args=[page.pk])).text
    assert f"{EXCHANGE}?keys={article.translation_key}&amp;locale=uk" in listing
    form = client.get(EXCHANGE, {"keys": article.translation_key, "locale": "uk"}).text
    assert f'value="{article.translation_key}"' in form
    assert "1 text is selected" in form


def test_wagtail_localizes_addresses_give_and_take_our_files(
    admin_client, article, translation, tree
):
    args = [translation.pk]
    answer = admin_client.get(reverse("wagtail_localize:download_pofile", args=args))
    assert f'msgctxt "{article.translation_key}/title/' in answer.content.decode()
    address = reverse("wagtail_localize:upload_pofile", args=args)
    for name, content in (
        ("empty.po", b" "),
        ("headerless.po", b'msgid "a"\nmsgstr "b"\n'),
        ("nul.po", b'msgid "a\0"\n'),
        ("charset.po", b'msgid ""\nmsgstr "Content-Type: text/plain; charset=x\\n"\n'),
    ):
        answer = admin_client.post(address, {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code == 200
        assert "error" in answer.text
    assert admin_client.post(address).status_code == 200
    assert admin_client.get(address).status_code == 405


def test_commands_take_texts_out_and_bring_them_back(
    tmp_path, capsys, article, translation, translator
):
    path = tmp_path / "texts.xlf"
    call_command("export_translations", "uk", "-o", path)
    path.write_text(path.read_text().replace(">Про дахи<", ">Усе про дахи<"))
    call_command("import_translations", path, "--user", "translator-uk", "--dry-run")
    output = capsys.readouterr().out
    assert "changed: Roofs – Summary" in output
    assert "dry run" in output
    assert summary() == "Про дахи"
    call_command("import_translations", path, "--user", "translator-uk")
    assert summary() == "Усе про дахи"


def test_the_command_shows_both_texts_of_a_conflict(
    tmp_path, capsys, article, translation, translator
):
    path = tmp_path / "texts.po"
    call_command("export_translations", "uk", "-o", path, "--format", "po", "--page", article.pk)
    path.write_text(path.read_text().replace('"Про дахи"', '"Усе про дахи"'))
    StringTranslation.objects.filter(context__path="summary").update(data="Слово про дахи")
    call_command("import_translations", path, "--user", "translator-uk")
    output = capsys.readouterr().out
    assert "here: Слово про дахи" in output
    assert "file: Усе про дахи" in output


def test_commands_say_what_they_cannot_do(translator):
    for command, says in (
        ("export_translations tlh -o x.xlf", "no language"),
        ("export_translations fr -o x.xlf", "nothing to export"),
        ("export_translations fr -o x.xlf --page 999999", "no page"),
        ("import_translations missing.xlf --user translator-uk", "missing.xlf"),
        ("import_translations missing.xlf --user stranger", "no user"),
        ("import_translations README.md --user translator-uk", "not named"),
    ):
        with pytest.raises(CommandError, match=says):
            call_command(*command.split())
