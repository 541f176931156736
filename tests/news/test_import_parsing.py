"""The pure parts of the importer: no database."""

import pytest

from news.importer.dates import dates_in
from news.importer.dump import parse_dump
from news.importer.identity import source_key, text_hash
from news.importer.language_guess import contradicts, guess_language
from tests.news.import_helpers import ECRI, ENGLISH_FURNITURE, FRENCH


def parse(*paragraphs: str) -> object:
    return parse_dump("\n\n".join([ENGLISH_FURNITURE, *paragraphs]))


def test_trailing_links_are_links_and_others_are_text() -> None:
    dump = parse("Title", "Link: in the middle", "Text.", "Link: One", "Lien : Deux")

    assert dump.paragraphs == ("Link: in the middle", "Text.")
    assert dump.link_labels == ("One", "Deux")


@pytest.mark.parametrize(
    "credit",
    [
        "Photo: A. Person",
        "© Council of Europe",
        "Photo credit: X",
        "Crédit photo : X",
        "Photos © X",
    ],
)
def test_photo_credits_are_known(credit: str) -> None:
    assert parse("Title", "Text.", credit).photo_credits == (credit,)


@pytest.mark.parametrize("text", ["Photographs were shown.", "Pictures of Roma in the media."])
def test_sentences_about_photos_are_text(text: str) -> None:
    assert parse("Title", text).paragraphs == (text,)


def test_a_breadcrumb_after_the_furniture_is_dropped() -> None:
    assert parse("Home", "Title", "Text.").title == "Title"


def test_blanks_are_collapsed_and_nothing_else_is_changed() -> None:
    dump = parse("A\u00a0title", "Two  blanks,\u202fa “quote” – and\u00a0more. ")

    assert dump.title == "A title"
    assert dump.paragraphs == ("Two blanks, a “quote” – and more.",)


def test_dates_are_found_as_the_text_words_them() -> None:
    assert dates_in("on 22-23 May 2014, and in November 2017; May I?", "en") == [
        "22-23 May 2014",
        "November 2017",
    ]
    assert dates_in(FRENCH.read_text(encoding="utf-8"), "fr") == ["10 juin", "mars 2013"]
    assert dates_in("відбулося 26 лютого 2019 року", "uk") == ["26 лютого 2019"]


def test_blanks_and_unicode_forms_do_not_change_the_identity() -> None:
    assert text_hash(["Été\u00a02013"]) == text_hash(["E\u0301te\u0301  2013 "])
    assert text_hash(["Été 2013"]) != text_hash(["Été 2014"])
    assert source_key(289, text_hash(["A"])) == "legacy:289"


def test_the_language_of_a_text_is_known_from_its_common_words() -> None:
    english = parse_dump(ECRI.read_text(encoding="utf-8")).paragraphs[0]
    french = parse_dump(FRENCH.read_text(encoding="utf-8")).paragraphs[1]

    assert (guess_language(english), guess_language(french)) == ("en", "fr")
    assert contradicts("fr", english) == "en"
    assert contradicts("uk", english) == ""
    assert guess_language("Roma") == ""
