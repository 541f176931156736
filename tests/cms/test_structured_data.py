"""What pages say of themselves to machines: JSON-LD, read with a parser, and Open Graph."""

import datetime
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client
from pyld import jsonld
from wagtail.models import PageViewRestriction

from network.models import Participation
from tests import factories
from tests.factories import Tree

VOCABULARY = "https://schema.org/"
# As schema.org's own context has them: names belong to the vocabulary, addresses are no texts.
CONTEXT = {
    "@vocab": VOCABULARY,
    **{
        name: {"@type": "@id"}
        for name in "eventAttendanceMode eventStatus item logo mainEntityOfPage sameAs url".split()
    },
}
# What schema.org knows of each type, as far as it is used here, and what may not be missing:
# required or recommended by https://developers.google.com/search/docs/appearance/structured-data
PROPERTIES = {
    "Organization": "name url logo description sameAs areaServed foundingDate parentOrganization",
    "GovernmentOrganization": "name alternateName url mainEntityOfPage address memberOf",
    "WebSite": "name url inLanguage publisher potentialAction",
    "SearchAction": "target query-input",
    "EntryPoint": "urlTemplate",
    "BreadcrumbList": "itemListElement",
    "ListItem": "position name item",
    "NewsArticle": "url mainEntityOfPage headline description inLanguage datePublished "
    "dateModified author publisher image articleSection about isAccessibleForFree",
    "ImageObject": "url width height caption",
    "Country": "identifier name",
    "Event": "url name description inLanguage startDate endDate eventStatus eventAttendanceMode "
    "location organizer",
    "Place": "name address",
    "VirtualLocation": "url",
    "PostalAddress": "addressCountry",
}
NEEDED = {
    "Organization": "name url",
    "GovernmentOrganization": "name",
    "WebSite": "name url potentialAction",
    "SearchAction": "target query-input",
    "EntryPoint": "urlTemplate",
    "BreadcrumbList": "itemListElement",
    "ListItem": "position name item",
    "NewsArticle": "headline datePublished dateModified author publisher inLanguage",
    "ImageObject": "url",
    "Event": "name startDate location eventStatus eventAttendanceMode organizer",
    "Place": "name address",
    "VirtualLocation": "url",
}


def read(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def nodes(client: Client, address: str) -> dict[str, dict[str, Any]]:
    """The nodes of a page by type, after a parser of JSON-LD and the tables have agreed."""
    (script,) = read(client, address).select('script[type="application/ld+json"]')

    def load(url: str, options: dict[str, Any]) -> dict[str, Any]:
        assert url == VOCABULARY.rstrip("/")
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXT}}

    expanded = jsonld.expand(json.loads(str(script.string)), {"documentLoader": load})
    names = {one["@id"] for one in expanded if "@id" in one}
    for node in expanded:
        check(node, names)
    compact = jsonld.compact(expanded, CONTEXT)
    return {node["@type"]: node for node in compact["@graph"]}


def check(node: dict[str, Any], names: set[str]) -> None:
    """All properties are known for the type, none that is needed is missing, references lead on."""
    if "@type" not in node:
        assert "@value" in node or node["@id"] in names or node["@id"].startswith("http"), node
        return
    kind = node["@type"][0].removeprefix(VOCABULARY)
    properties = {name.removeprefix(VOCABULARY) for name in node if not name.startswith("@")}
    assert properties <= set(PROPERTIES[kind].split()), (kind, properties)
    assert properties >= set(NEEDED.get(kind, "").split()), (kind, properties)
    for values in node.values():
        for value in values if isinstance(values, list) else ():
            if isinstance(value, dict):
                check(value, names)


def shared(page: BeautifulSoup) -> dict[str, str]:
    return {str(tag["property"]): str(tag["content"]) for tag in page.select("meta[property]")}


def test_an_article_says_when_and_by_whom_it_was_published(tree: Tree, client: Client) -> None:
    page = factories.news_page(
        tree.news,
        title="Lviv & others",
        date_precision="month",
        lead_image=factories.image(),
        lead_image_alt='A "town"',
        topics=[factories.topic(en="Housing")],
        countries=["UA"],
    )

    found = nodes(client, page.url)
    article = found["NewsArticle"]
    assert article["headline"] == "Lviv & others"
    assert article["datePublished"] == "2019-02"
    for address in (page.url, "/en/news/"):
        days = read(client, address).select("main .kicker time")
        assert [day["datetime"] for day in days] == ["2019-02"], address
    assert "article:published_time" not in shared(read(client, page.url))
    assert datetime.datetime.fromisoformat(article["dateModified"]).tzinfo
    assert article["author"] == article["publisher"] == {"@id": found["Organization"]["@id"]}
    assert article["image"]["url"].startswith("http://testserver/media/")
    assert article["about"]["name"] == "Ukraine"
    assert [crumb["name"] for crumb in found["BreadcrumbList"]["itemListElement"]] == [
        "Home",
        "News",
        "Lviv & others",
    ]
    about = shared(read(client, page.url))
    assert about["og:type"] == "article"
    assert about["og:title"] == "Lviv & others"
    assert about["og:image"] == article["image"]["url"]
    assert about["og:image:alt"] == 'A "town"'
    assert about["og:image:width"] == str(article["image"]["width"])
    assert about["article:tag"] == "Housing"


