"""What the API finds at the addresses of the site, and where the others lead."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls.resolvers import URLPattern, URLResolver
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from cms import plugin_urls
from cms.models import StandardPage
from cms.site.resolving import VIEWS
from network.models import NetworkPage
from news.models import ImportedItem, NewsPage
from tests import factories
from tests.factories import Tree, network_page, news_page

RESOLVE = "/api/v1/resolve"
# Addresses that are not for readers of the public site, or only for one of them.
NOT_FOR_EVERYBODY = {
    "design",
    "design_error",
    "favicon",
    "health",
    "opensearch",
    "sitemap_of_language",
    "application_status",
    "wagtailcore_authenticate_with_password",
    "wagtailcore_login",
}


def resolve(client: Client, path: str, status: int = 200) -> dict[str, Any]:
    response = client.get(RESOLVE, {"path": path})
    assert response.status_code == status, (path, response.content)
    return response.json()


@pytest.fixture
def site(tree: Tree) -> Tree:
    network = network_page(tree.networks, slug="ukraine", title="Ukraine")
    factories.meeting_page(network, slug="first", title="First", aliases=False)
    article = news_page(tree.news, slug="roofs", title="Roofs")
    private = news_page(tree.news, slug="secret", title="Secret")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    ImportedItem.objects.create(source_key="a", legacy_id=289, page=article)
    ImportedItem.objects.create(source_key="b", legacy_id=290, page=private)
    factories.participation(1, authority_key="lviv", authority_country="UA")
    factories.authority(key="not-listed")
    for path, values in {
        "/old": {"redirect_page": article},
        "/en/elsewhere": {"redirect_link": "https://example.org/", "is_permanent": False},
        "/hidden": {"redirect_page": private},
        "/asks?a=1": {"redirect_page": tree.networks},
    }.items():
        Redirect.objects.create(old_path=path, **values)
    return tree


def test_addresses_of_pages(site: Tree, client: Client) -> None:
    pages = {
        "/en/": ("home", "en"),
        "/uk/": ("home", "en"),
        "/en/news/": ("news_index", "en"),
        "/uk/news/roofs/": ("news", "en"),
        "/en/networks/": ("network_index", "en"),
        "/en/networks/ukraine/?page=2": ("network", "en"),
        "/en/networks/ukraine/first/": ("meeting", "en"),
    }
    for path, (kind, served) in pages.items():
        found = resolve(client, path)
        assert (found["kind"], found["type"], found["served_locale"]) == ("page", kind, served)
        assert found["locale"] == path.split("/")[1]
        assert found["is_fallback"] is (found["locale"] != served)
        assert found["url"] == "http://testserver" + path.split("?")[0]
        full = client.get(found["api_url"]).json()
        assert (full["id"], full["type"], full["url"]) == (found["id"], kind, found["url"])


def test_address_of_an_unpublished_text_has_what_stands_in_for_it(
    site: Tree, client: Client
) -> None:
    """By the address, and by the id with the language: as the site shows it, as a fallback."""
    article = NewsPage.objects.get(slug="roofs", alias_of=None)
    article.topics.add(factories.topic("housing", en="Housing", fr="Logement"))
    article.save()
    meeting = factories.meeting_page(
        NetworkPage.objects.get(slug="ukraine", alias_of=None), slug="second", title="Second"
    )
    shown = {
        "meetings": (meeting, "/fr/networks/ukraine/deuxieme/"),
        "news": (article, "/fr/news/toits/"),
        "networks": (NetworkPage.objects.get(slug="ukraine", alias_of=None), "/fr/networks/ua/"),
    }
    for kind, (text, path) in shown.items():
        page = site.translation_of(text, "fr")
        slug = path.split("/")[-2]
        page.alias_of, page.live, page.title, page.slug = None, False, "Embargoed", slug
        page.save()
        site_shows = client.get(path).content.decode()
        assert text.title in site_shows
        found = resolve(client, path)
        full = client.get(found["api_url"]).json()
        assert client.get(f"/api/v1/{kind}/{text.pk}?locale=fr").json() == full
        for item in (found, full):
            assert (item["title"], item["locale"]) == (text.title, "fr")
            assert (item["served_locale"], item["is_fallback"]) == ("en", True)
            assert item["url"] == f"http://testserver{path}"
        assert full["canonical_url"] in site_shows
        assert [version["locale"] for version in full["translations"]] == ["en"]
        assert "Embargoed" not in str(full)
        refused = f"/api/v1/{kind}/{text.pk}?locale=fr&fallback=false"
        assert client.get(refused).status_code == 404
        assert client.get(refused.replace("fr&", "en&")).status_code == 200
        assert client.get(f"/api/v1/{kind}/{page.pk}").status_code == 404
    housing = client.get(f"/api/v1/news/{article.pk}?locale=fr").json()["topics"]
    assert housing == [{"slug": "housing", "label": "Logement"}]


def test_what_stands_in_for_a_page_is_as_private_as_its_place_and_its_text(
    site: Tree, client: Client
) -> None:
    text = NewsPage.objects.get(slug="roofs", alias_of=None)
    page = site.translation_of(text, "fr")
    page.alias_of, page.live = None, False
    page.save()
    for private in (page, text):
        rule = PageViewRestriction.objects.create(page=private, restriction_type="login")
        assert client.get(f"/api/v1/news/{text.pk}?locale=fr").status_code == 404
        assert client.get("/fr/news/roofs/").status_code != 200
        rule.delete()
    assert client.get(f"/api/v1/news/{text.pk}?locale=fr").status_code == 200
    Page.objects.filter(pk=page.pk).update(translation_key=uuid.uuid4())
    assert client.get(f"/api/v1/news/{text.pk}?locale=fr").status_code == 404


def test_addresses_of_views(site: Tree, client: Client) -> None:
    views = {
        "/fr/authorities/": ("authorities", "fr"),
        "/fr/authorities/?country=UA": ("authorities", "fr"),
        "/fr/authorities/lviv/": ("authority", "fr"),
        "/fr/authorities/country/ua/": ("authority_country", "fr"),
        "/fr/terminology/": ("terminology", "fr"),
        "/fr/news/feed/": ("news_feed", "fr"),
        "/en/networks/ukraine/calendar.ics": ("calendar", "en"),
        "/sitemap.xml": ("sitemap", None),
    }
    for path, (name, language) in views.items():
        found = resolve(client, path)
        assert (found["kind"], found["name"], found["locale"]) == ("view", name, language)
        if found["api_url"]:
            assert client.get(found["api_url"]).status_code == 200


def test_addresses_that_lead_elsewhere(site: Tree, client: Client) -> None:
    ways = {
        "/": ("/en/", 302),
        "/en/news": ("/en/news/", 301),
        "/en/news/roofs": ("/en/news/roofs/", 301),
        "/page/289-roofs.html": ("/en/news/roofs/", 301),
        "/uk/page/289": ("/uk/news/roofs/", 301),
        "/old": ("/en/news/roofs/", 301),
        "/old/": ("/en/news/roofs/", 301),
        "/old/?from=mail": ("/en/news/roofs/", 301),
        "/%6Fld/": ("/en/news/roofs/", 301),
        "/asks/?a=1": ("/en/networks/", 301),
        "/fr/authorities/country/UA/": ("/fr/authorities/country/ua/", 301),
    }
    for path, (target, status) in ways.items():
        assert resolve(client, path) == {
            "kind": "redirect",
            "url": f"http://testserver{target}",
            "status": status,
        }, path
    assert resolve(client, "/en/elsewhere/")["url"] == "https://example.org/"
    assert resolve(client, "/en/elsewhere/")["status"] == 302


def test_renamed_page_is_found_at_its_new_address(
    site: Tree, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    article = NewsPage.objects.get(slug="roofs", alias_of=None)
    article.slug = "new-roofs"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    found = resolve(client, "/en/news/roofs/")
    assert (found["kind"], found["url"]) == ("redirect", "http://testserver/en/news/new-roofs/")


NOTHING_FOR_EVERYBODY = [
    "/en/news/secret/",
    "/uk/news/secret/",
    "/page/290",
    "/hidden/",
    "/en/nothing/",
    "/en/nothing",
    "/de/",
    "/asks/",
    "/en/authorities/not-listed/",
    "/en/authorities/country/zz/",
    "/en/news/calendar.ics",
    "/en/join/status/abc/",
    "/admin/",
    "/api/v1/news",
    "/healthz",
    "//example.org/en/",
    "/documents/1/x.pdf",
    "/documents/99999999999999999999/x.pdf",
    "/" + "a/" * 900,
    "/page/9999999999",
]


def test_addresses_with_nothing_for_everybody_are_not_found(site: Tree, client: Client) -> None:
    for path in NOTHING_FOR_EVERYBODY:
        assert "tried" not in resolve(client, path, 404)["detail"]


def test_what_is_no_path_is_refused(tree: Tree, client: Client) -> None:
    for path in ["", "en/", "/\0", "/%00", "/" + "a" * 2001]:
        assert resolve(client, path, 422)["errors"][0]["parameter"] == "path"
    assert client.get(RESOLVE).status_code == 422


def test_every_public_address_is_known_or_set_aside() -> None:
    unknown = set(names(plugin_urls.urlpatterns)) - set(VIEWS) - NOT_FOR_EVERYBODY
    assert unknown == set(), "Add them to VIEWS of cms.site.resolving."


def names(patterns: list[URLPattern | URLResolver]) -> list[str]:
    """Names of the views, the API's own left out."""
    found: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            found.append(pattern.name or str(pattern.pattern))
        elif pattern.namespace != "api-v1":
            found += names(pattern.url_patterns)
    return found


