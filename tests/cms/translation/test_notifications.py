"""Translators are told of their work, once, in their own language; the first page shows it."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from cms.models import SiteSettings
from cms.translation import roles
from cms.translation.models import TranslatorMail, WorkNotice
from news.models import NewsPage
from tests import factories
from tests.cms.translation.helpers import type_strings

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return factories.site_tree(("en", "fr", "uk"))


@pytest.fixture
def translator(tree, django_user_model):
    """Makes somebody who translates a section (None: all) into a language."""

    def make(name, code, section=None, language="en", **fields):
        user = django_user_model.objects.create_user(name, f"{name}@example.org", **fields)
        roles.add_person(section, tree.locale(code), user, by=user)
        profile = UserProfile.get_for_user(user)
        profile.preferred_language = language
        profile.save()
        return user

    return make


@pytest.fixture
def told(settings, django_capture_on_commit_callbacks):
    """Does something, and returns the mails that go out once it is committed, by recipient."""

    settings.EMAIL_BACKEND = "cms.mail.EmailBackend"

    def do(action):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            action()
        return {message.to[0].partition("@")[0]: message for message in mail.outbox}

    return do


def submit_all(tree, pages, *codes):
    for page in pages:
        translate_object(page, [tree.locale(code) for code in codes])


def test_each_is_told_of_their_language_and_section_in_one_mail(tree, translator, told):
    news = [factories.news_page(tree.news, title=f"Roofs {n}") for n in range(2)]
    network = factories.network_page(tree.networks, title="Greece\nBcc: all@example.org")
    translator("anna", "fr", language="fr")
    translator("boris", "uk", section=network.translation_key, language="uk")
    translator("claire", "uk", is_active=False)
    sent = told(lambda: submit_all(tree, [*news, network], "fr", "uk"))
    assert set(sent) == {"anna", "boris"}
    assert len(mail.outbox) == 2
    assert "Roofs 0" in sent["anna"].body and "Roofs 1" in sent["anna"].body
    assert "Greece Bcc" in sent["boris"].body and "Roofs" not in sent["boris"].body
    assert "\n" not in sent["boris"].subject and "Greece" not in sent["boris"].subject
    ukrainian = Translation.objects.get(
        source__object_id=network.translation_key, target_locale=tree.locale("uk")
    )
    address = reverse("cms_translation_editor", args=[ukrainian.pk])
    assert f"http://localhost:8000{address}" in sent["boris"].body
    assert not WorkNotice.objects.exists()


def test_a_change_of_the_original_is_told_once_it_is_published(tree, translator, told):
    article = factories.news_page(tree.news, title="Roofs", summary="Short")
    translate_object(article, [tree.locale("fr")])
    translation = Translation.objects.get()
    type_strings(translation)
    translation.save_target(publish=True)
    WorkNotice.objects.all().delete()
    translator("anna", "fr")

    def change(**values):
        page = NewsPage.objects.get(pk=article.pk)
        for name, value in values.items():
            setattr(page, name, value)
        return page.save_revision()

    assert told(lambda: change(summary="Longer")) == {}
    sent = told(lambda: change(summary="Longer").publish())
    assert "the original has changed" in sent["anna"].body
    assert told(lambda: change().publish()) == {}


def test_a_snippet_that_has_changed_waits_as_out_of_date(tree, translator, client):
    note = factories.note()
    translate_object(note, [tree.locale("fr")])
    translation = Translation.objects.get()
    client.force_login(translator("anna", "fr"))
    home = reverse("wagtailadmin_home")
    assert "1 to translate" in client.get(home).text
    type_strings(translation)
    translation.save_target(publish=True)
    assert "Translations waiting for you" not in client.get(home).text
    note.head_term = "Roma"
    note.save_revision().publish()
    text = client.get(home).text
    assert "1 out of date" in text
    assert "to translate" not in text


def test_nobody_is_told_what_they_did_or_what_is_done_or_what_they_do_not_want(
    tree, translator, told, client
):
    article = factories.news_page(tree.news, title="Roofs")
    anna = translator("anna", "fr")
    boris = translator("boris", "fr")
    TranslatorMail.objects.create(user=boris, is_wanted=False)
    anna.is_superuser = True
    anna.save()
    client.force_login(anna)
    keys = {"keys": [str(article.translation_key)], "languages": [tree.locale("fr").pk]}
    assert told(lambda: client.post(reverse("cms_translation_begin"), keys)) == {}

    def translate_at_once():
        other = factories.news_page(tree.news, title="Walls")
        translate_object(other, [tree.locale("fr")])
        translation = Translation.objects.get(source__object_id=other.translation_key)
        type_strings(translation)
        translation.save_target(publish=True)

    assert told(translate_at_once) == {}


def test_a_demonstration_sends_nothing(tree, translator, told):
    article = factories.news_page(tree.news)
    translator("anna", "fr")
    factories.profile()
    SiteSettings.objects.update(is_demonstration=True)
    assert told(lambda: submit_all(tree, [article], "fr")) == {}


def test_what_could_not_be_sent_is_sent_the_next_time(tree, translator, told, monkeypatch):
    articles = [factories.news_page(tree.news, title=title) for title in ("Roofs", "Walls")]
    translator("anna", "fr")
    with monkeypatch.context() as broken:
        broken.setattr("cms.mail.EmailBackend.send_messages", refuse)
        assert told(lambda: submit_all(tree, articles[:1], "fr")) == {}
    sent = told(lambda: submit_all(tree, articles[1:], "fr"))
    assert "Roofs" in sent["anna"].body and "Walls" in sent["anna"].body


def refuse(backend, messages):
    raise ConnectionRefusedError


def test_the_switch_is_in_the_account_of_translators(tree, translator, client, django_user_model):
    anna = translator("anna", "fr")
    client.force_login(anna)
    account = reverse("wagtailadmin_account")
    assert 'name="translator_mail-is_wanted"' in client.get(account).text
    tabs = client.get(account).context["panels_by_tab"].values()
    panels = {panel.name: panel for tab in tabs for panel in tab if panel.name != "translator_mail"}
    forms = {name: panel.get_form() for name, panel in panels.items()}
    data = {field.html_name: field.value() or "" for form in forms.values() for field in form}
    data |= {"name_email-first_name": "Anna", "name_email-last_name": "A"}
    answer = client.post(account, data)
    assert answer.status_code == 302
    assert TranslatorMail.objects.get(user=anna).is_wanted is False
    client.force_login(django_user_model.objects.create_superuser("boss"))
    assert "translator_mail" not in client.get(account).text


def test_the_first_page_shows_what_waits_and_where_to_begin(tree, translator, client):
    translator("anna", "fr")
    client.force_login(translator("boris", "uk", section=tree.networks.translation_key))
    home = reverse("wagtailadmin_home")
    assert "Translations waiting for you" not in client.get(home).text
    submit_all(tree, [factories.news_page(tree.news, title="Roofs")], "fr", "uk")
    assert "Translations waiting for you" not in client.get(home).text

    def add(number):
        for _number in range(number):
            network = factories.network_page(tree.networks, title="Ukraine")
            submit_all(tree, [network], "uk")

    def queries():
        with CaptureQueriesContext(connection) as captured:
            text = client.get(home).text
        return len(captured), text

    add(1)
    queries()
    few, text = queries()
    assert "Translations waiting for you" in text and "1 to translate" in text
    translation = Translation.objects.get(source__object_repr="Ukraine")
    assert reverse("cms_translation_editor", args=[translation.pk]) in text
    add(4)
    assert queries()[0] == few
