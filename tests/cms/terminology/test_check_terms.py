"""The command that lists discouraged terms in what is published."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.terminology import exemptions
from cms.terminology.findings import findings_in
from cms.terminology.models import Term
from tests import factories
from tests.factories import Tree

pytestmark = pytest.mark.django_db


def check(*arguments: str) -> tuple[int, list[str]]:
    """Exit status and what is printed."""
    output = io.StringIO()
    try:
        call_command("check_terms", *arguments, stdout=output, stderr=io.StringIO())
    except SystemExit as end:
        return int(str(end.code)), output.getvalue().splitlines()
    return 0, output.getvalue().splitlines()


@pytest.fixture
def term(tree: Tree) -> Term:
    """A term that warns; discouraged only once the page that has it is published."""
    concept = factories.concept("roma")
    factories.term("Roma", of=concept)
    return factories.term(
        "Gypsies", forms=("Gypsy",), of=concept, administrative_status="deprecated"
    )


def test_prints_place_words_and_alternative(tree: Tree, term: Term) -> None:
    page = factories.news_page(tree.news, title="Gypsies", slug="title")
    status, lines = check()
    assert status == 0
    assert lines == [f"warn en {page.url} title:1: Gypsies (use: Roma)"]


def test_fails_as_it_is_told_to(tree: Tree, term: Term) -> None:
    factories.news_page(tree.news, search_description="The Gypsy camp")
    assert check("--fail-on", "block")[0] == 0
    assert check("--fail-on", "warn")[0] == 1
    Term.objects.filter(pk=term.pk).update(severity="block")
    term.refresh_from_db()
    term.save()
    assert check()[0] == 1


def test_looks_at_one_language_if_told_to(tree: Tree, term: Term) -> None:
    factories.news_page(tree.news, title="Gypsies")
    assert check("--language", "uk", "--fail-on", "warn") == (0, [])
    assert check("--language", "en", "--fail-on", "warn")[0] == 1
    with pytest.raises(CommandError):
        check("--language", "de")


def test_drafts_aliases_and_exempted_words_are_left_out(tree: Tree, term: Term) -> None:
    page = factories.news_page(tree.news, summary="They call themselves Gypsies.")
    page.title = "Gypsy"
    page.save_revision()
    assert len(check()[1]) == 1
    stored = type(page).objects.get(pk=page.pk)
    found = findings_in(stored)[0]
    exemptions.grant(
        stored, found.place.path, found.finding, "self_designation", "Own words", user=None
    )
    assert check("--fail-on", "warn") == (0, [])


@pytest.mark.parametrize(
    "words",
    [
        "<p><b>Gyp</b>sies</p>",
        "<p>G&#121;psies</p>",
        "<p>Gyp\u00adsies</p>",
        "<p>GYPSIES</p>",
        '<p><embed embedtype="image" id="1" format="x" alt="Gypsies"/></p>',
    ],
)
def test_finds_words_however_they_are_stored(tree: Tree, term: Term, words: str) -> None:
    factories.news_page(tree.news, body=[{"type": "paragraph", "value": words}])
    assert len(check()[1]) == 1


def test_finds_words_in_child_rows_pictures_and_snippets(tree: Tree, term: Term) -> None:
    factories.note(text="<p>Gypsies</p>", head_term="Note")
    network = factories.network_page(tree.networks)
    network.founders = [type(network).founders.rel.related_model(name="Gypsies", kind="city")]
    network.save_revision().publish()
    document = factories.document(title="Gypsies")
    factories.news_page(
        tree.news,
        documents=[{"type": "document", "value": {"document": document.pk, "label": ""}}],
    )
    assert len(check()[1]) == 3


def test_more_pages_cost_no_more_queries(tree: Tree, term: Term) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            picture = {"image": factories.image().pk, "alt_text": "Gypsies", "caption": ""}
            factories.news_page(
                tree.news, aliases=False, body=[{"type": "image", "value": picture}]
            )

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            check()
        return len(captured)

    add(1)
    check()
    few = count()
    add(4)
    assert len(check()[1]) == 5
    assert count() == few