def test_redirects_are_listed_but_not_those_to_what_is_private(site: Tree, client: Client) -> None:
    Redirect.objects.create(old_path="/draft", redirect_page=Page.objects.get(depth=1))
    items = client.get("/api/v1/redirects").json()["items"]
    assert items == [
        {"path": "/asks?a=1", "url": "http://testserver/en/networks/", "status": 301},
        {"path": "/en/elsewhere", "url": "https://example.org/", "status": 302},
        {"path": "/old", "url": "http://testserver/en/news/roofs/", "status": 301},
    ]


def test_pages_are_listed_with_their_types(site: Tree, client: Client) -> None:
    def found(**parameters: Any) -> list[tuple[str, str]]:
        items = client.get("/api/v1/pages", parameters).json()["items"]
        return [(item["type"], item["title"]) for item in items]

    assert found() == [
        ("home", "Home"),
        ("news_index", "News"),
        ("network_index", "Networks"),
        ("network", "Ukraine"),
        ("meeting", "First"),
        ("news", "Roofs"),
    ]
    assert found(type="news") == [("news", "Roofs")]
    assert found(below=site.news.pk) == [("news", "Roofs")]
    assert found(below=2**31 - 1) == []
    assert found(locale="fr") == []
    assert ("news", "Roofs") in found(locale="fr", fallback="true")


