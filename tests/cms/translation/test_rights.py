"""Beginning, updating and publishing translations needs rights on the version concerned."""

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from cms.site.groups import coordinator_group, provision_groups
from tests import factories
from tests.cms.translation.helpers import (
    edit_url,
    editor_of,
    fresh,
    grant,
    messages_of,
    submit,
    type_strings,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(tree):
    return factories.news_page(tree.news, title="Roofs")


@pytest.fixture
def translator(tree):
    return editor_of(tree.translation_of(tree.home, "fr"), "translator-fr")


def submit_url(page):
    return reverse("wagtail_localize:submit_page_translation", args=[page.pk])


def update_url(translation):
    return reverse("wagtail_localize:update_translations", args=[translation.source.pk])


def test_a_translator_begins_translations_into_the_own_language_only(
    tree, client, article, translator
):
    client.force_login(translator)
    for code in ("fr", "uk"):
        client.post(submit_url(article), {"locales": [tree.locale(code).pk]})
    languages = Translation.objects.values_list("target_locale__language_code", flat=True)
    assert list(languages) == ["fr"]


def test_a_translator_publishes_the_own_language_in_the_editor(tree, client, article, translator):
    translation = submit(article, tree.locale("fr"))
    type_strings(translation, title="Toits")
    client.force_login(translator)
    client.post(edit_url(tree.translation_of(article, "fr")), {"action": "publish"})
    assert tree.translation_of(article, "fr").title == "Toits"


def test_a_translator_opens_no_other_language(tree, client, article, translator):
    submit(article, tree.locale("uk"))
    client.force_login(translator)
    answer = client.get(edit_url(tree.translation_of(article, "uk")))
    assert answer.status_code == 302


def test_the_groups_of_a_site_begin_translations_of_their_own_pages(
    tree, client, article, django_user_model
):
    network = factories.network_page(tree.networks)
    members = {
        "coordinator": coordinator_group(network),
        "translator": provision_groups()["translators-fr"],
    }
    for name, group in members.items():
        django_user_model.objects.create_user(name, password=name).groups.add(group)
    everything = [tree.locale(code).pk for code in ("fr", "uk")]
    begun = {}
    for name in members:
        client.force_login(django_user_model.objects.get(username=name))
        for page in (article, network):
            for locale in everything:
                client.post(submit_url(page), {"locales": [locale]})
            of_page = Translation.objects.filter(source__object_id=page.translation_key)
            begun[name, page] = sorted(
                of_page.values_list("target_locale__language_code", flat=True)
            )
            of_page.delete()
    assert begun == {
        ("coordinator", article): [],
        ("coordinator", network): ["fr", "uk"],
        ("translator", article): ["fr"],
        ("translator", network): ["fr"],
    }


def test_drafts_are_not_begun_by_those_who_cannot_see_them(tree, client, article, translator):
    article.unpublish()
    client.force_login(translator)
    answer = client.post(submit_url(article), {"locales": [tree.locale("fr").pk]})
    assert answer.status_code == 302
    assert not Translation.objects.exists()


@pytest.mark.parametrize(("section", "is_begun"), [("networks", True), ("fr", False)])
def test_what_stands_below_is_begun_by_those_who_edit_there(tree, client, section, is_begun):
    draft = factories.network_page(tree.networks)
    draft.unpublish()
    user = editor_of(tree.translation_of(tree.home, "fr"))
    if section == "networks":
        grant(user.groups.get(), tree.networks, "change_page")
    client.force_login(user)
    fields = {"locales": [tree.locale("fr").pk], "include_subtree": "on"}
    client.post(submit_url(tree.networks), fields)
    begun = Translation.objects.filter(source__object_id=draft.translation_key)
    assert begun.exists() is is_begun
    assert Translation.objects.filter(source__object_id=tree.networks.translation_key).exists()


def test_an_editor_of_another_section_updates_nothing(tree, client, article):
    translation = submit(article, tree.locale("fr"))
    before = translation.source.last_updated_at
    client.force_login(editor_of(factories.network_page(tree.networks)))
    client.post(update_url(translation), {"publish_translations": "on"})
    translation.source.refresh_from_db()
    assert translation.source.last_updated_at == before


def test_updating_publishes_what_is_complete_and_says_what_is_not(tree, admin_client, article):
    complete = submit(article, tree.locale("fr"))
    type_strings(complete, title="Toits")
    incomplete = submit(article, tree.locale("uk"))
    type_strings(incomplete, title="Дахи")
    StringTranslation.objects.filter(locale=tree.locale("uk"), context__path="summary").delete()
    answer = admin_client.post(update_url(complete), {"publish_translations": "on"}, follow=True)
    assert "was not published in Ukrainian" in messages_of(answer)
    assert tree.translation_of(article, "fr").title == "Toits"
    assert tree.translation_of(article, "uk").alias_of_id == article.pk


def test_updating_publishes_only_where_the_user_may_publish(tree, client, article, translator):
    for code in ("fr", "uk"):
        translation = submit(article, tree.locale(code))
        type_strings(translation, title=f"Title in {code}")
    client.force_login(translator)
    client.post(update_url(translation), {"publish_translations": "on"})
    assert tree.translation_of(article, "fr").title == "Title in fr"
    assert fresh(tree.translation_of(article, "uk")).alias_of_id == article.pk


def test_snippets_are_begun_by_those_who_may_change_them(tree, client, admin_client, translator):
    organisation = factories.organisation()
    url = reverse(
        "wagtail_localize:submit_snippet_translation",
        args=["cms", "organisation", organisation.pk],
    )
    client.force_login(translator)
    client.post(url, {"locales": [tree.locale("fr").pk]})
    assert not Translation.objects.exists()
    admin_client.post(url, {"locales": [tree.locale("fr").pk]})
    assert Translation.objects.count() == 1
