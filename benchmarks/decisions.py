"""Twenty people decide at once on applications: is each number given, each letter sent once?

usage: python -m benchmarks.decisions [ROUNDS]

On SQLite in a directory of its own, or on the empty database that DATABASE_URL names. Each decision
is made by a thread with a connection of its own; all start at the same moment. What is counted is
read from the database afterwards, and from the mails that went out. The status is 1 for any fault.
"""

import hashlib
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import django

ROUNDS = 5
PEOPLE = 20


@dataclass
class Outcome:
    """What became of the decisions of one round. A list takes what several threads append."""

    done: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Desk:
    """Who decides, and what all applications share."""

    user: Any
    consent: Any


def build() -> Desk:
    """A site in three languages, with a participant to count on from."""
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from network.models import ConsentText
    from tests import factories

    factories.site_tree(languages=("en", "fr", "uk"))
    factories.participation(130)
    user = get_user_model().objects.create_superuser("secretariat")
    return Desk(user, ConsentText.objects.create(label="1", published_at=timezone.now()))


def apply(desk: Desk, number: int) -> int:
    """A new application under review; returns its key."""
    from django.utils import timezone

    from network.applications.transitions import start
    from network.models import Application, ApplicationState

    application = Application.objects.create(
        kind="authority",
        state=ApplicationState.UNDER_REVIEW,
        language="en",
        country="UA",
        # So unlike each other that none is taken for another one.
        authority_name=hashlib.sha256(str(number).encode()).hexdigest(),
        authority_kind="city",
        person_name="A Person",
        email=f"person-{number}@example.org",
        consent=desk.consent,
        consent_language="en",
        consent_given_at=timezone.now(),
        confirmed_at=timezone.now(),
    )
    start(application)
    return application.pk


def decide_once(
    desk: Desk, pk: int, state: str, authority: Any, barrier: Any, outcome: Outcome
) -> None:
    """One person's decision, on what the application was when all began."""
    from django.db import connection

    from network.applications.decisions import decide
    from network.applications.transitions import NotAllowed
    from network.models import ApplicationState, Transition

    try:
        seen = Transition.objects.filter(application=pk).latest("pk").pk
        barrier.wait()
        started = time.perf_counter()
        try:
            decide(
                pk,
                ApplicationState(state),
                seen=seen,
                by=desk.user,
                reason="A reason",
                authority=authority,
            )
        except NotAllowed as refusal:
            outcome.refused.append(refusal.messages[0])
        else:
            outcome.done.append(state)
        outcome.waits.append(time.perf_counter() - started)
    except Exception as error:
        outcome.failures.append(f"{type(error).__name__}: {error}")
    finally:
        connection.close()