def test_a_title_cannot_end_the_script(tree: Tree, client: Client) -> None:
    title = "</script><script>alert(1)</script> & <!-- \u2028 ]]>"
    page = factories.news_page(tree.news, title=title, summary="</SCRIPT>")

    html = read(client, page.url)

    assert nodes(client, page.url)["NewsArticle"]["headline"] == title
    assert not [tag for tag in html.select("script") if "alert(1)" in tag.get_text(strip=True)[:9]]
    assert shared(html)["og:title"] == title


def test_what_stands_in_for_a_translation_is_described_as_its_source(
    tree: Tree, client: Client
) -> None:
    page = factories.news_page(tree.news)

    article = nodes(client, page.url.replace("/en/", "/uk/"))["NewsArticle"]

    assert article["url"] == f"http://testserver{page.url}"
    assert article["inLanguage"] == "en"
    said = shared(read(client, page.url.replace("/en/", "/uk/")))
    assert (said["og:url"], said["og:locale"]) == (article["url"], "en_GB")


def test_the_home_names_the_alliance_and_how_to_search(tree: Tree, client: Client) -> None:
    factories.profile()
    found = nodes(client, "/fr/")

    assert found["WebSite"]["inLanguage"] == "fr"
    action = found["WebSite"]["potentialAction"]
    assert action["target"]["urlTemplate"] == (
        "http://testserver/fr/search/?q={search_term_string}"
    )
    assert found["Organization"]["description"] == "The mission in en."
    assert "BreadcrumbList" not in found
    assert shared(read(client, "/fr/accessibility/"))["og:locale"] == "fr_FR"


def test_meetings_say_where_and_whether_they_take_place(tree: Tree, client: Client) -> None:
    network = factories.network_page(tree.networks, title="In Ukraine", slug="ukraine")
    start = {"start_date": datetime.date(2031, 5, 6), "start_time": datetime.time(10)}
    secret = "https://meet.example.org/secret"
    mixed = factories.meeting_page(
        network, aliases=False, is_online=True, online_url=secret, state="cancelled", **start
    )
    online = factories.meeting_page(network, aliases=False, is_online=True, place="")

    event = nodes(client, mixed.url)["Event"]
    assert event["startDate"] == "2031-05-06T10:00:00+03:00"
    assert event["eventStatus"].endswith("EventCancelled")
    assert event["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
    assert event["organizer"]["name"] == "In Ukraine"
    assert event["organizer"]["url"] == "http://testserver/en/networks/ukraine/"
    assert secret not in str(event)
    event = nodes(client, online.url)["Event"]
    assert event["startDate"] == "2019-02-26"
    assert event["location"] == {
        "@type": "VirtualLocation",
        "url": f"http://testserver{online.url}",
    }
    assert nodes(client, network.url)["Organization"]["name"] == "In Ukraine"


def test_authorities_are_described_unless_they_are_examples(tree: Tree, client: Client) -> None:
    for key, is_example in (("lviv", False), ("nowhere", True)):
        authority = factories.authority(key=key, name="Львів", is_example=is_example)
        Participation.objects.create(authority=authority, number=1 + is_example)

    found = nodes(client, "/en/authorities/lviv/")
    assert found["GovernmentOrganization"]["name"] == "Львів"
    assert found["GovernmentOrganization"]["memberOf"]["@id"] == found["Organization"]["@id"]
    assert "GovernmentOrganization" not in nodes(client, "/en/authorities/nowhere/")


@pytest.mark.parametrize(
    "address",
    [
        "news/",
        "networks/",
        "authorities/",
        "authorities/country/ua/",
        "authorities/statistics/",
        "terminology/",
        "search/",
    ],
)
def test_lists_have_a_title_a_description_and_their_languages(
    tree: Tree, client: Client, address: str
) -> None:
    factories.profile()
    factories.note()
    Participation.objects.create(authority=factories.authority(country="UA"), number=1)

    page = read(client, f"/en/{address}")

    assert len(page.title.get_text().removesuffix(" – The Alliance")) > 2
    about = shared(page)
    assert about["og:title"] and about["og:url"] == f"http://testserver/en/{address}"
    (description,) = page.select("meta[name=description]")
    assert description["content"] == about["og:description"]
    assert len(page.select("link[rel=canonical]")) == 1
    languages = {link["hreflang"] for link in page.select("link[hreflang]")}
    assert {"en", "x-default"} <= languages
    # Nothing here is written in Romani, whatever is shown at its addresses.
    assert "rom" not in languages
    romani = read(client, f"/rom/{address}")
    assert not romani.head.select("link[hreflang]")
    assert romani.select_one("link[rel=canonical]")["href"] == f"http://testserver/en/{address}"
    assert nodes(client, f"/en/{address}")["BreadcrumbList"]


def test_errors_and_private_pages_describe_nothing(tree: Tree, client: Client) -> None:
    private = factories.news_page(tree.news, title="Secret title", aliases=False)
    PageViewRestriction.objects.create(page=private, restriction_type="password", password="x")
    cache.clear()

    assert not read(client, "/en/missing/", 404).select('script[type="application/ld+json"]')
    for address in (private.url, "/en/_util/login/"):
        page = read(client, address)
        assert "Secret title" not in page.get_text()
        assert page.select_one('meta[name="robots"]')["content"] == "noindex"
        assert not page.select('meta[property], script[type="application/ld+json"]')


def test_a_browser_that_asks_for_an_icon_gets_one(tree: Tree, client: Client) -> None:
    response = client.get("/favicon.ico")

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/png"
    assert response.content.startswith(b"\x89PNG")
    assert "max-age" in response.headers["Cache-Control"]
