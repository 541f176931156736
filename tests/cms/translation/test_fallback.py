"""Every address stays alive in every language when the text at it is deleted or unpublished."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page
from wagtail_localize.models import StringTranslation, Translation

from tests import factories
from tests.cms.translation.helpers import editor_of, fresh, messages_of, submit, type_strings

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(tree):
    return factories.news_page(tree.news, title="Roofs", slug="roofs")


@pytest.fixture
def ukrainian(tree, article):
    """The published Ukrainian translation of `article`."""
    return translated(article, tree.locale("uk"), "Дахи")


def translated(page, locale, title):
    translation = submit(page, locale)
    type_strings(translation, title=title)
    translation.save_target(publish=True)
    return page.get_translation(locale).specific


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """A transaction that ends, as a request's does."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def unpublish(client, page, **form):
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), form)


def delete(client, page):
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


def test_a_deleted_translation_leaves_the_source_at_its_language(
    tree, article, ukrainian, admin_client, client, commit
):
    with commit():
        delete(admin_client, ukrainian)
    alias = tree.translation_of(article, "uk")
    assert (alias.alias_of_id, alias.title, alias.live) == (article.pk, "Roofs", True)
    assert client.get("/uk/news/roofs/").status_code == 200


def test_the_addresses_of_a_deleted_translation_lead_to_what_stands_in_for_it(
    tree, article, ukrainian, admin_client, client, commit
):
    with commit():
        ukrainian.slug = "nove"
        ukrainian.save_revision().publish()
    with commit():
        delete(admin_client, ukrainian)
    for old in ("/uk/news/dakhy/", "/uk/news/nove/"):
        answer = client.get(old)
        assert (answer.status_code, answer["Location"]) == (301, "/uk/news/roofs/")


def test_what_is_deleted_in_every_language_stays_deleted(
    tree, article, ukrainian, admin_client, commit
):
    with commit():
        delete(admin_client, article)
        delete(admin_client, ukrainian)
    assert not Page.objects.filter(translation_key=article.translation_key).exists()


def test_a_deleted_section_comes_back_with_all_that_other_languages_have_in_it(
    tree, article, ukrainian, admin_client, commit
):
    translated(tree.news, tree.locale("uk"), "Новини")
    with commit():
        delete(admin_client, tree.translation_of(tree.news, "uk"))
    section = tree.translation_of(tree.news, "uk")
    alias = tree.translation_of(article, "uk")
    assert (alias.get_parent().pk, alias.title) == (section.pk, "Roofs")


def test_a_language_can_be_taken_away(tree, article, admin_client, commit):
    with commit():
        delete(admin_client, tree.translation_of(tree.home, "uk"))
    assert not Page.objects.filter(locale__language_code="uk").exists()


def test_an_unpublished_translation_gives_way_to_its_source_at_its_own_address(
    tree, article, ukrainian, admin_client, client, commit
):
    url = ukrainian.url
    with commit():
        unpublish(admin_client, ukrainian)
    html = client.get(url).content.decode()
    assert "Roofs" in html
    assert "Дахи" not in html
    assert fresh(ukrainian).is_fallback
    call_command("check_trees")


def test_publishing_an_unpublished_translation_again_brings_all_of_it_back(
    tree, article, ukrainian, admin_client, client, commit
):
    with commit():
        unpublish(admin_client, ukrainian)
    assert StringTranslation.objects.filter(data="Дахи").exists()
    admin_client.post(
        reverse("wagtailadmin_pages:edit", args=[ukrainian.pk]), {"action": "publish"}
    )
    again = fresh(ukrainian)
    assert (again.alias_of_id, again.live, again.title) == (None, True, "Дахи")
    assert (again.url, again.revisions.count()) == (ukrainian.url, 2)


def test_an_unpublished_source_gives_way_to_its_translation(
    tree, article, ukrainian, admin_client, client, commit
):
    with commit():
        unpublish(admin_client, article)
    french = tree.translation_of(article, "fr")
    assert (french.alias_of_id, french.title, french.live) == (ukrainian.pk, "Дахи", True)
    assert client.get("/fr/news/roofs/").status_code == 200
    assert fresh(article).alias_of_id is None
    call_command("check_trees")


