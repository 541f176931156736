"""Concepts in the admin: what the form refuses, who may block, and how forms are entered."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.site.groups import provision_groups
from cms.terminology.matching import find_terms
from cms.terminology.models import Concept, Term
from tests import factories

pytestmark = pytest.mark.django_db
ADD = "/admin/concepts/new/"
EDIT = ("view_concept", "add_concept", "change_concept", "delete_concept")


def client_with(*permissions: str) -> Client:
    """Signed in as somebody with these rights on the models of the terminology."""
    group = Group.objects.create(name=f"Group {next(factories.numbers)}")
    group.permissions.add(
        Permission.objects.get(codename="access_admin"),
        *Permission.objects.filter(
            content_type__app_label="cms_terminology", codename__in=permissions
        ),
    )
    user = User.objects.create_user(f"user-{next(factories.numbers)}")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def secretariat() -> Client:
    return client_with(
        "view_concept", "add_concept", "change_concept", "delete_concept", "block_term"
    )


@pytest.fixture
def terminologist() -> Client:
    """May edit all, but not decide what blocks publishing."""
    return client_with(*EDIT)


def term_data(**fields: Any) -> dict[str, Any]:
    return {
        "language": "uk",
        "text": "ром",
        "further_forms": "",
        "administrative_status": "deprecated",
        "severity": "warn",
        "case_rule": "ignore",
        "valid_from": "",
        "valid_to": "",
        "source": "",
        "usage_note": "",
        **fields,
    }


def concept_data(*terms: dict[str, Any], initial: int = 0, **fields: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "identifier": "roma",
            "note": "",
            "definitions": inline_formset([]),
            "terms": inline_formset(list(terms), initial=initial),
            **fields,
        }
    )


def stored(concept: Concept, **changes: Any) -> dict[str, Any]:
    """The form's data of the only term of `concept`, with changes."""
    term = concept.terms.get()
    data = term_data(
        id=str(term.pk),
        language=term.language,
        text=term.text,
        further_forms="\r\n".join(form.text for form in term.forms.all()),
        administrative_status=term.administrative_status,
        severity=term.severity,
    )
    return concept_data({**data, **changes}, initial=1, identifier=concept.identifier)


def edit(concept: Concept) -> str:
    return reverse("concepts:edit", args=[concept.pk])


def test_a_stem_with_endings_becomes_the_forms_that_are_found(secretariat: Client) -> None:
    data = concept_data(term_data(further_forms="ром|а, у,ові\r\nромами"))
    response = secretariat.post(ADD, data, follow=True)
    assert "Forms of “ром”: рома, рому, ромові, ромами" in response.content.decode()
    assert [each.match for each in find_terms("Рому, ромами; Рим, ромашка.", "uk")] == [
        "Рому",
        "ромами",
    ]
    form = secretariat.get(edit(Concept.objects.get())).content.decode()
    assert "рома\nрому\nромові\nромами</textarea>" in form


REFUSED = [
    ({"text": "(ром)"}, "does not begin with a letter or a digit"),
    ({"further_forms": "!"}, "does not begin with a letter or a digit"),
    ({"further_forms": "ром|а|у"}, "more than one bar"),
    ({"further_forms": "р|" + ",".join(str(number) for number in range(300))}, "can have 200"),
    ({"valid_from": "2010-01-01", "valid_to": "2004-01-01"}, "before the term became valid"),
    ({"valid_from": "2010-01-01"}, "needs a last day too"),
    ({"text": "Цигани"}, "“Цигани” already stands for the term “цигани”"),
    ({"further_forms": "циган\u0443"}, "“цигану” already stands for the term “цигани”"),
    ({"text": "цига\u00adни", "valid_from": "2001-01-01", "valid_to": "2002-01-01"}, "already"),
]


@pytest.mark.parametrize(("fields", "message"), REFUSED)
def test_what_cannot_be_a_term_is_refused_with_the_reason(
    secretariat: Client, fields: dict[str, str], message: str
) -> None:
    factories.term("цигани", "uk", forms=("цигану",))
    response = secretariat.post(ADD, concept_data(term_data(**fields)))
    assert message in response.content.decode()
    assert not Concept.objects.filter(identifier="roma").exists()


