"""An alias stays an alias until its translation is complete and published."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupPagePermission
from wagtail_localize.models import StringTranslation

from cms.translation.completeness import IncompleteTranslation
from cms.translation.segments import read_segments
from news.models import NewsPage
from tests import factories
from tests.cms.translation.helpers import (
    edit_url,
    editor_of,
    fresh,
    messages_of,
    submit,
    type_strings,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(tree):
    return factories.news_page(
        tree.news, title="Roofs", slug="roofs", body=[("paragraph", "<p>One.</p>")]
    )


@pytest.fixture
def alias(tree, article):
    return tree.translation_of(article, "uk")


@pytest.fixture
def translation(tree, article):
    return submit(article, tree.locale("uk"))


def publish(client, page):
    return client.post(edit_url(page), {"action": "publish"}, follow=True)


def test_submitting_leaves_the_alias_what_it_is(article, alias, translation):
    page = fresh(alias)
    assert (page.alias_of_id, page.title, page.live) == (article.pk, "Roofs", True)
    assert page.revisions.count() == 0


def test_the_editor_of_a_translation_opens_on_the_alias(admin_client, alias, translation):
    answer = admin_client.get(edit_url(alias))
    assert b"data-translation-editor" in answer.content


def test_an_alias_that_nobody_translates_offers_to_begin(admin_client, article, alias):
    answer = admin_client.get(edit_url(alias))
    submit_url = reverse("wagtail_localize:submit_page_translation", args=[article.pk])
    assert submit_url in answer.text


def test_typing_strings_does_not_change_the_alias(admin_client, article, alias, translation):
    title = read_segments(translation.source, translation.target_locale)[0]
    url = reverse("cms_translation_save_segment", args=[translation.pk, title.unit_id])
    assert admin_client.post(url, {"text": "Dakhy"}).status_code == 200
    page = fresh(alias)
    assert (page.alias_of_id, page.title) == (article.pk, "Roofs")


def test_the_preview_shows_the_translation_as_a_page_of_its_own(admin_client, alias, translation):
    type_strings(translation, title="Дахи")
    answer = admin_client.get(
        reverse("wagtail_localize:preview_translation", args=[translation.pk])
    )
    assert "Дахи" in answer.text
    assert not answer.context["page"].is_fallback


def test_publishing_with_missing_strings_is_refused_with_the_passages(
    admin_client, article, alias, translation
):
    type_strings(translation)
    StringTranslation.objects.filter(context__path__startswith="body").delete()
    answer = publish(admin_client, alias)
    assert "“Roofs” was not published" in messages_of(answer)
    assert "“One.”" in messages_of(answer)
    assert fresh(alias).alias_of_id == article.pk


def test_code_cannot_publish_an_incomplete_translation(article, alias, translation):
    with pytest.raises(ValidationError) as refusal:
        translation.save_target(publish=True)
    assert refusal.value.error_dict  # which wagtail-localize reads
    page = fresh(alias)
    assert (page.alias_of_id, page.revisions.count()) == (article.pk, 0)


def test_the_first_publication_turns_the_alias_into_the_translation(
    admin_client, article, alias, translation
):
    type_strings(translation, title="Дахи над Ужгородом")
    answer = publish(admin_client, alias)
    assert "“Дахи над Ужгородом” was published in Ukrainian." in messages_of(answer)
    page = fresh(alias)
    assert (page.alias_of_id, page.title, page.live) == (None, "Дахи над Ужгородом", True)
    assert page.slug == "dakhy-nad-uzhhorodom"
    assert page.url.endswith("/uk/news/dakhy-nad-uzhhorodom/")


def test_the_address_of_the_alias_leads_to_the_translation(
    tree, client, alias, translation, django_capture_on_commit_callbacks
):
    type_strings(translation, title="Дахи")
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    assert Redirect.objects.filter(redirect_page=alias.page_ptr).exists()
    answer = client.get("/uk/news/roofs/")
    assert (answer.status_code, answer.url) == (301, "/uk/news/dakhy/")


def test_a_translation_keeps_its_address_when_it_is_published_again(alias, translation):
    type_strings(translation, title="Дахи")
    translation.save_target(publish=True)
    type_strings(translation, title="Нові дахи")
    translation.save_target(publish=True)
    page = fresh(alias)
    assert (page.title, page.slug) == ("Нові дахи", "dakhy")


def test_a_section_has_the_same_address_in_every_language(tree):
    network = factories.network_page(tree.networks, title="Ukraine", slug="ukraine")
    translation = submit(network, tree.locale("uk"))
    type_strings(translation, title="Україна")
    translation.save_target(publish=True)
    page = tree.translation_of(network, "uk")
    assert (page.title, page.slug) == ("Україна", "ukraine")


def test_the_home_of_a_language_keeps_its_place(tree):
    before = tree.translation_of(tree.home, "uk").url
    translation = submit(tree.home, tree.locale("uk"))
    type_strings(translation, title="Головна")
    translation.save_target(publish=True)
    home = tree.translation_of(tree.home, "uk")
    assert (home.title, home.url) == ("Головна", before)
    assert home.url == "/uk/"


def test_a_draft_never_reaches_the_live_page(alias, translation):
    type_strings(translation, title="Дахи")
    translation.save_target(publish=True)
    type_strings(translation, title="Чернетка")
    translation.save_target(publish=False)
    page = fresh(alias)
    assert page.title == "Дахи"
    assert page.get_latest_revision_as_object().title == "Чернетка"


def test_the_translation_of_an_organisation_begins_as_a_draft(tree):
    organisation = factories.organisation()
    translation = submit(organisation, tree.locale("fr"))
    target = organisation.get_translation(tree.locale("fr"))
    assert not target.live
    with pytest.raises(IncompleteTranslation):
        translation.save_target(publish=True)
    type_strings(translation, name="La Commission")
    translation.save_target(publish=True)
    target.refresh_from_db()
    assert (target.live, target.name) == (True, "La Commission")


def test_a_draft_of_a_snippet_never_reaches_the_live_one(tree):
    organisation = factories.organisation()
    translation = submit(organisation, tree.locale("fr"))
    type_strings(translation, name="La Commission")
    translation.save_target(publish=True)
    type_strings(translation, name="Brouillon")
    translation.save_target(publish=False)
    target = organisation.get_translation(tree.locale("fr"))
    assert (target.live, target.name) == (True, "La Commission")


def test_the_newest_draft_of_an_unpublished_article_is_translated(tree):
    article = factories.news_page(tree.news, title="First words")
    article.unpublish()
    article = NewsPage.objects.get(pk=article.pk)
    article.title = "Second words"
    article.save_revision()
    translation = submit(NewsPage.objects.get(pk=article.pk), tree.locale("uk"))
    title = translation.source.stringsegment_set.get(context__path="title")
    assert title.string.data == "Second words"


def test_an_alias_is_never_translated_from_itself(tree):
    article = factories.news_page(tree.translation_of(tree.news, "uk"), title="Новина")
    english = tree.translation_of(article, "en")
    translation = submit(english, tree.locale("fr"))
    assert translation.source.locale == tree.locale("uk")


def test_an_alias_cannot_be_converted_without_a_translation(admin_client, article, alias):
    url = reverse("wagtailadmin_pages:convert_alias", args=[alias.pk])
    admin_client.post(url)
    assert fresh(alias).alias_of_id == article.pk


def test_updating_a_draft_takes_its_newest_words(tree, admin_client):
    article = factories.news_page(tree.news, title="First words")
    article.unpublish()
    translation = submit(article, tree.locale("uk"))
    article = NewsPage.objects.get(pk=article.pk)
    article.title = "Second words"
    article.save_revision()
    url = reverse("wagtail_localize:update_translations", args=[translation.source.pk])
    admin_client.post(url)
    title = translation.source.stringsegment_set.get(context__path="title")
    assert title.string.data == "Second words"


def test_a_value_that_is_not_allowed_is_refused_and_marked(tree, admin_client):
    organisation = factories.organisation()
    translation = submit(organisation, tree.locale("fr"))
    type_strings(translation, acronym="E" * 51)
    target = organisation.get_translation(tree.locale("fr"))
    url = reverse("wagtailsnippets_cms_organisation:edit", args=[target.pk])
    answer = admin_client.post(url, {"action": "publish"}, follow=True)
    assert "at most 50 characters" in messages_of(answer)
    assert "at most 50" in StringTranslation.objects.get(context__path="acronym").get_error()
    target.refresh_from_db()
    assert not target.live


def test_who_may_not_publish_does_not(tree, client, article, alias, translation):
    type_strings(translation)
    user = editor_of(alias)
    GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
    client.force_login(user)
    client.post(edit_url(alias), {"action": "publish"})
    assert fresh(alias).alias_of_id == article.pk
