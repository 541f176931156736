"""What a table may say about the relations of authorities."""

from math import isclose
from typing import Any

from django.utils.translation import gettext as _

from network.models import Participation, RelationState
from network.register_admin.importing.columns import Column
from network.register_admin.importing.plans import CellError, RowPlan
from network.register_admin.importing.register import Register

PARTICIPATION, MEMBERSHIPS = "participation_", "memberships"
NUMBER = "participation_number"


def participation_of(row: RowPlan) -> Participation | None:
    """The participation that a row is about: that with its number, else the latest."""
    if row.authority is None:
        return None
    rows = sorted(row.authority.participations.all(), key=lambda one: one.pk)
    if NUMBER in row.values:
        rows = [one for one in rows if one.number == row.values[NUMBER]]
    return rows[-1] if rows else None


def current(column: Column, row: RowPlan) -> Any:
    """The present value of a column for the authority, and the participation, of a row."""
    if column.name.startswith(PARTICIPATION):
        participation = participation_of(row)
        return getattr(participation, column.name.removeprefix(PARTICIPATION), None)
    return column.current(row.authority) if row.authority else None


def differs(column: Column, old: Any, new: Any) -> bool:
    """Whether something is to be written. Memberships are added and changed, never taken away."""
    if column.name == MEMBERSHIPS and old:
        return not set(new) <= set(old)
    if isinstance(old, float) and isinstance(new, float):
        # Workbooks keep 15 digits.
        return not isclose(old, new, rel_tol=1e-12)
    return old != new


def check(row: RowPlan, register: Register, columns: dict[str, Column]) -> None:
    """Add what is wrong with the relations that a row names."""
    if row.changed(MEMBERSHIPS):
        check_memberships(row, register, columns[MEMBERSHIPS])
    if any(name.startswith(PARTICIPATION) for name in row.values):
        check_participation(row, register, columns)


def check_memberships(row: RowPlan, register: Register, column: Column) -> None:
    known = set(column.current(row.authority)) if row.authority else set()
    places = [(place.network, place.role) for place in row.values[MEMBERSHIPS]]
    if len(places) != len(set(places)):
        row.errors.append(CellError(column.label, _("A network is named twice in one role.")))
    for place in set(row.values[MEMBERSHIPS]) - known:
        key, _page = register.networks.get(place.network, (None, None))
        if key is None or not register.scope.covers_network(key):
            message = _("“%(network)s” is no network that you work in.")
            row.errors.append(CellError(column.label, message % {"network": place.network}))
        elif place.joined_on and place.left_on and place.left_on < place.joined_on:
            row.errors.append(CellError(column.label, wrong_order()))


def check_participation(row: RowPlan, register: Register, columns: dict[str, Column]) -> None:
    """A number belongs to one authority, for good; nobody takes part twice at a time."""
    stored, number = participation_of(row), row.values.get(NUMBER)
    label = columns[NUMBER].label if NUMBER in columns else NUMBER
    owner = register.number_owners.get(number) if number is not None else None
    if owner is not None and (row.authority is None or owner != row.authority.pk):
        row.errors.append(CellError(label, _("Another authority has this number.")))
    elif stored is None and number is None:
        row.errors.append(CellError(label, _("A participant needs a number.")))
    elif number == 0:
        row.errors.append(CellError(label, _("Numbers begin with 1.")))
    elif stored is None and row.authority:
        active = [
            one.number
            for one in row.authority.participations.all()
            if one.state != RelationState.WITHDRAWN
        ]
        if active:
            message = _("It takes part with the number %(number)d already.")
            row.errors.append(CellError(label, message % {"number": active[0]}))
    joined_on, left_on = (
        row.values.get(f"{PARTICIPATION}{name}", getattr(stored, name, None))
        for name in ("joined_on", "left_on")
    )
    if joined_on and left_on and left_on < joined_on:
        row.errors.append(CellError(label, wrong_order()))


def refuse_repeated_numbers(rows: list[RowPlan], columns: dict[str, Column]) -> None:
    """No number stands in two rows."""
    seen: dict[int, int] = {}
    for row in rows:
        number = row.values.get(NUMBER)
        if number is None:
            continue
        if number in seen:
            message = _("The same number is in row %(row)d.") % {"row": seen[number]}
            row.errors.append(CellError(columns[NUMBER].label, message))
        seen.setdefault(number, row.number)


def wrong_order() -> str:
    return _("The end lies before the beginning.")
