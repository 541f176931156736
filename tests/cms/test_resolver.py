"""Our resolver finds what stock Wagtail finds, with the same answers, in two queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail import hooks
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from cms import resolver
from cms.models import StandardPage
from network.models import NetworkPage
from tests import factories
from tests.cms.test_page_languages import translate_page
from tests.factories import Tree

LANGUAGES = ("en", "fr", "uk", "rom")
Restrict = Callable[..., PageViewRestriction]


def fresh_request(path: str = "/", host: str = "localhost") -> HttpRequest:
    request = RequestFactory().get(path, headers={"host": host})
    request.user = AnonymousUser()
    return request


def found(result: RouteResult | None) -> tuple[Any, ...] | None:
    """A route result as values that can be compared."""
    return None if result is None else (result[0].pk, type(result[0]), result[1], result[2])


def assert_same_route(path: str, language: str, host: str = "localhost") -> None:
    cache.clear()
    with translation.override(language):
        stock = Page.route_for_request(fresh_request(host=host), path)
        ours = resolver.find_route(fresh_request(host=host), path)
    assert found(ours) == found(stock), (language, path)


@pytest.fixture
def restrict() -> Restrict:
    def create(page: Page, kind: str = PageViewRestriction.LOGIN, **fields: Any) -> Any:
        return PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)

    return create


@pytest.fixture
def article(tree: Tree) -> Page:
    return factories.news_page(tree.news, slug="article")


PATHS = [
    "",
    "news/",
    "news/article/",
    "networks/",
    "networks/ukraine/meeting/",
    "networks/ukraine/meeting/programme/",
    "news",
    "//news///article//",
    "missing/",
    "news/missing/",
    "news/article/missing/",
    "article/",
    "news/draft/",
    "news/draft/below/",
    "en/news/",
    "x/" * 70,
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_pages_are_found_as_by_stock_wagtail(
    tree: Tree, article: Page, language: str
) -> None:
    network = factories.network_page(tree.networks, slug="ukraine")
    meeting = factories.meeting_page(network, slug="meeting")
    factories.add_page(meeting, StandardPage(title="Programme", slug="programme"))
    factories.news_page(tree.news, slug="draft").unpublish()

    for path in PATHS:
        assert_same_route(path, language)


def test_a_published_page_below_a_draft_is_found_as_by_stock_wagtail(tree: Tree) -> None:
    network = factories.network_page(tree.networks, slug="ukraine")
    factories.news_page(network, slug="below")
    NetworkPage.objects.filter(slug="ukraine").update(live=False)

    for language in LANGUAGES:
        assert_same_route("networks/ukraine/", language)
        assert_same_route("networks/ukraine/below/", language)


def test_a_home_that_is_a_draft_shows_another_language_and_its_pages_stay_their_own(
    tree: Tree, article: Page, client: Client
) -> None:
    french = tree.translation_of(tree.home, "fr")
    type(french).objects.filter(pk=french.pk).update(live=False, alias_of=None)

    home = client.get("/fr/").content.decode()

    assert 'class="notice' in home
    assert '<link rel="canonical" href="http://testserver/en/">' in home
    with translation.override("fr"):
        result = resolver.find_route(fresh_request(), "news/article/")
    assert result is not None
    assert result[0].pk == tree.translation_of(article, "fr").pk


def test_sites_whose_names_begin_alike_do_not_mix(tree: Tree, article: Page, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    root = Page.objects.get(depth=1)
    other = root.add_child(
        instance=type(tree.home)(title="Other", slug="en-2", locale=tree.home.locale)
    )
    factories.add_page(other, StandardPage(title="News", slug="news"), aliases=False)
    Site.objects.create(hostname="other.example.org", root_page=other)
    # A site whose home lies within another site.
    Site.objects.create(hostname="news.example.org", root_page=tree.news)

    for host in ("localhost", "other.example.org", "news.example.org", "unknown.example.org"):
        for path in ("", "news/", "news/article/", "article/"):
            assert_same_route(path, "en", host)


def test_a_page_that_routes_the_rest_itself_gets_it(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = factories.network_page(tree.networks, slug="ukraine")
    factories.meeting_page(network, slug="meeting")

    def route(self: Page, request: HttpRequest, components: list[str]) -> RouteResult:
        if components[:1] == ["archive"]:
            return RouteResult(self, args=tuple(components[1:]), kwargs={"of": self.slug})
        return Page.route(self, request, components)

    monkeypatch.setattr(NetworkPage, "route", route, raising=False)

    for path in ("", "archive/", "archive/2019/may/", "meeting/", "missing/"):
        assert_same_route(f"networks/ukraine/{path}", "en")
        assert_same_route(f"networks/ukraine/{path}", "uk")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("is_private", [False, True])
def test_two_queries_find_a_page_at_any_depth(
    tree: Tree, restrict: Restrict, language: str, is_private: bool
) -> None:
    network = factories.network_page(tree.networks, slug="ukraine")
    meeting = factories.meeting_page(network, slug="meeting")
    factories.add_page(meeting, StandardPage(title="Programme", slug="programme"))
    if is_private:
        restrict(network)
    deep = "networks/ukraine/meeting/programme/"
    with translation.override(language):
        resolver.find_route(fresh_request(), deep)  # the site and its homes are kept

        for path in ("", "networks/", "networks/ukraine/", "networks/ukraine/meeting/", deep):
            with CaptureQueriesContext(connection) as captured:
                page = resolver.find_route(fresh_request(), path)[0]
                page.get_view_restrictions()
                page.get_parent()
                assert page.breadcrumbs is not None
                assert page.language_code == "en"
            assert len(captured) == 2, path


def test_nothing_found_costs_one_query(tree: Tree) -> None:
    resolver.find_route(fresh_request(), "")
    with CaptureQueriesContext(connection) as captured:
        assert resolver.find_route(fresh_request(), "news/missing/") is None
    assert len(captured) == 1


def private_cases(tree: Tree, restrict: Restrict) -> list[str]:
    """Makes pages that are private in every way; returns paths of private and public ones."""
    group = Group.objects.create(name="Friends")
    for kind, fields in {
        PageViewRestriction.LOGIN: {},
        PageViewRestriction.PASSWORD: {"password": "open"},
        PageViewRestriction.GROUPS: {},
    }.items():
        created = restrict(factories.news_page(tree.news, slug=f"by-{kind}"), kind, **fields)
        if kind == PageViewRestriction.GROUPS:
            created.groups.add(group)
    section = factories.network_page(tree.networks, slug="private")
    factories.meeting_page(section, slug="meeting")
    restrict(section)
    # An alias of a private page in a public section, and an alias of that alias.
    source = factories.news_page(tree.news, slug="source")
    restrict(source)
    copy = source.create_alias(parent=tree.networks, update_slug="copy")
    Page.objects.get(pk=copy.pk).specific.create_alias(parent=tree.home, update_slug="second-copy")
    # A restriction on an alias itself: Wagtail goes by the source alone.
    public = factories.news_page(tree.news, slug="public")
    restrict(tree.translation_of(public, "fr"))
    return [
        "news/by-login/",
        "news/by-password/",
        "news/by-groups/",
        "networks/private/",
        "networks/private/meeting/",
        "networks/copy/",
        "second-copy/",
        "news/public/",
        "news/",
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_pages_are_private_as_in_stock_wagtail(
    tree: Tree, restrict: Restrict, language: str
) -> None:
    for path in private_cases(tree, restrict):
        with translation.override(language):
            result = resolver.find_route(fresh_request(), path)
        if result is None:
            continue
        stock = Page.objects.get(pk=result[0].pk).specific.get_view_restrictions()
        ours = result[0].get_view_restrictions()
        assert set(ours) == set(stock), (language, path)


def test_readers_are_sent_away_from_private_pages(
    tree: Tree, restrict: Restrict, client: Client
) -> None:
    private_cases(tree, restrict)

    for language in ("en", "fr"):
        for path in ("news/by-login/", "networks/private/", "networks/private/meeting/"):
            response = client.get(f"/{language}/{path}")
            assert response.status_code == 302, (language, path)
            assert "login" in response.headers["Location"]
        asked = client.get(f"/{language}/news/by-password/")
        assert asked.status_code == 200
        assert 'type="password"' in asked.content.decode()
        # What is asked is in the reader's language, whatever that of the text behind it.
        assert 'class="notice"' not in asked.content.decode()
        assert "private" in asked.headers["Cache-Control"]
    assert client.get("/en/networks/copy/").status_code == 302
    assert client.get("/en/second-copy/").status_code == 302
    assert client.get("/fr/news/public/").status_code == 200


@pytest.mark.parametrize("language", ["fr", "uk"])
def test_a_section_made_private_after_its_translation_hides_its_texts_in_every_language(
    tree: Tree, restrict: Restrict, client: Client, language: str
) -> None:
    network = factories.network_page(tree.networks, slug="ukraine")
    translate_page(network, tree, "fr")
    translate_page(network, tree, "uk")
    secret = factories.news_page(Page.objects.get(pk=network.pk), slug="secret")
    address = f"/{language}/networks/ukraine/secret/"
    assert client.get(address).status_code == 200

    restrict(network)

    assert client.get(address).status_code == 302
    assert client.get(f"/{language}/networks/ukraine/").status_code == 200
    alias = tree.translation_of(secret, language)
    assert [found.page_id for found in alias.get_view_restrictions()] == [network.pk]
    client.force_login(get_user_model().objects.create_user("reader", password="x"))
    assert client.get(address).status_code == 200


def test_a_password_opens_the_page_and_its_aliases(
    tree: Tree, article: Page, restrict: Restrict, client: Client
) -> None:
    created = restrict(article, PageViewRestriction.PASSWORD, password="open")
    action = f"/en/_util/authenticate_with_password/{created.pk}/{article.pk}/"

    answer = client.post(action, {"password": "open", "return_url": article.url})

    assert answer.headers["Location"] == article.url
    assert client.get(article.url).status_code == 200
    assert client.get("/fr/news/article/").status_code == 200


def test_members_of_a_group_see_its_pages(tree: Tree, restrict: Restrict, client: Client) -> None:
    private_cases(tree, restrict)
    user = get_user_model().objects.create_user("reader", password="x")
    client.force_login(user)
    assert client.get("/en/news/by-login/").status_code == 200
    assert client.get("/en/news/by-groups/").status_code == 302

    user.groups.add(Group.objects.get(name="Friends"))

    assert client.get("/en/news/by-groups/").status_code == 200


def test_wagtails_hooks_are_called(tree: Tree, article: Page, client: Client) -> None:
    seen = []

    def before(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse | None:
        seen.append(("before", page.pk))
        return HttpResponse("stopped") if "stop" in request.GET else None

    def around(call: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def serve(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
            seen.append(("around", page.pk))
            return call(page, request, args, kwargs)

        return serve

    with (
        hooks.register_temporarily("before_serve_page", before),
        hooks.register_temporarily("on_serve_page", around),
    ):
        assert client.get(article.url).status_code == 200
        assert client.get(f"{article.url}?stop=1").content == b"stopped"

    assert seen == [("before", article.pk), ("around", article.pk), ("before", article.pk)]


def test_a_route_found_earlier_is_kept(tree: Tree, article: Page) -> None:
    request = fresh_request()
    resolver.serve(request, "news/article/")

    assert Page.find_for_request(request, "something/else/").pk == article.pk


def test_an_address_without_its_slash_leads_to_the_one_with_it(
    tree: Tree, article: Page, client: Client
) -> None:
    response = client.get("/en/news/article")

    assert (response.status_code, response.headers["Location"]) == (301, "/en/news/article/")


def test_a_redirect_from_an_address_that_the_page_has_again_leads_nobody_in_a_circle(
    tree: Tree, article: Page, client: Client
) -> None:
    for old_path in ("/en/news/first", "/en/news/article"):
        Redirect.objects.create(old_path=old_path, redirect_page=article)

    answer = client.get("/en/news/first/")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/en/news/article/")
    assert client.get("/en/news/article/").status_code == 200
    article.unpublish()
    assert client.get("/en/news/article/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_page_answers_only_the_methods_of_wagtail(
    tree: Tree, article: Page, client: Client, method: str
) -> None:
    stock = article.allowed_http_method_names()
    assert (getattr(client, method)(article.url).status_code == 405) == (
        method.upper() not in stock
    )


def test_drafts_are_previewed_with_their_place_in_the_languages(tree: Tree, article: Page) -> None:
    draft = article.specific
    draft.title = "Not published yet"
    draft.save_revision()

    response = article.get_latest_revision_as_object().make_preview_request()

    assert response.status_code == 200
    assert "Not published yet" in response.rendered_content


def test_a_page_that_was_never_saved_can_be_previewed(tree: Tree) -> None:
    page = StandardPage(title="Just begun", slug="just-begun", locale=tree.home.locale)
    # As Wagtail's view for new pages gives it its place.
    page.depth = tree.home.depth + 1
    page.path = Page._get_children_path_interval(tree.home.path)[1]
    page.set_url_path(tree.home)

    response = page.make_preview_request()

    assert response.status_code == 200
    assert "Just begun" in response.rendered_content


def test_a_new_home_answers_at_once(
    tree: Tree, article: Page, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    tree.translation_of(tree.home, "fr").delete()
    assert client.get("/fr/").status_code == 404

    with django_capture_on_commit_callbacks(execute=True):
        home = tree.home.copy_for_translation(tree.locale("fr"))
        home.title = "Accueil"
        home.save_revision().publish()

    assert "Accueil" in client.get("/fr/").content.decode()
    assert client.get("/fr/news/article/").status_code == 404
