"""Writes the relations that the rows of a table name, with the history of their states."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from network.models import (
    Membership,
    NetworkPage,
    Participation,
    RelationChange,
    RelationState,
    Signature,
)
from network.models.numbers import remember_number
from network.register_admin.importing.lists import Place
from network.register_admin.importing.plans import RowPlan
from network.register_admin.importing.relation_rules import (
    MEMBERSHIPS,
    PARTICIPATION,
    participation_of,
)
from network.webhook_events import tell_joined

BATCH = 500
SIGNATURE = "signature_"


class History:
    """The changes of states that an import makes, written all at once."""

    def __init__(self, by: Any) -> None:
        self.by = by
        self.begun: list[Any] = []
        self.changes: list[RelationChange] = []
        self.told: list[tuple[Any, RelationChange]] = []

    def begin(self, relation: Any) -> None:
        """`relation` is to be made."""
        self.begun.append(relation)

    def change(self, relation: Any, values: dict[str, Any]) -> None:
        """Give a stored relation these values."""
        before = relation.state
        for name, value in values.items():
            setattr(relation, name, value)
        relation.save()
        if relation.state != before:
            self.changes.append(self.entry(relation, before))

    def entry(self, relation: Any, before: str) -> RelationChange:
        began = getattr(relation, "joined_on", None) or getattr(relation, "signed_on", None)
        ended = getattr(relation, "left_on", None)
        is_end = relation.state == RelationState.WITHDRAWN
        day = ended if is_end else (None if before else began)
        change = RelationChange(
            authority_id=relation.authority_id,
            relation_kind=relation._meta.model_name,
            relation_id=relation.pk,
            from_state=before,
            to_state=relation.state,
            on=day or timezone.localdate(),
            by=self.by,
        )
        self.told.append((relation, change))
        return change

    def write(self) -> None:
        """Make the new relations and write down all changes."""
        models: tuple[Any, ...] = (Participation, Membership, Signature)
        for model in models:
            new = [one for one in self.begun if isinstance(one, model)]
            made = model._base_manager.bulk_create(new, batch_size=BATCH)
            self.changes += [self.entry(relation, "") for relation in made]
        RelationChange.objects.bulk_create(self.changes, batch_size=BATCH)
        tell_joined(self.told)


def write(rows: Sequence[RowPlan], by: Any) -> None:
    """Write the relations of rows whose authorities are in the register."""
    history = History(by)
    pages = dict(NetworkPage.objects.order_by("-pk").values_list("slug", "pk"))
    for row in rows:
        write_participation(row, history)
        write_signature(row, history)
        write_memberships(row, history, pages)
    numbered = [one for one in history.begun if isinstance(one, Participation)]
    if numbered:
        remember_number(max(numbered, key=lambda one: one.number))
    history.write()


def named(row: RowPlan, prefix: str) -> dict[str, Any]:
    return {
        change.column.name.removeprefix(prefix): change.new
        for change in row.changes
        if change.column.name.startswith(prefix)
    }


def write_participation(row: RowPlan, history: History) -> None:
    values = named(row, PARTICIPATION)
    stored = participation_of(row) if values and not row.is_new else None
    if stored:
        history.change(stored, values)
    elif values:
        history.begin(Participation(authority=row.authority, **values))


def write_signature(row: RowPlan, history: History) -> None:
    values = named(row, SIGNATURE)
    stored = None if row.is_new or not values else row.known.signatures.first()
    if stored:
        history.change(stored, values)
    elif values:
        history.begin(Signature(authority=row.authority, **values))


def write_memberships(row: RowPlan, history: History, pages: dict[str, int]) -> None:
    if not row.changed(MEMBERSHIPS):
        return
    stored = {
        (one.network.slug, one.role): one
        for one in Membership.objects.filter(authority_id=row.known.pk).select_related("network")
    }
    for place in row.values[MEMBERSHIPS]:
        write_place(place, stored.get((place.network, place.role)), row, history, pages)


def write_place(
    place: Place, stored: Membership | None, row: RowPlan, history: History, pages: dict[str, int]
) -> None:
    values = {"joined_on": place.joined_on, "left_on": place.left_on, "state": place.state}
    if stored is None:
        history.begin(
            Membership(
                authority=row.authority,
                network_id=pages[place.network],
                role=place.role,
                **values,
            )
        )
    elif any(getattr(stored, name) != value for name, value in values.items()):
        history.change(stored, values)