def test_the_form_of_a_concept_reaches_no_term_of_another(secretariat: Client) -> None:
    other = factories.term("nomads")
    concept = factories.term("Roma").concept
    secretariat.post(edit(concept), stored(concept, id=str(other.pk), text="changed"))
    other.refresh_from_db()
    assert (other.text, other.concept_id) == ("nomads", other.concept.pk)
    assert concept.terms.filter(text="Roma").exists()


def test_a_text_may_stand_for_another_period_or_language(secretariat: Client) -> None:
    factories.term("Roma", "en", valid_from="2010-01-01")
    terms = [
        term_data(language="en", text="Roma", valid_from="1997-01-01", valid_to="2002-12-31"),
        term_data(language="fr", text="Roma"),
    ]
    secretariat.post(ADD, concept_data(*terms))
    assert Concept.objects.get(identifier="roma").terms.count() == 2
    again = concept_data(term_data(text="Rrom"), term_data(text="rrom"), identifier="twice")
    assert "already stands" in secretariat.post(ADD, again).content.decode()


def test_only_the_secretariat_lets_a_term_block(secretariat: Client, terminologist: Client) -> None:
    block = concept_data(term_data(severity="block"))
    assert Concept.objects.count() == 0
    terminologist.post(ADD, block)
    assert Concept.objects.count() == 0
    secretariat.post(ADD, block)
    assert Term.objects.get().severity == "block"


def test_a_blocking_term_is_out_of_reach_of_all_others(terminologist: Client) -> None:
    term = factories.term("Gypsies", severity="block", administrative_status="deprecated")
    concept = term.concept
    for change in (
        {"severity": "warn"},
        {"further_forms": "people"},
        {"text": "Something"},
        {"DELETE": "on"},
    ):
        response = terminologist.post(edit(concept), stored(concept, **change))
        assert "Only the secretariat" in response.content.decode(), change
    assert terminologist.post(f"/admin/concepts/delete/{concept.pk}/").status_code in (302, 403)
    term.refresh_from_db()
    assert (term.text, term.severity, term.forms.count()) == ("Gypsies", "block", 0)
    terminologist.post(edit(concept), {**stored(concept), "identifier": "renamed"})
    assert Concept.objects.get().identifier == "renamed"


def test_who_may_only_look_finds_terms_and_changes_none() -> None:
    reader = client_with("view_concept")
    concept = factories.concept("roma", fr="Un peuple")
    factories.term("роми", "uk", forms=("ромами",), of=concept)
    factories.term("Tsiganes", "fr", of=concept, administrative_status="deprecated")
    other = factories.term("nomads", severity="block", administrative_status="superseded")
    listing = reader.get("/admin/concepts/").content.decode()
    assert "роми" in listing
    assert "nomads" in listing
    for query, shown in {
        "?q=РОМАМИ": True,
        "?q=nothing": False,
        "?language=fr&administrative_status=deprecated": True,
        "?language=uk&administrative_status=deprecated": False,
        "?severity=block": False,
    }.items():
        assert ("роми" in reader.get(f"/admin/concepts/{query}").content.decode()) is shown, query
    page = reader.get(f"/admin/concepts/inspect/{concept.pk}/").content.decode()
    assert "ромами" in page
    assert "Un peuple" in page
    for address in (ADD, edit(concept), f"/admin/concepts/delete/{other.concept_id}/"):
        assert reader.get(address).status_code == 302, address


def test_the_list_costs_the_same_for_any_number_of_concepts(
    secretariat: Client, django_assert_num_queries: Any
) -> None:
    secretariat.get("/admin/concepts/")  # content types are known from here on
    for number in range(3):
        factories.term("Roma", language=f"x{number}")
    with CaptureQueriesContext(connection) as few:
        secretariat.get("/admin/concepts/")
    for number in range(10):
        factories.term("Roma", language=f"y{number}")
    with django_assert_num_queries(len(few)):
        secretariat.get("/admin/concepts/")


def test_the_secretariat_decides_on_terms_and_the_other_groups_look_them_up(
    tree: factories.Tree,
) -> None:
    rights = {}
    for key, group in provision_groups().items():
        found = group.permissions.filter(content_type__model="concept")
        rights[key] = set(found.values_list("codename", flat=True))
    assert rights.pop("secretariat") == {*EDIT, "block_term"}
    assert set(map(frozenset, rights.values())) == {frozenset({"view_concept"})}
