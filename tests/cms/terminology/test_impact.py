"""Where a change of terms would be felt, before it is made."""

import csv
import io
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.site.groups import coordinator_group, provision_groups
from cms.terminology.exemptions import grant
from cms.terminology.findings import findings_in
from cms.terminology.impact import Effect, impact_of
from cms.terminology.models import Concept, Term
from tests import factories
from tests.factories import Tree

pytestmark = pytest.mark.django_db


def changed(*terms: Term, concept: Concept | None = None) -> Concept:
    """A concept with other terms, in memory only."""
    concept = concept or Concept(identifier="new")
    concept.terms = list(terms)
    return concept


def discouraged(text: str, language: str = "en", **fields: Any) -> Term:
    return Term(text=text, language=language, administrative_status="deprecated", **fields)


def places(concept: Concept) -> list[tuple[str, str, bool, Effect]]:
    return [
        (one.version.instance.title, one.finding.match, one.version.is_draft, one.effect)
        for one in impact_of(concept)
    ]


def test_lists_published_texts_and_drafts_by_language(tree: Tree) -> None:
    page = factories.news_page(tree.news, title="The nomads")
    page.title = "Nomads again"
    page.save_revision()
    draft = factories.news_page(tree.news, title="Other")
    draft.unpublish()
    draft.title = "Draft of nomads"
    draft.save_revision()
    new = changed(discouraged("nomads"), discouraged("Nomads", "fr"))
    assert places(new) == [
        ("The nomads", "nomads", False, Effect.FOUND),
        ("Nomads again", "Nomads", True, Effect.FOUND),
        ("Draft of nomads", "nomads", True, Effect.FOUND),
    ]
    assert not Term.objects.exists()


def test_says_what_becomes_of_what_is_found_today(tree: Tree) -> None:
    factories.news_page(tree.news, title="Nomads")
    stored = factories.term("Nomads", administrative_status="deprecated").concept
    (term,) = stored.terms.all()

    def effects(**fields: Any) -> list[Effect]:
        for name, value in fields.items():
            setattr(term, name, value)
        return [effect for *_rest, effect in places(changed(term, concept=stored))]

    assert effects() == [Effect.SAME]
    assert effects(severity="block") == [Effect.STRICTER]
    assert effects(administrative_status="preferred") == [Effect.PASSES]
    assert [effect for *_rest, effect in places(changed(concept=stored))] == [Effect.PASSES]


def test_what_is_kept_with_a_reason_is_listed_as_such(tree: Tree) -> None:
    page = factories.news_page(tree.news, title="Nomads")
    stored = factories.term("Nomads", administrative_status="deprecated").concept
    (found,) = findings_in(page)
    grant(page, found.place.path, found.finding, "quotation", "A title of 1931", None)
    (term,) = stored.terms.all()
    term.severity = "block"
    assert [effect for *_rest, effect in places(changed(term, concept=stored))] == [Effect.KEPT]
    assert [effect for *_rest, effect in places(changed(concept=stored))] == [Effect.PASSES]


def test_a_longer_term_that_is_approved_takes_away_what_another_concept_finds(tree: Tree) -> None:
    factories.term("Gypsies", administrative_status="deprecated")
    factories.news_page(tree.news, title="The Gypsies of old")
    approved = Term(text="Gypsies of old", language="en")
    assert places(changed(approved)) == [("The Gypsies of old", "Gypsies", False, Effect.PASSES)]


def test_the_date_of_an_article_decides(tree: Tree) -> None:
    factories.news_page(tree.news, title="Nomads then", date="1980-01-01")
    factories.news_page(tree.news, title="Nomads now", date="2020-01-01")
    dated = discouraged("Nomads", valid_from="1975-01-01", valid_to="1983-12-31")
    dated.clean_fields(exclude=["concept"])
    assert [title for title, *_rest in places(changed(dated))] == ["Nomads now"]


def test_more_pages_cost_no_more_queries(tree: Tree) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            picture = {"image": factories.image().pk, "alt_text": "Nomads", "caption": ""}
            page = factories.news_page(
                tree.news, aliases=False, body=[{"type": "image", "value": picture}]
            )
            page.title = "Nomads"
            page.save_revision()

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(impact_of(changed(discouraged("nomads", forms=[]))))
        return len(captured)

    add(1)
    count()
    few = count()
    add(6)
    assert len(places(changed(discouraged("nomads")))) == 7 * 3
    assert count() == few