def test_text_page_has_its_body_and_translations_with_their_state(
    tree: Tree, client: Client
) -> None:
    about = factories.add_page(
        tree.home,
        StandardPage(title="About", slug="about", introduction="Who we are."),
    )
    french = tree.translation_of(about, "fr")
    french.alias_of, french.title, french.awaiting_review = None, "À propos", True
    french.save()
    page = client.get(f"/api/v1/pages/{about.pk}").json()
    assert (page["type"], page["introduction"], page["body"]) == ("standard", "Who we are.", [])
    assert page["section"]["url"] == "http://testserver/en/"
    assert [(one["locale"], one["state"], one["url"]) for one in page["translations"]] == [
        ("en", "published", "http://testserver/en/about/"),
        ("fr", "awaiting_review", "http://testserver/fr/about/"),
    ]
    version = client.get(f"/api/v1/pages/{about.pk}", {"locale": "fr"}).json()
    assert (version["title"], version["awaiting_review"]) == ("À propos", True)


def test_countries_have_their_numbers_and_networks(site: Tree, client: Client) -> None:
    factories.participation(2, authority_country="AL")
    items = client.get("/api/v1/countries", {"locale": "fr"}).json()["items"]
    assert [(item["code"], item["name"]) for item in items] == [
        ("AL", "Albanie"),
        ("UA", "Ukraine"),
    ]
    ukraine = client.get("/api/v1/countries/UA").json()
    assert (ukraine["authorities"], ukraine["participants"], ukraine["members"]) == (1, 1, 0)
    assert [network["slug"] for network in ukraine["networks"]] == ["ukraine"]
    assert ukraine["url"] == "http://testserver/en/authorities/country/ua/"
    assert client.get("/api/v1/countries/ZZ").status_code == 404
    assert client.get("/api/v1/countries/ua").status_code == 422


def test_part_behind_a_cursor_follows_whatever_was_added(tree: Tree, client: Client) -> None:
    for number in range(5):
        news_page(tree.news, title=str(number), aliases=False)
    address = "/api/v1/news"
    first = client.get(address, {"page_size": 2}).json()
    news_page(tree.news, title="Later", aliases=False)
    seen = [item["title"] for item in first["items"]]
    cursor = first["next_cursor"]
    while cursor:
        part = client.get(address, {"page_size": 2, "cursor": cursor}).json()
        assert part["page"] is None
        seen += [item["title"] for item in part["items"]]
        cursor = part["next_cursor"]
    assert seen == ["4", "3", "2", "1", "0"]


def test_cursor_of_no_place_is_refused(tree: Tree, client: Client) -> None:
    bad = ["", "x", "AAAA", "e30", "W10", "%00", "A" * 2000, "WzFd" * 3, "WzFlOTld", "Wy0xLDFd"]
    for name in ("news", "pages", "authorities", "meetings", "terminology/terms"):
        for cursor in bad:
            response = client.get(f"/api/v1/{name}?cursor={cursor}")
            assert response.status_code == 422, (name, cursor, response.content)
            assert response.json()["errors"][0]["parameter"] == "cursor"
    assert client.get("/api/v1/news?cursor=WyIyMDE5LTAyLTI2IiwxXQ&page=2").status_code == 422


def test_cursor_of_another_list_or_order_is_refused(tree: Tree, client: Client) -> None:
    for _ in range(2):
        news_page(tree.news)
    cursor = client.get("/api/v1/news?page_size=1").json()["next_cursor"]
    statuses = {
        address: client.get(f"/api/v1/{address}cursor={cursor}").status_code
        for address in ("news?", "news?order=date&", "organisations?")
    }
    assert list(statuses.values()) == [200, 422, 422], statuses
