"""Rows about a person, found by the e-mail address: applications and contact persons.

docs/privacy.md lists them for readers. What else mentions the person is found by `traces`.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms.models import model_to_dict

from network.applications.privacy import erase_application
from network.applications.transitions import move, next_states
from network.models import ContactPerson
from network.models.applications import Actor, Application, ApplicationState


@dataclass(frozen=True)
class Place:
    """Rows about a person: what of them is given out, and how one is erased.

    `identifying` are the fields whose texts tell who it is, wherever else they are written.
    """

    model: type[Model]
    identifying: tuple[str, ...]
    describe: Callable[[Any], dict[str, Any]]
    erase: Callable[[Any], None]

    @property
    def key(self) -> str:
        return self.model._meta.label

    def find(self, email: str) -> QuerySet:
        return self.model._default_manager.filter(email__iexact=email).order_by("pk")


def describe_application(application: Application) -> dict[str, Any]:
    """All that is kept about an application, its history and remarks; the file as base64."""
    fields = model_to_dict(application, exclude=["decision_document"])
    file = application.decision_document
    if file:
        with file.open("rb"):
            fields["decision_document"] = base64.b64encode(file.read()).decode()
    fields["received_at"] = application.received_at
    fields["consent"] = str(application.consent)
    fields["history"] = list(
        application.transitions.values("from_state", "to_state", "at", "actor", "reason")
    )
    fields["notes"] = list(application.notes.values("text", "at"))
    fields["checklist"] = list(application.checks.values("item", "on"))
    fields["letters"] = list(application.letters.filter(user=None).values("kind", "sent_at"))
    return fields


def withdraw_and_erase(application: Application) -> None:
    """Erase an application; one that is still open ends as its applicant's withdrawal."""
    with transaction.atomic():
        locked = Application.objects.select_for_update().get(pk=application.pk)
        if ApplicationState.WITHDRAWN in next_states(locked, Actor.APPLICANT):
            locked = move(locked.pk, ApplicationState.WITHDRAWN, by=None, actor=Actor.APPLICANT)
        erase_application(locked)


PLACES = (
    Place(
        model=Application,
        identifying=("email", "person_name", "phone"),
        describe=describe_application,
        erase=withdraw_and_erase,
    ),
    Place(
        model=ContactPerson,
        identifying=("email", "name", "phone"),
        describe=model_to_dict,
        erase=lambda contact: contact.delete(),
    ),
)
