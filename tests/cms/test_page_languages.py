"""The language of an answer, and what a page says about its translations."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Page
from wagtail.users.models import UserProfile

from cms.models import StandardPage
from tests import factories
from tests.factories import Tree


def soup(client: Client, url: str, **headers: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url, headers=headers).content, "html.parser")


def hreflangs(page: BeautifulSoup) -> dict[str, str]:
    return {link["hreflang"]: link["href"] for link in page.select("head link[hreflang]")}


def canonical(page: BeautifulSoup) -> str:
    (link,) = page.select("head link[rel=canonical]")
    return str(link["href"])


def translate_page(page: Page, tree: Tree, language: str, **fields: Any) -> Page:
    """A published translation of `page` in place of its alias."""
    tree.translation_of(page, language).delete()
    copy = page.copy_for_translation(tree.locale(language))
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save_revision().publish()
    return Page.objects.get(pk=copy.pk).specific


@pytest.mark.parametrize(
    ("accepted", "home"),
    [
        ("fr", "/fr/"),
        ("uk-UA,uk;q=0.9,en;q=0.5", "/uk/"),
        ("rom", "/rom/"),
        ("fr-CA", "/fr/"),
        ("de, uk;q=0.7, fr;q=0.3", "/uk/"),
        ("de-AT", "/en/"),
        ("*", "/en/"),
        ("", "/en/"),
        ("not a language", "/en/"),
    ],
)
def test_the_root_leads_to_the_home_in_the_readers_language(
    tree: Tree, client: Client, accepted: str, home: str
) -> None:
    response = client.get("/", headers={"Accept-Language": accepted})

    assert (response.status_code, response.headers["Location"]) == (302, home)
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize("language", ["en", "fr", "uk", "rom"])
def test_an_address_decides_the_language_whatever_the_browser_asks_for(
    tree: Tree, client: Client, language: str
) -> None:
    response = client.get(f"/{language}/news/", headers={"Accept-Language": "fr, uk;q=0.5"})

    page = BeautifulSoup(response.content, "html.parser")
    assert response.headers["Content-Language"] == language
    assert page.html["lang"] == language
    assert "Accept-Language" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    "path",
    ["/xx/", "/xx/news/", "/news/", "/de/", "/static/none.css", "/admin/none/", "/api/v1/none"],
)
def test_what_is_not_there_is_said_to_be_missing_without_a_redirect(
    tree: Tree, client: Client, path: str
) -> None:
    client.force_login(get_user_model().objects.create_superuser("admin"))

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("language", ["en", "fr", "uk"])
def test_an_error_page_speaks_the_language_of_the_address(
    tree: Tree, client: Client, language: str
) -> None:
    response = client.get(f"/{language}/missing/")

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 404
    assert page.html["lang"] == language
    assert len(page.select("h1")) == 1
    assert f"/{language}/" in {link["href"] for link in page.select("main a")}


def test_an_error_page_outside_all_languages_speaks_the_readers(tree: Tree, client: Client) -> None:
    response = client.get("/missing/", headers={"Accept-Language": "uk"})

    assert BeautifulSoup(response.content, "html.parser").html["lang"] == "uk"
    assert "Accept-Language" in response.headers["Vary"]


def test_translations_point_at_each_other_and_aliases_at_nobody(tree: Tree, client: Client) -> None:
    english = factories.news_page(tree.news, title="Meeting")
    french = translate_page(english, tree, "fr", title="Réunion", slug="reunion")
    urls = {
        "en": f"http://testserver{english.url}",
        "fr": f"http://testserver{french.url}",
    }

    for page in (english, french):
        assert hreflangs(soup(client, page.url)) == {**urls, "x-default": urls["en"]}
    alias = soup(client, tree.translation_of(english, "uk").url)
    assert hreflangs(alias) == {}


def test_a_page_without_a_version_in_the_first_language_has_a_default_all_the_same(
    tree: Tree, client: Client
) -> None:
    french = factories.add_page(
        tree.translation_of(tree.home, "fr"), StandardPage(title="Ici", slug="ici"), aliases=False
    )

    assert hreflangs(soup(client, french.url))["x-default"] == f"http://testserver{french.url}"


def test_a_page_is_canonical_where_its_text_is_at_home(tree: Tree, client: Client) -> None:
    english = factories.news_page(tree.news)
    copy = english.create_alias(parent=tree.networks, update_slug="copy")

    at_home = f"http://testserver{english.url}"
    assert canonical(soup(client, english.url)) == at_home
    assert canonical(soup(client, tree.translation_of(english, "uk").url)) == at_home
    assert canonical(soup(client, Page.objects.get(pk=copy.pk).url)) == at_home
    assert canonical(soup(client, f"{english.url}?utm_source=x")) == at_home


def test_the_switcher_leads_to_the_same_page_and_says_what_is_not_translated(
    tree: Tree, client: Client
) -> None:
    english = factories.news_page(tree.news)
    french = translate_page(english, tree, "fr", slug="reunion")

    entries = soup(client, english.url).select("header a[hreflang]")

    urls = {entry["hreflang"]: entry["href"] for entry in entries}
    assert list(urls) == ["en", "fr", "uk", "rom"]
    assert urls["fr"] == french.url
    assert urls["uk"] == tree.translation_of(english, "uk").url
    marked = {entry["hreflang"] for entry in entries if "not translated" in entry.get_text()}
    assert marked == {"uk", "rom"}


def test_a_language_that_a_page_is_missing_in_is_not_offered(tree: Tree, client: Client) -> None:
    english = factories.news_page(tree.news)
    tree.translation_of(english, "fr").delete()

    offered = {link["hreflang"] for link in soup(client, english.url).select("header a[hreflang]")}

    assert offered == {"en", "uk", "rom"}


def test_a_page_that_stands_in_says_so_and_marks_its_words(tree: Tree, client: Client) -> None:
    english = factories.news_page(
        tree.news, title="Only here", body=[{"type": "paragraph", "value": "<p>Whole text</p>"}]
    )

    page = soup(client, tree.translation_of(english, "uk").url)

    assert page.html["lang"] == "uk"
    assert page.select(".notice")
    assert page.h1["lang"] == "en"
    assert language_of(page.find(string="Whole text")) == "en"
    assert language_of(page.select_one(".notice")) == "uk"


def test_a_translation_carries_no_notice(tree: Tree, client: Client) -> None:
    english = factories.news_page(tree.news)
    french = translate_page(english, tree, "fr", title="Réunion")

    page = soup(client, french.url)

    assert not page.select(".notice")
    assert not page.h1.has_attr("lang")


def test_lists_label_what_is_in_another_language(tree: Tree, client: Client) -> None:
    english = factories.news_page(tree.news, title="Only here")
    translate_page(factories.news_page(tree.news), tree, "fr", title="Traduit")

    page = soup(client, "/fr/news/")

    (stand_in,) = [link for link in page.select("main a") if link.get_text() == "Only here"]
    (own,) = [link for link in page.select("main a") if link.get_text() == "Traduit"]
    assert stand_in["lang"] == "en"
    assert "English" in stand_in.find_parent("li").get_text()
    assert not own.has_attr("lang")
    assert "English" not in own.find_parent("li").get_text()
    assert "English" not in page.select_one(f'main a[href="{own["href"]}"]').get_text()
    assert english.url.replace("/en/", "/fr/") == stand_in["href"]


def language_of(node: Any) -> str:
    """The language that a browser takes the words of a node to be in."""
    elements = [node, *node.parents] if isinstance(node, Tag) else node.parents
    return next(element["lang"] for element in elements if element.has_attr("lang"))


@pytest.mark.parametrize("asked", ["fr", "rom", ""])
def test_the_admin_keeps_to_the_language_that_its_user_chose(
    tree: Tree, client: Client, asked: str
) -> None:
    user = get_user_model().objects.create_superuser("admin")
    UserProfile.objects.create(user=user, preferred_language="uk")
    client.force_login(user)

    assert soup(client, "/admin/", **{"Accept-Language": asked}).html["lang"] == "uk"


def test_links_in_the_text_lead_to_the_page_in_the_readers_language(
    tree: Tree, client: Client
) -> None:
    target = factories.news_page(tree.news, slug="target")
    translate_page(target, tree, "fr", slug="cible")
    draft = factories.news_page(tree.news, slug="withdrawn")
    links = [
        {"type": "item", "id": str(number), "value": {"label": label, "url": "", "page": page.pk}}
        for number, (label, page) in enumerate([("link", target), ("no link", draft)])
    ]
    body = [
        {
            "type": "paragraph",
            "value": f'<p><a linktype="page" id="{target.pk}">target</a> '
            f'<a linktype="page" id="{draft.pk}">withdrawn</a> '
            '<a linktype="page" id="999999">gone</a> <a linktype="page" id="x">odd</a></p>',
        },
        {"type": "links", "value": {"title": "", "links": links}},
    ]
    page = factories.news_page(tree.news, slug="source", body=body)
    draft.unpublish()

    addresses = {
        link.get_text(): link.get("href")
        for link in soup(client, "/fr/news/source/").select("main .body a")
    }

    assert addresses["target"] == addresses["link"] == "/fr/news/cible/"
    assert addresses["withdrawn"] is addresses["gone"] is addresses["odd"] is None
    assert "no link" not in addresses
    assert page.url == "/en/news/source/"
