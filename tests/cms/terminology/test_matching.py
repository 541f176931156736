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
