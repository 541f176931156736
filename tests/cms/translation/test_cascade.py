"""Deleting, unpublishing and moving a page in all languages or in one, as the editor chooses."""

from datetime import date
from html import unescape

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from wagtail.models import Page

from tests import factories
from tests.cms.translation.helpers import editor_of, fresh, grant, messages_of, submit, type_strings

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(tree):
    return factories.news_page(tree.news, title="Roofs", slug="roofs")


@pytest.fixture
def ukrainian(tree, article):
    """The published Ukrainian translation of `article`."""
    translation = submit(article, tree.locale("uk"))
    type_strings(translation, title="Дахи")
    translation.save_target(publish=True)
    return tree.translation_of(article, "uk")


@pytest.fixture
def network(tree):
    return factories.network_page(tree.networks, title="Ukraine", slug="ukraine")


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """A transaction that ends, as a request's does."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def english(tree):
    """An editor of the English pages only, who may delete there."""
    user = editor_of(tree.home, "english")
    grant(user.groups.get(), tree.home, "bulk_delete_page")
    return user


def address(action, page, *more):
    return reverse(f"wagtailadmin_pages:{action}", args=[page.pk, *more])


def ask(client, action, page, *more):
    """The page that asks, as text."""
    return client.get(address(action, page, *more)).content.decode()


def answer(client, action, page, *more, **form):
    return client.post(address(action, page, *more), form, follow=True)


def bulk(client, action, page, **form):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    next_url = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    return client.post(f"{url}?id={page.pk}&next={next_url}", form, follow=True)


def versions(page):
    """Language, title and whether it is published, of all versions."""
    return {
        version.locale.language_code: (version.title, version.live)
        for version in Page.objects.filter(translation_key=page.translation_key)
    }


@pytest.mark.parametrize("do", [answer, bulk])
def test_deleting_in_all_languages_leaves_nothing(article, ukrainian, admin_client, commit, do):
    with commit():
        do(admin_client, "delete", article, scope="all")
    assert versions(article) == {}


@pytest.mark.parametrize("do", [answer, bulk])
def test_deleting_in_one_language_keeps_the_texts_of_the_others(
    article, ukrainian, admin_client, commit, do
):
    with commit():
        do(admin_client, "delete", article, scope="this")
    assert set(versions(article).values()) == {("Дахи", True)}
    assert len(versions(article)) == 4


@pytest.mark.parametrize("do", [answer, bulk])
def test_unpublishing_in_all_languages_takes_every_text_off(
    article, ukrainian, admin_client, commit, do
):
    with commit():
        do(admin_client, "unpublish", article, scope="all")
    found = versions(article)
    assert not any(live for _title, live in found.values())
    assert found["uk"] == ("Дахи", False)


@pytest.mark.parametrize("do", [answer, bulk])
def test_unpublishing_in_one_language_shows_the_text_of_another(
    article, ukrainian, admin_client, commit, do
):
    with commit():
        do(admin_client, "unpublish", article, scope="this")
    found = versions(article)
    assert found["en"] == ("Roofs", False)
    assert found["fr"] == ("Дахи", True)


def test_moving_takes_all_languages_along(tree, article, ukrainian, network, admin_client, capsys):
    answer(admin_client, "move_confirm", article, network.pk, scope="all")
    for code in ("en", "fr", "uk", "rom"):
        parent = tree.translation_of(article, code).get_parent()
        assert parent.pk == tree.translation_of(network, code).pk
    call_command("check_trees")


def test_moving_several_takes_all_languages_along(tree, article, ukrainian, network, admin_client):
    bulk(admin_client, "move", article, chooser=network.pk, scope="all")
    for code in ("en", "uk"):
        parent = tree.translation_of(article, code).get_parent()
        assert parent.pk == tree.translation_of(network, code).pk


def test_what_was_moved_in_one_language_on_purpose_stays_there(
    tree, article, ukrainian, network, admin_client, capsys
):
    parent = tree.translation_of(network, "uk")
    answer(admin_client, "move_confirm", ukrainian, parent.pk, scope="this")
    assert fresh(ukrainian).get_parent().pk == parent.pk
    assert fresh(article).get_parent().pk == tree.news.pk
    call_command("check_trees", "--fix")
    assert fresh(ukrainian).get_parent().pk == parent.pk


def test_the_question_names_the_texts_that_would_go_along(
    tree, article, ukrainian, network, admin_client
):
    for action, more in (("delete", []), ("unpublish", []), ("move_confirm", [network.pk])):
        html = ask(admin_client, action, article, *more)
        assert "In which languages?" in html
        assert "Дахи" in html
    assert "In which languages?" not in ask(admin_client, "delete", network)


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_who_may_not_touch_every_language_touches_none(
    article, ukrainian, english, client, commit, action
):
    client.force_login(english)
    before = versions(article)
    assert "You may not" in ask(client, action, article)
    with commit():
        answer(client, action, article, scope="all")
        bulk(client, action, article, scope="all")
    assert versions(article) == before


def test_who_may_not_move_every_language_moves_none(
    tree, article, ukrainian, network, english, client
):
    client.force_login(english)
    assert "You may not" in ask(client, "move_confirm", article, network.pk)
    answer(client, "move_confirm", article, network.pk, scope="all")
    told = messages_of(bulk(client, "move", article, chooser=network.pk, scope="all"))
    assert "was left as it is" in told
    assert fresh(article).get_parent().pk == tree.news.pk


def test_who_may_touch_one_language_goes_on_doing_so(article, ukrainian, english, client, commit):
    client.force_login(english)
    with commit():
        answer(client, "delete", article)
    assert versions(article)["uk"] == ("Дахи", True)
    assert versions(article)["en"] == ("Дахи", True)


@pytest.mark.parametrize("action", ["delete", "unpublish", "move"])
def test_an_alias_leads_to_the_text_that_it_shows(tree, article, admin_client, action):
    alias = tree.translation_of(article, "fr")
    response = admin_client.get(address(action, alias), follow=True)
    if action == "move":
        response = admin_client.get(address("move_confirm", alias, tree.news.pk), follow=True)
    assert response.redirect_chain[-1][0] == address(action, article)
    assert "not translated" in messages_of(response)


def test_a_page_stays_in_the_tree_of_its_language(tree, article, network, admin_client):
    elsewhere = tree.translation_of(network, "fr")
    answer(admin_client, "move_confirm", article, elsewhere.pk, scope="all")
    bulk(admin_client, "move", article, chooser=elsewhere.pk, scope="all")
    assert fresh(article).get_parent().pk == tree.news.pk


def test_a_section_is_deleted_with_what_only_other_languages_have_in_it(
    tree, network, admin_client, commit
):
    own = factories.news_page(tree.translation_of(network, "uk"), title="Дахи")
    html = ask(admin_client, "delete", network)
    assert "1 page below it" in html
    with commit():
        answer(admin_client, "delete", network, scope="all")
    assert versions(network) == versions(own) == {}


def test_a_section_deleted_in_one_language_keeps_what_others_have_in_it(
    tree, network, admin_client, commit
):
    own = factories.news_page(tree.translation_of(network, "uk"), title="Дахи")
    with commit():
        answer(admin_client, "delete", network, scope="this")
    assert versions(own)["uk"] == ("Дахи", True)


def test_deleting_leaves_no_countries_of_pages_that_are_gone(tree, admin_client):
    article = factories.news_page(tree.news, title="Roofs", slug="roofs", countries=["UA"])
    translation = submit(article, tree.locale("uk"))
    type_strings(translation, title="Дахи")
    translation.save_target(publish=True)
    answer(admin_client, "delete", article, scope="all")
    connection.check_constraints()


def test_what_a_membership_needs_stays_and_the_membership_is_named(tree, network, admin_client):
    network.memberships.create(authority=factories.authority(name="Lviv"))
    for page in (network, tree.networks):
        assert "Needed by “Lviv: member”" in unescape(ask(admin_client, "delete", page))
        shown = answer(admin_client, "delete", page, scope="all").content.decode()
        assert "Needed by “Lviv: member”" in unescape(shown)
        assert "Needed by “Lviv: member”" in messages_of(bulk(admin_client, "delete", page))
    assert len(versions(network)) == len(versions(tree.networks)) == 4


def test_a_version_that_is_needed_is_named_before_all_languages_are_chosen(
    tree, network, admin_client
):
    translation = submit(network, tree.locale("uk"))
    type_strings(translation, title="Україна")
    translation.save_target(publish=True)
    ukrainian = tree.translation_of(network, "uk")
    ukrainian.memberships.create(authority=factories.authority(name="Lviv"))
    assert "Needed by “Lviv: member”" in unescape(ask(admin_client, "delete", network))
    answer(admin_client, "delete", network, scope="all")
    assert len(versions(network)) == 4


def test_what_came_to_be_needed_since_the_question_stays(tree, network, admin_client, monkeypatch):
    network.memberships.create(authority=factories.authority(name="Lviv"))
    monkeypatch.setattr("cms.translation.cascade_views.needed_by", lambda page: "")
    monkeypatch.setattr("cms.translation.cascade_bulk.needed_by", lambda page: "")
    for do in (answer, bulk):
        assert "Needed by “Lviv: member”" in messages_of(do(admin_client, "delete", tree.networks))
    assert len(versions(network)) == 4


def test_the_question_counts_what_goes_in_all_languages(tree, network, admin_client):
    factories.news_page(tree.translation_of(network, "uk"), title="Дахи")
    # The English section with the alias of the article, the Ukrainian one with the article.
    assert "In all languages, 4 pages in total" in ask(admin_client, "delete", network)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    translated = factories.news_page(tree.news, title="Roofs")
    type_strings(submit(translated, tree.locale("uk")))
    submit(translated, tree.locale("uk")).save_target(publish=True)
    assert (
        "2 pages in all languages" in admin_client.get(f"{url}?id={translated.pk}").content.decode()
    )


def test_where_a_page_of_the_type_may_not_stand_is_said_before_anybody_confirms(
    tree, article, admin_client
):
    response = admin_client.get(address("move_confirm", article, tree.networks.pk), follow=True)
    assert response.redirect_chain[-1][0] == address("move", article)
    assert "may stand there" in messages_of(response)


def test_nobody_is_led_from_an_alias_to_a_text_that_is_not_theirs(tree, article, client):
    user = editor_of(tree.translation_of(tree.home, "fr"), "french")
    alias = tree.translation_of(article, "fr")
    client.force_login(user)
    for action, more in (("delete", []), ("unpublish", []), ("move_confirm", [tree.news.pk])):
        response = client.get(address(action, alias, *more), follow=True)
        assert response.status_code == 200
        assert "You may not change that text" in messages_of(response)


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_the_language_shown_instead_keeps_its_date_and_body(tree, admin_client, commit, action):
    body = [("paragraph", "<p>New roofs.</p>")]
    article = factories.news_page(tree.news, title="Roofs", date=date(2019, 1, 1), body=body)
    translation = submit(article, tree.locale("uk"))
    type_strings(translation, title="Дахи")
    translation.save_target(publish=True)
    # Deleted is the text that the Romani page shows; unpublished, the one that then shows English.
    ended = article if action == "delete" else tree.translation_of(article, "uk")
    language = "rom" if action == "delete" else "uk"
    with commit():
        answer(admin_client, action, ended, scope="this")
    shown = tree.translation_of(tree.translation_of(article, "fr"), language).specific
    assert (shown.date, len(shown.body)) == (date(2019, 1, 1), 1)


def test_a_failure_in_one_language_undoes_all(article, ukrainian, admin_client, monkeypatch):
    from cms.translation import cascade

    stock = cascade.DeletePageAction.execute

    def fails_on_the_second(action, **options):
        if action.page.pk == article.pk:
            raise RuntimeError
        stock(action, **options)

    monkeypatch.setattr(cascade.DeletePageAction, "execute", fails_on_the_second)
    with pytest.raises(RuntimeError):
        answer(admin_client, "delete", article, scope="all")
    assert len(versions(article)) == 4
