"""Links from a text to the glossary: for editors, readers, the API and translators."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Locale, ReferenceIndex
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments

from cms.models import StandardPage
from tests import factories
from tests.factories import Tree

pytestmark = pytest.mark.django_db

LINK = '<a linktype="term" concept="{}">{}</a>'


def paragraph(*links: tuple[str, str]) -> list[dict[str, str]]:
    words = ", ".join(LINK.format(*link) for link in links)
    return [{"type": "paragraph", "value": f"<p>The rights of {words}.</p>"}]


@pytest.fixture
def roma(tree: Tree) -> Tree:
    concept = factories.concept("roma", en="A people of Europe.", uk="Народ Європи.")
    factories.term("Roma", of=concept)
    factories.term("роми", "uk", of=concept)
    return tree


def page(tree: Tree, *links: tuple[str, str]) -> StandardPage:
    new = StandardPage(title="Rights", slug="rights", body=paragraph(*links))
    return factories.add_page(tree.home, new)


def read(client: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def test_a_reader_gets_the_definition_on_the_page_itself(roma: Tree, client: Client) -> None:
    soup = read(client, page(roma, ("roma", "Romani families")).url)
    link = soup.find("a", string="Romani families")
    entry = soup.find(id=link["href"].removeprefix("#"))
    assert "A people of Europe." in entry.get_text()
    assert soup.find(id=link["aria-describedby"]).get_text() == "A people of Europe."
    assert entry.a["href"] == "/en/terminology/#concept-roma"
    assert read(client, "/en/terminology/").select_one("#concept-roma")


def test_the_definition_is_in_the_readers_language(roma: Tree, client: Client) -> None:
    page(roma, ("roma", "Roma"))
    ukrainian = read(client, "/uk/rights/").find(id="term-roma")
    assert "Народ Європи." in ukrainian.get_text()
    assert ukrainian.a["href"] == "/uk/terminology/#concept-roma"
    french = read(client, "/fr/rights/").find(id="term-roma-definition")
    assert (french.get_text(), french["lang"]) == ("A people of Europe.", "en")


def test_a_concept_that_is_gone_leaves_plain_words(roma: Tree, client: Client) -> None:
    soup = read(client, page(roma, ("gone", "somebody"), ("", "nobody")).url)
    assert "The rights of somebody, nobody." in soup.main.get_text()
    assert not soup.select("main a[href^='#']")
    assert not soup.select(".terms-on-page")


def test_the_api_and_feeds_lead_to_the_glossary(roma: Tree, client: Client) -> None:
    article = factories.news_page(roma.news, body=paragraph(("roma", "Roma")))
    address = "http://testserver/en/terminology/#concept-roma"
    body = client.get(f"/api/v1/news/{article.pk}").json()["body"]
    assert BeautifulSoup(body[0]["value"]["html"], "html.parser").a["href"] == address
    assert address in client.get("/en/news/feed/").content.decode()


def test_more_linked_terms_cost_no_more_queries(roma: Tree, client: Client) -> None:
    def count(links: list[tuple[str, str]]) -> int:
        article = factories.news_page(
            roma.news, aliases=False, body=[block for one in links for block in paragraph(one)]
        )
        client.get(article.url)
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(article.url).status_code == 200
        return len(captured)

    links = [("roma", "Roma")]
    for number in range(30):
        concept = factories.concept(f"concept-{number}", en="Defined.")
        factories.term(f"term {number}", of=concept)
        links.append((concept.identifier, "x"))
    assert count(links) == count(links[:1])


def test_the_editor_keeps_the_link_and_nothing_else_of_it(roma: Tree) -> None:
    converter = ContentstateConverter(features=["term"])
    stored = f"<p>The {LINK.format('roma', 'Roma')}</p>"
    edited = converter.from_database_format(stored)
    assert '"label": "Roma"' in edited
    kept = BeautifulSoup(converter.to_database_format(edited), "html.parser").a
    assert kept.attrs == {"linktype": "term", "concept": "roma"}
    without_feature = ContentstateConverter(features=["bold"])
    assert "<a" not in without_feature.to_database_format(edited)


def test_an_editor_finds_a_concept_by_any_of_its_terms(roma: Tree, client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("admin"))
    for query, is_found in (("rOm", True), ("РОМ", True), ("zzz", False)):
        answer = client.get(reverse("cms_concept_chooser:choose_results"), {"q": query})
        assert ("Roma" in answer.content.decode()) is is_found
    key = roma_key()
    chosen = client.get(reverse("cms_concept_chooser:chosen", args=[key])).json()["result"]
    assert (chosen["concept"], chosen["title"]) == ("roma", "Roma")


def roma_key() -> int:
    from cms.terminology.models import Concept

    return Concept.objects.get(identifier="roma").pk


def test_every_body_offers_the_link_to_its_editor(roma: Tree, client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("admin"))
    answer = client.get(
        reverse("wagtailadmin_pages:add", args=["cms", "standardpage", roma.home.pk])
    )
    assert "cms/js/term-link" in answer.content.decode()


def test_a_translation_keeps_the_link_on_the_translated_words(roma: Tree, client: Client) -> None:
    source = page(roma, ("roma", "Roma"))
    segments = extract_segments(source)
    for segment in segments:
        if hasattr(segment, "string") and 'id="a1"' in segment.string.data:
            segment.string.data = 'Права <a id="a1">ромів</a>.'
    french, ukrainian = (Locale.objects.get(language_code=code) for code in ("fr", "uk"))
    ingest_segments(source, source, french, ukrainian, segments)
    link = BeautifulSoup(source.body[0].value.source, "html.parser").a
    assert link.attrs == {"linktype": "term", "concept": "roma"}
    assert link.get_text() == "ромів"


def test_a_concept_knows_which_pages_link_to_it(roma: Tree) -> None:
    source = page(roma, ("roma", "Roma"))
    ReferenceIndex.create_or_update_for_object(source)
    found = ReferenceIndex.objects.filter(to_object_id=str(roma_key()), object_id=str(source.pk))
    assert found.filter(to_content_type__model="concept").count() == 1