def at_once(desk: Desk, decisions: list[tuple[int, str, Any]]) -> Outcome:
    """Make all `decisions`, each an application, a state and an authority or None, at once."""
    outcome, barrier = Outcome(), threading.Barrier(len(decisions))
    threads = [
        threading.Thread(target=decide_once, args=(desk, *decision, barrier, outcome))
        for decision in decisions
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcome


def different(desk: Desk, numbers: range) -> list[tuple[int, str, Any]]:
    return [(apply(desk, number), "accepted", None) for number in numbers]


def the_same(desk: Desk, numbers: range) -> list[tuple[int, str, Any]]:
    pk = apply(desk, numbers[0])
    return [(pk, "accepted" if number % 2 else "declined", None) for number in numbers]


def for_and_against(desk: Desk, numbers: range) -> list[tuple[int, str, Any]]:
    half = [apply(desk, number) for number in numbers[::2]]
    return [(pk, state, None) for pk in half for state in ("accepted", "declined")]


def one_authority(desk: Desk, numbers: range) -> list[tuple[int, str, Any]]:
    from tests import factories

    authority = factories.authority(name=f"Town {numbers[0]}")
    return [(apply(desk, number), "accepted", authority) for number in numbers]


SCENES: tuple[tuple[str, Callable[..., list[tuple[int, str, Any]]]], ...] = (
    ("20 applications, each accepted", different),
    ("1 application, accepted by 10 and declined by 10", the_same),
    ("10 applications, each accepted by 1 and declined by 1", for_and_against),
    ("20 applications of 1 authority, each accepted", one_authority),
)


def faults(keys: set[int], outcome: Outcome, highest: int) -> list[str]:
    """What should not be, after all decisions on the applications `keys`; `highest` is the number
    that had been given last before.
    """
    from network.models import Application

    applications = list(Application.objects.filter(pk__in=keys))
    accepted = [one for one in applications if one.state == "accepted"]
    decided = [one for one in applications if one.state in ("accepted", "declined")]
    found = list(outcome.failures)
    for what, is_, should_be in (
        ("numbers", numbers_after(highest), list(range(highest + 1, highest + 1 + len(accepted)))),
        ("decisions", len(outcome.done), len(decided)),
        ("rows", rows_of(accepted), Counter(dict.fromkeys(rows_of([]), len(accepted)))),
        ("drafts in 3 languages", drafts_of(accepted), 3 * len(accepted)),
        ("mails", mails(), Counter(one.email for one in decided)),
    ):
        if is_ != should_be:
            found.append(f"{what}: {is_} instead of {should_be}")
    return found


def numbers_after(highest: int) -> list[int]:
    from network.models import Participation

    new = Participation.objects.filter(number__gt=highest).order_by("number")
    return list(new.values_list("number", flat=True))


def rows_of(accepted: list[Any]) -> Counter[str]:
    """How many rows of each kind the authorities of these applications have, by kind."""
    from network.models import AuthorityArticle, ContactPerson, Participation, RelationChange

    authorities = [one.authority_id for one in accepted]
    return Counter(
        {
            model.__name__: model.objects.filter(authority__in=authorities).count()
            for model in (Participation, RelationChange, AuthorityArticle, ContactPerson)
        }
    )


def drafts_of(accepted: list[Any]) -> int:
    """How many drafts, in any language, announce the authorities of these applications."""
    from news.models import NewsPage

    authorities = [one.authority_id for one in accepted]
    announced = NewsPage.objects.filter(authority_links__authority__in=authorities)
    return NewsPage.objects.filter(
        translation_key__in=announced.values("translation_key"), live=False
    ).count()


def mails() -> Counter[str]:
    """How many mails have gone to each address."""
    from django.core import mail

    return Counter(message.to[0] for message in mail.outbox)


def run(rounds: int) -> bool:
    """Play all scenes and tell; whether there was no fault."""
    from django.core import mail
    from django.db.models import Max

    from network.models import Participation

    desk = build()
    first, is_clean = 1, True
    for title, scene in SCENES:
        counts: Counter[str] = Counter()
        waits: list[float] = []
        problems: list[str] = []
        for _round in range(rounds):
            highest = Participation.objects.aggregate(top=Max("number"))["top"]
            decisions = scene(desk, range(first, first + PEOPLE))
            first += PEOPLE
            mail.outbox = []
            outcome = at_once(desk, decisions)
            problems += faults({pk for pk, _state, _authority in decisions}, outcome, highest)
            counts += Counter(outcome.done) + Counter(refused=len(outcome.refused))
            counts["mails"] += len(mail.outbox)
            waits += outcome.waits
        waits.sort()
        told = ", ".join(f"{name} {number}" for name, number in sorted(counts.items()))
        print(f"{title}, {rounds} rounds: {told}; slowest {waits[-1]:.2f} s")
        for problem in problems:
            print(f"  FAULT {problem}")
        is_clean = is_clean and not problems
    verdict = "no fault" if is_clean else "FAULTS"
    print(f"participants: {Participation.objects.count()}, {verdict}")
    return is_clean


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as directory:
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.dev"
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{directory}/db.sqlite3")
        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection

        settings.CMS_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        call_command("migrate", verbosity=0)
        print(f"{connection.vendor}, {PEOPLE} people at once")
        if not run(rounds):
            raise SystemExit(1)


if __name__ == "__main__":
    main()
