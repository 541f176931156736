"""What happens to the aliases and the rights of a page when something happens to the page."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Locale, Page, PageViewRestriction

from cms.site.groups import provision_groups
from cms.translation.aliases import ensure_aliases
from cms.translation.permissions import repair_permissions
from news.models import NewsPage
from tests import factories
from tests.cms.translation.helpers import (
    article_form,
    editor_of,
    fresh,
    grant,
    submit,
    type_strings,
)

pytestmark = pytest.mark.django_db


def test_a_page_made_in_the_admin_gets_its_aliases(tree, admin_client):
    url = reverse("wagtailadmin_pages:add", args=["news", "newspage", tree.news.pk])
    admin_client.post(url, article_form("Roofs", ""))
    article = NewsPage.objects.get(title="Roofs", alias_of=None)
    assert article.get_translations().count() == 3


def test_a_coordinator_writes_under_the_alias_of_a_section(tree, client):
    section = tree.translation_of(tree.news, "uk")
    client.force_login(editor_of(section))
    url = reverse("wagtailadmin_pages:add", args=["news", "newspage", section.pk])
    assert client.get(url).status_code == 200
    client.post(url, article_form("Дахи", ""))
    article = NewsPage.objects.get(title="Дахи", alias_of=None)
    assert article.live and article.locale.language_code == "uk"
    assert tree.translation_of(article, "en").alias_of_id == article.pk


def test_copies_get_their_aliases(tree, admin_client):
    network = factories.network_page(tree.networks)
    factories.news_page(network)
    url = reverse("wagtailadmin_pages:copy", args=[network.pk])
    form = {
        "new_title": "Copy",
        "new_slug": "copy",
        "new_parent_page": tree.networks.pk,
        "copy_subpages": "on",
    }
    admin_client.post(url, form)
    copy = Page.objects.get(slug="copy", locale=network.locale)
    assert copy.get_translations().count() == 3
    assert copy.get_children().get().get_translations().count() == 3


def test_a_new_language_is_filled(tree, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Locale.objects.create(language_code="el")
    assert Page.objects.filter(locale__language_code="el").count() == 3


def test_aliases_take_the_address_of_the_published_source(tree):
    article = factories.news_page(tree.news, slug="old")
    article.slug = "new"
    article.save_revision().publish()
    assert tree.translation_of(article, "uk").url == "/uk/news/new/"


def test_aliases_move_with_their_source(tree):
    network = factories.network_page(tree.networks)
    article = factories.news_page(tree.news)
    article.move(network, pos="last-child")
    for code in ("fr", "uk", "rom"):
        parent = tree.translation_of(article, code).get_parent()
        assert parent.specific == tree.translation_of(network, code)


def test_menus_of_all_languages_take_the_order_of_the_first(tree):
    Page.objects.get(pk=tree.networks.pk).move(tree.news, pos="left")
    menus = {
        tuple(home.get_children().in_menu().values_list("slug", flat=True))
        for home in tree.home.get_translations(inclusive=True)
    }
    assert menus == {("networks", "news")}


def test_no_alias_outlives_its_source(tree):
    article = factories.news_page(tree.news)
    key = article.translation_key
    article.delete()
    assert not Page.objects.filter(translation_key=key).exists()


def test_aliases_show_a_translation_that_outlives_the_source(
    tree, client, django_capture_on_commit_callbacks
):
    article = factories.news_page(tree.news, slug="roofs")
    rest = tree.translation_of(article, "rom")
    translation = submit(article, tree.locale("fr"))
    type_strings(translation, title="Toits")
    translation.save_target(publish=True)
    french = tree.translation_of(article, "fr")
    with django_capture_on_commit_callbacks(execute=True):
        NewsPage.objects.get(pk=article.pk).delete()
    old, rest = rest.url, fresh(rest)
    assert (rest.alias_of_id, rest.title, rest.live) == (french.pk, "Toits", True)
    assert rest.slug == french.slug
    assert client.get(old).headers["Location"] == rest.url
    call_command("check_trees")


def test_texts_below_the_alias_of_a_deleted_section_are_kept(tree):
    ukrainian = tree.translation_of(tree.news, "uk")
    article = factories.news_page(ukrainian)
    Page.objects.get(pk=tree.news.pk).delete()
    assert NewsPage.objects.filter(pk=article.pk).exists()
    assert not fresh(ukrainian).live


def test_a_coordinator_has_the_same_rights_in_every_language_of_the_own_section(tree):
    network = factories.network_page(tree.networks, aliases=False)
    user = editor_of(network, "coordinator")
    ensure_aliases(network)
    for version in network.get_translations():
        assert version.permissions_for_user(user).can_edit()
    assert not tree.translation_of(tree.news, "uk").permissions_for_user(user).can_edit()


def test_rights_on_the_home_of_a_language_stay_in_that_language(tree):
    editor_of(tree.home)
    Locale.objects.create(language_code="el")
    ensure_aliases(tree.home)
    assert not GroupPagePermission.objects.filter(page__locale__language_code="el").exists()


def test_lost_rights_are_repaired_once(tree, capsys):
    network = factories.network_page(tree.networks)
    user = editor_of(network, "coordinator")
    uk = tree.translation_of(network, "uk")
    provision_groups()
    assert not uk.permissions_for_user(user).can_edit()
    call_command("repair_permissions")
    assert "9 rights changed" in capsys.readouterr().out
    assert fresh(uk).permissions_for_user(type(user).objects.get(pk=user.pk)).can_edit()
    assert repair_permissions() == 0


def test_a_right_in_a_translation_only_stays_there(tree):
    network = factories.network_page(tree.networks)
    user = editor_of(tree.home)
    grant(user.groups.get(), tree.translation_of(network, "uk"), "lock_page")
    assert repair_permissions() == 0


def test_publishing_from_a_public_source_keeps_a_translation_private(tree):
    article = factories.news_page(tree.news)
    french = tree.translation_of(article, "fr")
    PageViewRestriction.objects.create(page=french, restriction_type="login")
    translation = submit(article, tree.locale("fr"))
    type_strings(translation)
    translation.save_target(publish=True)
    assert fresh(french).get_view_restrictions().count() == 1


def test_updating_from_a_public_source_keeps_a_translation_private(tree, admin_client):
    article = factories.news_page(tree.news)
    translation = submit(article, tree.locale("fr"))
    type_strings(translation)
    translation.save_target(publish=True)
    french = tree.translation_of(article, "fr")
    PageViewRestriction.objects.create(page=french, restriction_type="login")
    url = reverse("wagtail_localize:update_translations", args=[translation.source.pk])
    admin_client.post(url)
    assert fresh(french).get_view_restrictions().count() == 1


def test_the_translation_of_a_private_page_is_private(tree):
    article = factories.news_page(tree.news)
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    translation = submit(article, tree.locale("fr"))
    type_strings(translation)
    translation.save_target(publish=True)
    assert tree.translation_of(article, "fr").get_view_restrictions().count() == 1


def test_a_text_that_waits_for_its_day_is_shown_in_no_language_before(
    tree: factories.Tree, client: Client
) -> None:
    article = factories.news_page(tree.news, title="Quetzal", slug="quetzal")
    article.unpublish()
    article = fresh(article)
    article.go_live_at = timezone.now() + timedelta(days=1)
    article.save_revision().publish()
    waiting = NewsPage.objects.filter(translation_key=article.translation_key)
    assert not waiting.live().exists()
    for address in ("/uk/news/", "/uk/news/quetzal/", "/en/news/", "/api/v1/news?locale=uk"):
        assert "Quetzal" not in client.get(address).content.decode(), address
    article = fresh(article)
    article.go_live_at = None
    article.save_revision().publish()
    assert waiting.live().count() == 4
    assert "Quetzal" in client.get("/uk/news/").content.decode()