def form_of(*terms: dict[str, Any], **extra: Any) -> dict[str, Any]:
    usual = {
        "language": "en",
        "further_forms": "",
        "administrative_status": "deprecated",
        "severity": "warn",
        "case_rule": "ignore",
        "valid_from": "",
        "valid_to": "",
        "source": "",
        "usage_note": "",
    }
    fields = {
        "identifier": "nomads",
        "note": "",
        "definitions": inline_formset([]),
        "terms": inline_formset([{**usual, **term} for term in terms]),
        **extra,
    }
    return nested_form_data(fields)


@pytest.fixture
def secretariat(tree: Tree, client: Client) -> Client:
    user = get_user_model().objects.create_user("secretariat")
    user.groups.add(provision_groups()["secretariat"])
    client.force_login(user)
    return client


NEW = "cms_terminology_impact_new"


def test_a_form_that_is_not_saved_is_answered_with_links_for_those_who_may_edit(
    tree: Tree, secretariat: Client
) -> None:
    page = factories.news_page(tree.news, title="The <b>nomad</b>")
    answer = secretariat.post(
        reverse(NEW), form_of({"text": "nomads", "further_forms": "nomad|, ic"})
    )
    html = answer.content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in html
    assert "would be found" in html
    assert "The &lt;b&gt;nomad" in html
    assert not Concept.objects.exists()


def test_the_list_comes_as_csv_without_formulas(tree: Tree, secretariat: Client) -> None:
    factories.news_page(tree.news, title="=cmd() Nomads")
    answer = secretariat.post(reverse(NEW), form_of({"text": "nomads"}, csv="1"))
    assert answer.headers["Content-Type"].startswith("text/csv")
    row = next(csv.DictReader(io.StringIO(answer.content.decode())))
    assert row["title"] == "'=cmd() Nomads"
    assert (row["language"], row["words"], row["state"]) == ("en", "Nomads", "published")
    assert row["address"].startswith("http://")


def test_a_form_with_faults_is_said_to_have_them(tree: Tree, secretariat: Client) -> None:
    factories.news_page(tree.news, title="Nomads")
    answer = secretariat.post(reverse(NEW), form_of({"text": ""}))
    assert answer.status_code == 200
    assert "cannot be saved" in answer.content.decode()


def test_a_stored_concept_says_where_it_applies(tree: Tree, secretariat: Client) -> None:
    factories.news_page(tree.news, title="Nomads")
    concept = factories.term("Nomads", administrative_status="deprecated").concept
    address = reverse("cms_terminology_impact", args=[concept.pk])
    assert "is found already" in secretariat.get(address).content.decode()
    form = secretariat.get(reverse("concepts:edit", args=[concept.pk])).content.decode()
    assert f'formaction="{address}"' in form


def test_who_may_not_edit_terms_is_refused(tree: Tree, client: Client) -> None:
    network = factories.network_page(tree.networks)
    user = get_user_model().objects.create_user("coordinator")
    user.groups.add(coordinator_group(network))
    client.force_login(user)
    answer = client.post(reverse(NEW), form_of({"text": "nomads"}))
    assert answer.status_code != 200
    assert "would be found" not in answer.content.decode()


def test_drafts_and_edit_links_of_other_sections_are_left_out(tree: Tree, client: Client) -> None:
    ours, theirs = (factories.network_page(tree.networks, title=f"Nomads {n}") for n in "ab")
    for page in (ours, theirs):
        page.title = f"Secret {page.title}"
        page.save_revision()
    user = get_user_model().objects.create_user("coordinator")
    group = coordinator_group(ours)
    group.permissions.add(*permissions_on_concepts())
    user.groups.add(group)
    client.force_login(user)
    html = client.post(reverse(NEW), form_of({"text": "nomads"})).content.decode()
    assert "Secret Nomads a" in html
    assert "Nomads b" in html
    assert "Secret Nomads b" not in html
    assert reverse("wagtailadmin_pages:edit", args=[ours.pk]) in html
    assert reverse("wagtailadmin_pages:edit", args=[theirs.pk]) not in html


def permissions_on_concepts() -> Any:
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(content_type__model="concept")