def test_a_source_that_is_published_again_takes_its_place_again(
    tree, article, ukrainian, admin_client, commit
):
    with commit():
        unpublish(admin_client, article)
    fresh(article).save_revision().publish()
    french = tree.translation_of(article, "fr")
    assert (french.alias_of_id, french.title) == (article.pk, "Roofs")
    assert fresh(ukrainian).title == "Дахи"


def test_a_source_without_translations_disappears_everywhere(tree, article, admin_client, commit):
    with commit():
        unpublish(admin_client, article)
    assert not Page.objects.filter(translation_key=article.translation_key, live=True).exists()


def test_an_unpublished_section_keeps_showing_what_other_languages_have_in_it(
    tree, article, admin_client, client, commit
):
    section = translated(tree.news, tree.locale("uk"), "Новини")
    with commit():
        unpublish(admin_client, section, include_descendants="on")
    assert client.get("/uk/news/roofs/").status_code == 200


def test_a_text_that_only_its_page_holds_stays_a_draft(
    tree, article, ukrainian, admin_client, client, commit
):
    Translation.objects.update(enabled=False)
    with commit():
        unpublish(admin_client, ukrainian)
    page = fresh(ukrainian)
    assert (page.alias_of_id, page.live, page.title) == (None, False, "Дахи")
    html = client.get(ukrainian.url).content.decode()
    assert "Roofs" in html
    assert "Дахи" not in html


def test_the_address_of_an_unpublished_original_shows_a_translation_and_says_so(
    tree, article, ukrainian, admin_client, client, commit
):
    section = fresh(tree.news)
    with commit():
        unpublish(admin_client, article)
    answer = client.get("/en/news/roofs/")
    shown = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 200
    assert shown.html["lang"] == "en"
    assert shown.main.select_one("h1")["lang"] == "uk"
    notice = " ".join(shown.select_one(".notice").get_text().split())
    assert notice == "This page is not published in English. You are reading it in Ukrainian."
    assert "(not published)" in shown.select_one("header [aria-current=true]").get_text()
    assert shown.select_one("link[rel=canonical]")["href"].endswith(ukrainian.url)
    assert not shown.select("link[hreflang]")
    assert section.title in shown.select_one("nav.breadcrumbs").get_text()
    # What leads there says that there is a text, which is not published; lists leave it out.
    switcher = BeautifulSoup(client.get(ukrainian.url).content, "html.parser").select_one("header")
    assert "не опубліковано" in switcher.select_one("a[hreflang=en]").find_parent("li").get_text()
    assert "Дахи" not in client.get("/en/news/").content.decode()


@pytest.mark.parametrize("place", ["original", "translation"])
def test_what_stands_in_for_an_unpublished_page_is_as_private_as_both(
    tree, article, ukrainian, admin_client, client, commit, place
):
    with commit():
        unpublish(admin_client, article)
    private = article if place == "original" else ukrainian
    private.view_restrictions.create(restriction_type="login")
    assert client.get("/en/news/roofs/").status_code == 302


def test_converting_a_translation_to_an_alias_is_unpublishing_it(
    tree, article, ukrainian, admin_client
):
    url = reverse("wagtail_localize:convert_to_alias", args=[ukrainian.pk])
    response = admin_client.post(url, follow=True)
    assert response.redirect_chain[-1][0].endswith(f"/{ukrainian.pk}/unpublish/")
    assert "Unpublish the translation instead" in messages_of(response)
    assert Translation.objects.filter(enabled=True).count() == 1
    assert fresh(ukrainian).title == "Дахи"


def test_who_may_not_publish_converts_nothing(tree, article, ukrainian, client):
    user = editor_of(tree.translation_of(tree.home, "uk"))
    GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
    client.force_login(user)
    client.post(reverse("wagtail_localize:convert_to_alias", args=[ukrainian.pk]))
    assert Translation.objects.filter(enabled=True).count() == 1
    assert fresh(ukrainian).alias_of_id is None
