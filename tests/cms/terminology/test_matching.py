import datetime

import pytest

from cms.terminology.matching import find_terms
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def gypsies() -> None:
    """Bare “Gypsies” is discouraged, “Roma” preferred, “anti-Gypsyism” another concept's own."""
    people = factories.concept("roma")
    factories.term("Roma", of=people)
    factories.term(
        "Gypsies",
        of=people,
        forms=("Gypsy", "Gypsyism"),
        administrative_status="deprecated",
        severity="block",
        usage_note="Only in quotations.",
    )
    factories.term("anti-Gypsyism")


def matches(text: str, language: str = "en", day: datetime.date | None = None) -> list[str]:
    return [finding.match for finding in find_terms(text, language, day)]


def test_a_finding_says_where_why_and_what_instead(gypsies: None) -> None:
    (finding,) = find_terms("Housing of Gypsies in Lviv", "en")
    assert (finding.start, finding.end, finding.match) == (11, 18, "Gypsies")
    assert (finding.concept, finding.status, finding.severity) == ("roma", "deprecated", "block")
    assert finding.alternatives == ("Roma",)
    assert finding.note == "Only in quotations."


def test_the_longest_term_wins(gypsies: None) -> None:
    assert matches("Anti-Gypsyism and Gypsyism, ANTI\u2011GYPSYISM") == ["Gypsyism"]


def test_a_status_belongs_to_a_language() -> None:
    concept = factories.concept()
    factories.term("manouche", "en", of=concept, administrative_status="deprecated")
    factories.term("manouche", "fr", of=concept)
    factories.term(
        "manouche", "uk", of=concept, administrative_status="deprecated", severity="allow"
    )
    found = {language: matches("Un manouche", language) for language in ("en", "fr", "uk", "rom")}
    assert found == {"en": ["manouche"], "fr": [], "uk": [], "rom": []}


def test_alternatives_are_those_of_the_day_preferred_ones_first() -> None:
    concept = factories.concept()
    day = datetime.date
    factories.term("nomads", of=concept, administrative_status="superseded")
    factories.term("travelling people", of=concept, administrative_status="admitted")
    factories.term("Travellers", of=concept, valid_from=day(2001, 1, 1))
    factories.term("Voyageurs", "fr", of=concept)
    (now,) = find_terms("The nomads", "en")
    (then,) = find_terms("The nomads", "en", day(1990, 1, 1))
    assert now.alternatives == ("Travellers", "travelling people")
    assert then.alternatives == ("travelling people",)


def test_terms_that_overlap_without_containing_each_other_are_both_found() -> None:
    for text in ("old market", "market people of nowhere"):
        factories.term(text, administrative_status="deprecated")
    assert matches("The old market people of nowhere") == [
        "old market",
        "market people of nowhere",
    ]


def test_a_term_that_may_pass_shields_what_it_contains(gypsies: None) -> None:
    factories.term("Gypsies of York", administrative_status="deprecated", severity="allow")
    assert matches("The Gypsies of York and other Gypsies") == ["Gypsies"]


def test_a_term_that_is_found_blocks_if_a_term_within_it_does(gypsies: None) -> None:
    for text in (
        "Gypsies and other travellers",
        "Gypsies and anti-Gypsyism",
        "study of anti-Gypsyism",
    ):
        factories.term(text, administrative_status="superseded")
    found = find_terms(
        "Gypsies and other travellers; Gypsies and anti-Gypsyism; a study of anti-Gypsyism", "en"
    )
    assert [(one.match, one.severity) for one in found] == [
        ("Gypsies and other travellers", "block"),
        ("Gypsies and anti-Gypsyism", "block"),
        ("study of anti-Gypsyism", "warn"),
    ]


def test_any_white_space_and_no_mark_of_direction_tells_terms_apart(gypsies: None) -> None:
    factories.term("Gypsies / Travellers", administrative_status="admitted")
    spaced = "\u2067Gyp\u202asies\u2069" + "\n" + " " * 100_000 + "/\u00a0 Travellers"
    assert matches(f"{spaced}, Gyp\u2066sies") == ["Gyp\u2066sies"]


def test_the_strictest_of_terms_with_one_text_speaks() -> None:
    day = datetime.date
    for severity, year in (("warn", 1990), ("block", 2000)):
        factories.term(
            "nomads",
            administrative_status="superseded",
            severity=severity,
            valid_from=day(year, 1, 1),
            valid_to=day(year, 12, 31),
        )
    severities = [
        [finding.severity for finding in find_terms("nomads", "en", day(year, 6, 1))]
        for year in (1990, 1995, 2000)
    ]
    assert severities == [[], ["block"], []]
