"""The interface in the reader's language: complete catalogues, plural forms, numbers, marks."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.utils import translation

from cms.languages import PARTIAL_INTERFACES
from cms.site.furniture import counter_sentence
from network.models.kinds import KIND_PLURALS, AuthorityKind
from network.models.relations import Counter
from tests import factories

LOCALE = Path(settings.BASE_DIR) / "cms" / "locale"
CATALOGUES = sorted(folder.name for folder in LOCALE.iterdir() if folder.is_dir())
COMPLETE = [language for language in CATALOGUES if language not in PARTIAL_INTERFACES]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")

# Between thousands, CLDR writes U+202F in French and U+00A0 in Ukrainian.
COUNTERS = {
    "fr": {
        (1, 1): "1 ville ou région de 1 pays",
        (2, 2): "2 villes et régions de 2 pays",
        (5, 5): "5 villes et régions de 5 pays",
        (21, 21): "21 villes et régions de 21 pays",
        (130, 29): "130 villes et régions de 29 pays",
        (1130, 46): "1\u202f130 villes et régions de 46 pays",
    },
    "uk": {
        (1, 1): "1 місто чи регіон з 1 країни",
        (2, 2): "2 міста й регіони з 2 країн",
        (5, 5): "5 міст і регіонів з 5 країн",
        (21, 21): "21 місто чи регіон з 21 країни",
        (130, 29): "130 міст і регіонів з 29 країн",
        (1130, 46): "1\u00a0130 міст і регіонів з 46 країн",
    },
    "rom": {
        (1, 1): "1 foro vaj regiono andar 1 them",
        (130, 29): "130 foruri thaj regionura andar 29 thema",
    },
}


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


def pairs(entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    """Each translation of an entry with the English text that it must agree with."""
    if not entry.msgid_plural:
        yield entry.msgid, entry.msgstr
    for text in entry.msgstr_plural.values():
        yield entry.msgid_plural, text


def visible_words(client: Client, path: str, status: int = 200) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("language", COUNTERS)
def test_counter_follows_plural_rules_and_number_format(language: str) -> None:
    with translation.override(language):
        sentences = {
            counts: counter_sentence(Counter(*counts), language) for counts in COUNTERS[language]
        }
    assert sentences == COUNTERS[language]


@pytest.mark.parametrize(
    ("language", "kinds"),
    [
        (
            "fr",
            ["Villes", "Administrations d’État de district", "Administrations d’État régionales"],
        ),
        ("uk", ["Міста", "Районні державні адміністрації", "Обласні державні адміністрації"]),
    ],
)
def test_founders_stand_under_their_kind_in_the_readers_language(
    client: Client, tree: factories.Tree, language: str, kinds: list[str]
) -> None:
    network = factories.network_page(tree.networks, slug="ukraine")
    for kind in (AuthorityKind.CITY, AuthorityKind.STATE_DISTRICT, AuthorityKind.STATE_REGION):
        network.founders.create(name=f"Founder {kind}", kind=kind, locale=network.locale)
    network.save_revision().publish()
    soup = visible_words(client, f"/{language}/networks/ukraine/")
    assert [heading.get_text(strip=True) for heading in soup.select(".founders h3")] == kinds


@pytest.mark.parametrize("language", COMPLETE)
def test_every_kind_of_authority_has_a_name_and_a_heading(language: str) -> None:
    with translation.override("en"):
        english = {str(label) for label in [*AuthorityKind.labels, *KIND_PLURALS.values()]}
    with translation.override(language):
        names = {str(label) for label in [*AuthorityKind.labels, *KIND_PLURALS.values()]}
    # These are the same words in French.
    assert names & english <= {"District", "Districts", "Province", "Provinces"}
    assert len(names) == len(english)


def test_a_ukrainian_reader_is_told_in_ukrainian_that_a_page_is_missing(
    client: Client, tree: factories.Tree
) -> None:
    soup = visible_words(client, "/uk/missing/", 404)
    assert soup.html["lang"] == "uk"
    assert soup.h1.get_text(strip=True) == "Сторінку не знайдено"
    assert soup.select_one("main .button").get_text(strip=True) == "На головну сторінку"


def test_words_that_romani_lacks_are_marked_as_english(
    client: Client, tree: factories.Tree
) -> None:
    soup = visible_words(client, "/rom/missing/", 404)
    assert soup.html["lang"] == "rom"
    assert soup.h1.get_text(strip=True) == "Page not found"
    assert soup.h1.span["lang"] == "en"
    languages = soup.select_one("header details nav")
    assert languages["aria-label"] == "Čhiba"
    ukrainian = visible_words(client, "/uk/missing/", 404).select("main [lang=en]")
    # What stands in English are titles of pages that nobody has translated.
    assert {tag.get_text() for tag in ukrainian} == {"News", "Networks"}


@pytest.mark.parametrize("language", COMPLETE)
def test_catalogue_is_complete_and_nothing_in_it_is_a_guess(language: str) -> None:
    entries = catalogue(language)
    assert [entry.msgid for entry in entries.untranslated_entries()] == []
    assert [entry.msgid for entry in entries.fuzzy_entries()] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_translations_keep_the_placeholders(language: str) -> None:
    different = [
        (english, text)
        for entry in catalogue(language)
        if entry.translated()
        for english, text in pairs(entry)
        if sorted(set(PLACEHOLDER.findall(english))) != sorted(set(PLACEHOLDER.findall(text)))
    ]
    assert different == []


def test_french_puts_no_break_spaces_before_high_punctuation() -> None:
    texts = [text for entry in catalogue("fr") for _english, text in pairs(entry)]
    loose = re.compile(r" [:;!?»]|« |\w[;!?»]|«\w|'")
    assert [text for text in texts if loose.search(text)] == []
