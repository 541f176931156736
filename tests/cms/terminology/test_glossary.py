"""The page of the terminology as readers meet it."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.collation import sort_key
from tests import factories
from tests.cms.test_sitemap import entries

pytestmark = pytest.mark.django_db


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def roma(tree: factories.Tree) -> factories.Tree:
    """A concept with terms in English and Ukrainian, defined in English only."""
    concept = factories.concept("roma", note=factories.note(), en="A people of Europe.")
    factories.term("Roma", of=concept, source="Glossary, 2012")
    factories.term(
        "Gypsies",
        of=concept,
        administrative_status="deprecated",
        valid_from="1993-01-01",
        valid_to="1993-12-31",
        usage_note="In quotations only.",
    )
    factories.term("роми", "uk", of=concept)
    return tree


def test_a_discouraged_term_says_so_and_what_to_use(roma: factories.Tree, client: Client) -> None:
    concept = read(client, "/en/terminology/").select_one("#concept-roma")
    assert concept.h3.get_text() == "Roma"
    assert "A people of Europe." in concept.get_text()
    preferred, deprecated = concept.select(".terms > li")
    assert "preferred" in preferred.get_text()
    assert "Glossary, 2012" in preferred.get_text()
    text = deprecated.get_text(" ", strip=True)
    for expected in ("Gypsies", "deprecated", "1993", "Use instead: Roma", "In quotations only."):
        assert expected in text


def test_what_stands_in_another_language_is_marked(roma: factories.Tree, client: Client) -> None:
    concept = read(client, "/uk/terminology/").select_one("#concept-roma")
    assert concept.h3.get_text() == "роми"
    assert "lang" not in concept.h3.attrs
    assert concept.find("p", string="A people of Europe.")["lang"] == "en"
    assert concept.find(class_="label", string="English")
    french = read(client, "/fr/terminology/").select_one("#concept-roma")
    assert french.h3["lang"] == "en"
    assert french.find("b", string="Roma")["lang"] == "en"


def test_notes_stand_with_the_one_in_force_first(tree: factories.Tree, client: Client) -> None:
    factories.note(head_term="Roma (Gypsies)", in_force_from="1995-01-01")
    factories.note(head_term="Roma and Travellers", in_force_from="2012-05-18")
    factories.note(head_term="Planned", in_force_from="2999-01-01")
    soup = read(client, "/en/terminology/")
    assert soup.select_one("#note-2012-05-18 h3").get_text() == "Roma and Travellers"
    assert "since 18 May 2012" in soup.select_one("#note-2012-05-18").get_text()
    earlier = soup.select_one("details#note-1995-01-01 summary").get_text()
    for expected in ("Roma (Gypsies)", "1 Jan 1995", "17 May 2012"):
        assert expected in earlier
    assert "Planned" not in soup.get_text()
    assert not soup.select(".please-note"), "the note in force would stand there twice"


def test_a_concept_leads_to_its_note(roma: factories.Tree, client: Client) -> None:
    assert read(client, "/en/terminology/").select_one('#concept-roma a[href="#note-2012-05-18"]')


def test_an_empty_terminology_says_so(tree: factories.Tree, client: Client) -> None:
    assert len(read(client, "/en/terminology/").select(".empty")) == 2


def test_the_note_at_the_foot_of_every_page_leads_here(
    roma: factories.Tree, client: Client
) -> None:
    assert read(client, "/uk/").select_one('.please-note a[href="/uk/terminology/"]')


def test_only_languages_with_texts_of_their_own_count_as_translations(
    roma: factories.Tree, client: Client
) -> None:
    address = "http://testserver/{}/terminology/".format
    expected = {"en": address("en"), "uk": address("uk"), "x-default": address("en")}
    ukrainian, french = read(client, "/uk/terminology/"), read(client, "/fr/terminology/")
    links = ukrainian.select('link[rel="alternate"][hreflang]')
    assert {link["hreflang"]: link["href"] for link in links} == expected
    assert not french.select('link[rel="alternate"][hreflang]')
    assert french.select_one('link[rel="canonical"]')["href"] == address("en")
    listed = {url: entry for url, entry in entries(client).items() if "terminology" in url}
    assert {url: entry["alternates"] for url, entry in listed.items()} == {
        address("en"): expected,
        address("uk"): expected,
    }


def test_a_language_without_a_home_has_no_terminology(client: Client) -> None:
    factories.site_tree(languages=("en", "fr"))
    assert client.get("/rom/terminology/").status_code == 404


def test_more_terms_and_notes_cost_no_more_queries(roma: factories.Tree, client: Client) -> None:
    def count() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            read(client, "/en/terminology/")
        return len(captured)

    few = count()
    for year in range(1990, 2010):
        concept = factories.concept(en="A definition")
        factories.term(f"term {year}", of=concept)
        link = f'<p><a linktype="page" id="{roma.news.pk}">x</a></p>'
        factories.note(in_force_from=f"{year}-01-01", text=link)
    # A link to a page in the notes costs what one costs, however many there are.
    assert count() <= few + 2


def test_words_stand_in_the_order_of_the_alphabet() -> None:
    ukrainian = ["абетка", "ґанок", "дім", "єдність", "зміст", "і", "їжа", "й", "я"]
    assert sorted(reversed(ukrainian), key=sort_key) == ukrainian
    french = ["antitsiganisme", "cote", "coté", "côte", "Écosse", "élan", "Roms", "yéniche"]
    assert sorted(reversed(french), key=sort_key) == french
    assert sorted(["Roma", "anti-Gypsyism", "anti", "роми"], key=sort_key) == [
        "anti",
        "anti-Gypsyism",
        "Roma",
        "роми",
    ]
