import itertools

import pytest

from cms.demo.content import read_items
from cms.terminology import bilingual
from cms.terminology.collisions import Spellings
from cms.terminology.matching import find_terms
from cms.terminology.models import Concept, Term

pytestmark = pytest.mark.usefixtures("demo_terms")


def test_the_demo_has_its_concepts_in_three_languages() -> None:
    concepts = Concept.objects.prefetch_related("definitions", "terms")
    assert len(concepts) == 4
    for concept in concepts:
        assert {definition.language for definition in concept.definitions.all()} == {
            "en",
            "fr",
            "uk",
        }
        assert any(term.is_approved for term in concept.terms.all())


def test_the_demo_blocks_one_term_and_warns_of_the_others() -> None:
    assert [str(term) for term in Term.objects.filter(severity="block")] == ["Gypsies"]


def test_no_two_terms_of_the_demo_collide() -> None:
    terms = [Spellings.of(term) for term in Term.objects.prefetch_related("forms")]
    assert [
        (one.term, other.term)
        for one, other in itertools.combinations(terms, 2)
        if one.shared_with(other)
    ] == []


def test_of_the_demo_texts_only_the_english_note_has_a_blocking_term() -> None:
    found = {}
    for folder in ("", "pages", "news", "networks", "meetings", "organisations"):
        for item in read_items(folder).values():
            for language, text in item.texts.items():
                fields = {**text.fields, "exemptions": ""}
                values = [text.body, *map(str, fields.values())]
                findings = [each for value in values for each in find_terms(value, language)]
                if findings:
                    found[item.name, language] = [
                        (finding.match, finding.severity) for finding in findings
                    ]
    assert found == {
        ("note", "en"): [("Gypsies", "block")],
        ("note", "fr"): [("Tsiganes", "warn")],
        ("note", "uk"): [("циганами", "warn")],
    }


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("uk", "Права ромської громади"),
        ("uk", "Ромські ініціативи"),
        ("fr", "Les communautés roms"),
    ],
)
def test_an_adjective_renders_the_term_too(language: str, sentence: str) -> None:
    assert bilingual.findings("The rights of Roma", "en", sentence, language) == []
