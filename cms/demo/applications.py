"""Applications for coordinators and the secretariat to try things out with: examples, all of them.

They are written as they stand, without the letters that a change of state sends.
"""

import datetime

from django.utils import timezone

from cms.demo.content import read_rows
from network.models import (
    Application,
    ApplicationCheck,
    ApplicationState,
    ConsentText,
    NetworkSection,
    Transition,
)
from network.models.applications import Actor, ApplicationTarget

# Columns of the file that are fields of the model, word for word.
FIELDS = (
    "kind",
    "target",
    "language",
    "country",
    "region",
    "authority_name",
    "authority_name_language",
    "authority_kind",
    "website",
    "office",
    "person_name",
    "person_role",
    "email",
    "reason",
)
BY_APPLICANT = frozenset({ApplicationState.RECEIVED.value, ApplicationState.CONFIRMED.value})


def load_applications() -> None:
    """Make the examples of the file. The text to agree to and the sections have to be there."""
    consent = ConsentText.objects.get()
    networks = dict(NetworkSection.objects.values_list("country", "network_key"))
    for row in read_rows("applications.csv"):
        history = moments(row["history"])
        in_network = row["target"] == ApplicationTarget.NETWORK
        decided = row["decided_days_ago"]
        application = Application.objects.create(
            **{name: row[name] for name in FIELDS},
            state=list(history)[-1],
            network_key=networks[row["country"]] if in_network else None,
            population=int(row["population"]) if row["population"] else None,
            decision_on=timezone.localdate(days_ago(decided)) if decided else None,
            consent=consent,
            consent_language=consent.wording_in(row["language"]).language,
            consent_given_at=history[ApplicationState.RECEIVED],
            confirmed_at=history[ApplicationState.CONFIRMED],
        )
        # The field says by itself when a row was made.
        Application.objects.filter(pk=application.pk).update(
            received_at=history[ApplicationState.RECEIVED]
        )
        has_coordinator = row["country"] in networks
        load_history(application, history, row["question"], has_coordinator)
        ApplicationCheck.objects.bulk_create(
            ApplicationCheck(application=application, item=item, on=timezone.localdate(at))
            for item, at in moments(row["checks"]).items()
        )


def load_history(
    application: Application,
    history: dict[str, datetime.datetime],
    question: str,
    has_coordinator: bool,
) -> None:
    """The changes of state with the moments of `history`; `question` is what was asked."""
    handler = Actor.COORDINATOR if has_coordinator else Actor.SECRETARIAT
    before = ""
    for state, at in history.items():
        change = Transition.objects.create(
            application=application,
            from_state=before,
            to_state=state,
            actor=Actor.APPLICANT if state in BY_APPLICANT else handler,
            reason=question if state == ApplicationState.MORE_INFORMATION else "",
        )
        Transition.objects.filter(pk=change.pk).update(at=at)
        before = state


def moments(text: str) -> dict[str, datetime.datetime]:
    """What `name:days name:days` says: when each was, that many days ago, in this order."""
    pairs = (pair.split(":") for pair in text.split())
    return {name: days_ago(days) for name, days in pairs}


def days_ago(days: str) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=int(days))
