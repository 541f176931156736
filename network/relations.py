"""Changes of an authority's relations, each with its entry in the history."""

import datetime
from typing import TypeVar

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import (
    Membership,
    Participation,
    RelationChange,
    RelationKind,
    RelationState,
    Signature,
)
from network.webhook_events import tell_joined

Relation = TypeVar("Relation", Participation, Membership, Signature)

KINDS = {
    Participation: RelationKind.PARTICIPATION,
    Membership: RelationKind.MEMBERSHIP,
    Signature: RelationKind.SIGNATURE,
}


def change_state(
    relation: Relation,
    state: str,
    *,
    on: datetime.date,
    by: User | None,
    reason: str = "",
) -> RelationChange:
    """Put `relation` into `state` from day `on` and write down who did so and why.

    A withdrawal ends the relation on that day; whoever is active again has not left. `relation`
    itself is brought up to date. Raises ValidationError, in the reader's language, where the
    relation is in that state already or the day lies in the future or before the beginning.
    """
    with transaction.atomic():
        row = type(relation)._base_manager.select_for_update().get(pk=relation.pk)
        refuse_impossible(row, state, on)
        change = record(row, row.state, state, on=on, by=by, reason=reason)
        for field, value in ended(row, state, on).items():
            setattr(row, field, value)
            setattr(relation, field, value)
        row.save()
    return change


def record_beginning(
    relation: Relation,
    *,
    on: datetime.date,
    by: User | None,
    reason: str = "",
) -> RelationChange:
    """Write down that `relation`, which has just been made, begins on day `on`."""
    return record(relation, "", relation.state, on=on, by=by, reason=reason)


def record(
    relation: Relation,
    from_state: str,
    to_state: str,
    *,
    on: datetime.date,
    by: User | None,
    reason: str,
) -> RelationChange:
    """A new entry in the history of `relation`."""
    change = RelationChange.objects.create(
        authority_id=relation.authority_id,
        relation_kind=KINDS[type(relation)],
        relation_id=relation.pk,
        from_state=from_state,
        to_state=to_state,
        on=on,
        by=by,
        reason=reason,
    )
    tell_joined([(relation, change)])
    return change


def ended(
    relation: Relation, state: str, on: datetime.date
) -> dict[str, str | datetime.date | None]:
    """The fields of a relation in `state`. A signature has no day of leaving."""
    if isinstance(relation, Signature):
        return {"state": state}
    return {"state": state, "left_on": on if state == RelationState.WITHDRAWN else None}


def refuse_impossible(relation: Relation, state: str, on: datetime.date) -> None:
    """Raise ValidationError where `relation` cannot go into `state` on that day."""
    if state not in RelationState.values:
        raise ValidationError({"state": _("There is no such state.")})
    if state == relation.state:
        raise ValidationError({"state": _("The relation is in this state already.")})
    if on > timezone.localdate():
        raise ValidationError({"on": _("The day lies in the future.")})
    began = relation.signed_on if isinstance(relation, Signature) else relation.joined_on
    if began is not None and on < began:
        raise ValidationError({"on": _("The day lies before the beginning of the relation.")})
