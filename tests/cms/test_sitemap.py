"""What search engines are told."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree
from wagtail.models import Page, PageViewRestriction, Site

from cms.models import SiteSettings
from tests import factories
from tests.cms.test_page_languages import hreflangs, soup, translate_page
from tests.factories import Tree

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
SCHEMAS = Path(settings.BASE_DIR) / "tests" / "data" / "schemas"


def read(client: Client, address: str, schema: str) -> etree._Element:
    """A file for search engines, by the schema of its kind."""
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/xml")
    document = etree.fromstring(response.content)
    etree.XMLSchema(etree.parse(SCHEMAS / schema)).assertValid(document)
    return document


def files(client: Client) -> list[str]:
    """The addresses of the sitemaps."""
    return [
        str(loc.text) for loc in read(client, "/sitemap.xml", "siteindex.xsd").iter(f"{SITEMAP}loc")
    ]


def entries(client: Client) -> dict[str, dict[str, Any]]:
    """Last change and alternates by address, of all sitemaps."""
    return {
        url.findtext(f"{SITEMAP}loc", ""): {
            "lastmod": url.findtext(f"{SITEMAP}lastmod"),
            "alternates": {link.get("hreflang"): link.get("href") for link in url.iter(LINK)},
        }
        for file in files(client)
        for url in read(client, file, "sitemap.xsd")
    }


def test_each_language_has_sitemaps_of_its_own_with_the_last_change(
    tree: Tree, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = factories.news_page(tree.news)
    translate_page(english, tree, "fr", slug="reunion")
    Page.objects.filter(pk=english.pk).update(
        last_published_at=datetime.datetime(2031, 5, 6, tzinfo=datetime.UTC)
    )
    host = "http://testserver"
    # In Ukrainian only the accessibility statement is a text of its own; in Romani not even that.
    assert files(client) == [f"{host}/sitemap-{code}-1.xml" for code in ("en", "fr", "uk")]
    changes = [
        str(one.text)
        for one in read(client, "/sitemap.xml", "siteindex.xsd").iter(f"{SITEMAP}lastmod")
    ]
    assert [change[:10] == "2031-05-06" for change in changes] == [True, False]

    whole = entries(client)
    monkeypatch.setattr("cms.site.sitemap.MOST_ADDRESSES", 3)
    cache.clear()
    assert files(client)[:2] == [f"{host}/sitemap-en-1.xml", f"{host}/sitemap-en-2.xml"]
    assert entries(client) == whole
    for missing in ("en-4", "en-0", "rom-1", "xx-1", "en-99999999999"):
        assert client.get(f"/sitemap-{missing}.xml").status_code == 404


def test_translations_are_listed_with_each_other_and_stand_ins_left_out(
    tree: Tree, client: Client
) -> None:
    english = factories.news_page(tree.news)
    french = translate_page(english, tree, "fr", slug="reunion")

    found = entries(client)

    urls = {
        language: f"http://testserver{page.url}"
        for language, page in (("en", english), ("fr", french))
    }
    for url in urls.values():
        assert found[url]["alternates"] == {**urls, "x-default": urls["en"]}
        assert found[url]["lastmod"]
    others = [url for url in found if "/uk/" in url or "/rom/" in url]
    assert others == ["http://testserver/uk/accessibility/"]


def test_the_sitemap_says_of_a_page_what_the_page_says_of_itself(
    tree: Tree, client: Client
) -> None:
    english = factories.news_page(tree.news)
    translate_page(english, tree, "uk", slug="zustrich")

    for url, entry in entries(client).items():
        assert hreflangs(soup(client, url)) == entry["alternates"]


def test_drafts_private_pages_and_copies_are_not_listed(tree: Tree, client: Client) -> None:
    factories.news_page(tree.news, slug="withdrawn").unpublish()
    section = factories.network_page(tree.networks, slug="private")
    factories.meeting_page(section, slug="meeting")
    PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    factories.news_page(tree.news, slug="public").create_alias(
        parent=tree.networks, update_slug="copy"
    )

    paths = {url.removeprefix("http://testserver") for url in entries(client)}

    pages = {path for path in paths if "/accessibility/" not in path}
    assert pages == {"/en/", "/en/news/", "/en/networks/", "/en/news/public/"}


def test_pages_of_another_site_are_not_listed(tree: Tree, client: Client) -> None:
    root = Page.objects.get(depth=1)
    other = root.add_child(
        instance=type(tree.home)(title="Other", slug="other", locale=tree.home.locale)
    )
    Site.objects.create(hostname="other.example.org", root_page=other)

    assert not [url for url in entries(client) if "other" in url]


def test_a_search_engine_that_has_the_sitemap_is_not_sent_it_again(
    tree: Tree, client: Client
) -> None:
    factories.news_page(tree.news)
    first = client.get("/sitemap-en-1.xml")

    again = client.get("/sitemap-en-1.xml", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert "public" in first.headers["Cache-Control"]


def test_a_search_engine_that_asks_by_date_learns_of_a_page_withdrawn(
    tree: Tree, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    page = factories.news_page(tree.news, slug="withdrawn")
    factories.news_page(tree.news)
    first = client.get("/sitemap-en-1.xml")

    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    after = client.get(
        "/sitemap-en-1.xml", headers={"If-Modified-Since": first.headers["Last-Modified"]}
    )

    assert after.status_code == 200
    assert "withdrawn" not in after.content.decode()


def test_queries_do_not_grow_with_the_number_of_pages(tree: Tree, client: Client) -> None:
    def count() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get("/sitemap-en-1.xml")
        return len(captured)

    factories.news_page(tree.news)
    client.get("/sitemap-en-1.xml")
    few = count()
    for _ in range(10):
        factories.news_page(tree.news)

    assert count() == few


def test_robots_may_read_everything_but_the_admin(tree: Tree, client: Client) -> None:
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert lines[:2] == ["User-agent: *", "Disallow: /admin/"]
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert "X-Robots-Tag" not in client.get("/en/").headers


def test_robots_are_kept_out_of_a_demonstration(tree: Tree, client: Client) -> None:
    settings = SiteSettings.for_site(Site.objects.get())
    settings.is_demonstration = True
    settings.save()

    assert "Disallow: /" in client.get("/robots.txt").content.decode().splitlines()
    for path in ("/en/", "/en/news/feed/", "/sitemap.xml", "/en/missing/"):
        assert client.get(path).headers["X-Robots-Tag"] == "noindex", path
    assert soup(client, "/en/").select('meta[name="robots"][content="noindex"]')


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-en-1.xml", "/robots.txt"])
def test_only_reading_is_allowed(tree: Tree, client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
