"""Whether a translation has the approved counterparts of the terms of its source."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.terminology.bilingual import TermMismatch, findings
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def terms(db: None) -> None:
    roma = factories.concept("roma")
    factories.term("Roma", of=roma)
    factories.term("Gypsies", of=roma, administrative_status="deprecated")
    factories.term("роми", "uk", forms=("ромів", "ромами"), of=roma)
    factories.term("ромські громади", "uk", of=roma, administrative_status="admitted")
    factories.term("цигани", "uk", forms=("циганів",), of=roma, administrative_status="deprecated")
    hatred = factories.concept("anti-gypsyism")
    factories.term("anti-Gypsyism", of=hatred)
    factories.term("антициганізм", "uk", of=hatred, valid_from="2017-01-01")


def concepts(source: str, target: str, day: datetime.date | None = None) -> list[str]:
    return [found.concept for found in findings(source, "en", target, "uk", day)]


def test_a_missing_counterpart_is_named_with_its_place_and_what_is_expected() -> None:
    found = findings("The rights of Roma", "en", "Права циганів", "uk")
    assert found == [TermMismatch("roma", 14, 18, "Roma", ("роми", "ромські громади"))]


@pytest.mark.parametrize("target", ["Права ромів", "РОМИ мають права", "Права: ромські громади"])
def test_any_approved_counterpart_in_any_form_will_do(target: str) -> None:
    assert concepts("The rights of Roma", target) == []


def test_a_concept_is_asked_for_once_and_in_the_order_of_the_source() -> None:
    assert concepts("Anti-Gypsyism hurts Roma. Roma say so.", "x") == ["anti-gypsyism", "roma"]


def test_a_discouraged_word_of_the_source_asks_for_nothing() -> None:
    assert concepts("They were called Gypsies", "x") == []


def test_a_language_without_an_approved_term_is_asked_for_nothing() -> None:
    assert findings("Roma", "en", "x", "fr") == []
    assert concepts("anti-Gypsyism", "x", datetime.date(2016, 1, 1)) == []
    assert concepts("anti-Gypsyism", "x", datetime.date(2018, 1, 1)) == ["anti-gypsyism"]


def test_a_sentence_costs_no_query() -> None:
    concepts("Roma", "роми")
    with CaptureQueriesContext(connection) as captured:
        concepts("Roma and anti-Gypsyism", "роми")
    assert len(captured) == 0
