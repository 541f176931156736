"""Who may bring an application from which state to which: every combination is tried."""

from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import translation

from network.applications.transitions import ENTERED, NotAllowed, check, move, next_states
from network.models import Actor, Application, ApplicationState, ConsentText
from network.models.applications import ApplicationTarget
from tests.network.applications.conftest import application, consent, section, user

# What the issue of joining says, written down a second time: from, to, by whom for the Alliance,
# by whom for a network. a: applicant, c: coordinator, s: secretariat, t: passing of time.
ALLOWED = """
received confirmed a a
received withdrawn a a
received expired t t
confirmed under_review cs cs
confirmed more_information cs cs
confirmed declined s cs
confirmed withdrawn as as
under_review more_information cs cs
under_review recommended c -
under_review accepted s cs
under_review declined s cs
under_review withdrawn as as
more_information under_review acs acs
more_information declined s cs
more_information withdrawn as as
more_information expired t t
recommended under_review cs -
recommended more_information s -
recommended accepted s -
recommended declined s -
recommended withdrawn as -
"""
ACTORS = {"a": "applicant", "c": "coordinator", "s": "secretariat", "t": "system"}


def allowed() -> set[tuple[str, str, str, str]]:
    cells = set()
    for line in ALLOWED.split("\n"):
        if line:
            source, target, alliance, network = line.split()
            cells |= {(source, target, "alliance", ACTORS[a]) for a in alliance}
            cells |= {(source, target, "network", ACTORS[a]) for a in network if a != "-"}
    return cells


@pytest.fixture
def text(db: None) -> ConsentText:
    return consent("1")


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    ukraine = section("UA")
    return {
        "applicant": None,
        "system": None,
        "coordinator": user("coordinator", group=ukraine.group),
        "secretariat": user("secretariat", permission="change_authority"),
    }


def test_every_state_by_every_state_by_everybody(
    text: ConsentText, people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("network.applications.transitions.ENTERED", {s: [] for s in ENTERED})
    one = application(text)
    done, tried = set(), 0
    for source, target, aim, actor in product(
        ApplicationState, ApplicationState, ApplicationTarget, people
    ):
        one.state, one.target = source, aim
        decision = {"by": people[actor], "actor": Actor(actor), "reason": "Because."}
        tried += 1
        try:
            check(one, target, **decision)
        except NotAllowed:
            continue
        Application.objects.filter(pk=one.pk).update(state=source, target=aim)
        assert move(one.pk, target, **decision).state == target
        done.add((source.value, target.value, aim.value, actor))
    assert tried == 9 * 9 * 2 * 4
    assert done == allowed()
    assert one.transitions.count() == len(done)


def test_nobody_acts_as_somebody_else(text: ConsentText, people: dict[str, Any]) -> None:
    greek = user("greek", group=section("GR").group)
    inactive = user("inactive", group=people["coordinator"].groups.get())
    inactive.is_active = False
    inactive.save()
    one = application(text)
    for who, role in (
        (greek, Actor.COORDINATOR),
        (greek, Actor.SECRETARIAT),
        (people["coordinator"], Actor.SECRETARIAT),
        (people["secretariat"], Actor.COORDINATOR),
        (inactive, Actor.COORDINATOR),
        (AnonymousUser(), Actor.SECRETARIAT),
        (None, Actor.SECRETARIAT),
        (None, Actor.COORDINATOR),
    ):
        for target in (ApplicationState.RECOMMENDED, ApplicationState.ACCEPTED):
            with pytest.raises(NotAllowed):
                move(one.pk, target, by=who, actor=role)
    one.refresh_from_db()
    assert one.state == "under_review"


def test_rights_that_were_taken_away_end_with_the_next_decision(
    text: ConsentText, people: dict[str, Any]
) -> None:
    one = application(text)
    coordinator = people["coordinator"]
    move(one.pk, ApplicationState.RECOMMENDED, by=coordinator, actor=Actor.COORDINATOR)
    coordinator.groups.clear()
    with pytest.raises(NotAllowed):
        move(one.pk, ApplicationState.UNDER_REVIEW, by=coordinator, actor=Actor.COORDINATOR)


def test_a_refusal_speaks_the_language_of_the_reader_and_asks_for_a_reason(
    text: ConsentText, people: dict[str, Any]
) -> None:
    one = application(text)
    decide = {"by": people["secretariat"], "actor": Actor.SECRETARIAT}
    with pytest.raises(ValidationError, match="Please say why"):
        move(one.pk, ApplicationState.DECLINED, reason="  ", **decide)
    with translation.override("fr"), pytest.raises(NotAllowed):
        move(one.pk, ApplicationState.CONFIRMED, **decide)
    with pytest.raises(NotAllowed, match="“Under review”"):
        move(one.pk, ApplicationState.CONFIRMED, **decide)
    move(one.pk, ApplicationState.DECLINED, reason="No authority.", **decide)
    one.refresh_from_db()
    assert one.closed_at and not one.transitions.exclude(reason="No authority.").exists()
    assert next_states(one, Actor.SECRETARIAT) == []


def test_what_fails_on_entering_a_state_undoes_all_of_it(
    text: ConsentText, people: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(one: Application, change: Any) -> None:
        raise ValidationError("no")

    monkeypatch.setitem(ENTERED, ApplicationState.RECOMMENDED, [fail])
    one = application(text)
    with pytest.raises(ValidationError):
        move(
            one.pk,
            ApplicationState.RECOMMENDED,
            by=people["coordinator"],
            actor=Actor.COORDINATOR,
        )
    one.refresh_from_db()
    assert one.state == "under_review"
    assert not one.transitions.exists()
