"""Whoever follows an old address gets to the page, in every language."""

import pytest
from wagtail.models import Page

from tests import factories
from tests.cms.translation.helpers import fresh, submit, type_strings

pytestmark = pytest.mark.django_db


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """A transaction that ends, as a request's does."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def article(tree):
    return factories.news_page(tree.news, title="Roofs", slug="roofs")


def rename(page, slug):
    page.slug = slug
    page.save_revision().publish()


def translated(page, locale, title):
    translation = submit(page, locale)
    type_strings(translation, title=title)
    translation.save_target(publish=True)
    return page.get_translation(locale).specific


def leads_to(client, old, new):
    answer = client.get(old)
    assert (answer.status_code, answer.headers.get("Location")) == (301, new)
    assert client.get(new).status_code == 200


def test_the_old_address_of_an_article_leads_to_it_in_every_language(tree, article, client, commit):
    with commit():
        rename(article, "new-roofs")
    for code in ("en", "fr", "uk", "rom"):
        leads_to(client, f"/{code}/news/roofs/", f"/{code}/news/new-roofs/")


def test_the_address_of_an_alias_leads_to_the_translation_that_took_its_place(
    tree, article, client, commit
):
    with commit():
        translated(article, tree.locale("uk"), "Дахи")
    leads_to(client, "/uk/news/roofs/", "/uk/news/dakhy/")
    assert client.get("/fr/news/roofs/").status_code == 200


def test_a_renamed_section_is_renamed_in_every_language_with_what_stands_below_it(
    tree, article, client, commit
):
    with commit():
        section = translated(tree.news, tree.locale("uk"), "Новини")
        rename(tree.news, "articles")
    assert fresh(section).slug == "articles"
    for code in ("en", "fr", "uk", "rom"):
        leads_to(client, f"/{code}/news/", f"/{code}/articles/")
        leads_to(client, f"/{code}/news/roofs/", f"/{code}/articles/roofs/")


def test_a_draft_of_a_translated_section_does_not_bring_the_old_slug_back(tree, commit):
    with commit():
        section = translated(tree.news, tree.locale("uk"), "Новини")
        section.save_revision()
        rename(tree.news, "articles")
    fresh(section).get_latest_revision().publish()
    assert fresh(section).slug == "articles"


def test_a_translated_section_has_no_address_of_its_own(tree, commit):
    with commit():
        section = translated(tree.news, tree.locale("uk"), "Новини")
        rename(section, "novyny")
    assert (fresh(section).slug, fresh(tree.news).slug) == ("news", "news")


def test_what_was_moved_is_found_at_its_old_address_in_every_language(
    tree, article, client, commit
):
    with commit():
        section = factories.network_page(tree.networks, slug="ukraine")
        meeting = factories.meeting_page(section, slug="lviv")
        other = factories.network_page(tree.networks, slug="east")
    with commit():
        Page.objects.get(pk=meeting.pk).move(other, pos="last-child")
    for code in ("en", "fr", "uk", "rom"):
        leads_to(client, f"/{code}/networks/ukraine/lviv/", f"/{code}/networks/east/lviv/")
