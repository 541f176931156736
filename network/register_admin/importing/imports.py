"""An import: which columns of a table are read, what they would change, and the change."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from network.register_admin.importing.applying import apply
from network.register_admin.importing.columns import TRANSLATION, Column, all_columns, guess
from network.register_admin.importing.planning import make_plan
from network.register_admin.importing.plans import Plan
from network.register_admin.importing.progress import Progress, untold
from network.register_admin.importing.refusals import RefusedCell, RefusedFile
from network.register_admin.importing.tables import Table
from network.register_admin.importing.values import language
from network.scope import Scope


class PlanChanged(Exception):
    """What would be written is not what was agreed to; `plan` is what it is now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


def columns_for(header: Iterable[str], may_decide: bool) -> dict[str, Column]:
    """The columns that may be read from a table with this header, by name.

    Among them one for the names in each language that a heading names. Participation is for the
    secretariat (`may_decide`).
    """
    known = all_columns()
    named = [heading.strip() for heading in header if heading.strip().startswith(TRANSLATION)]
    more = [heading.removeprefix(TRANSLATION) for heading in named if heading not in known]
    columns = all_columns([code for code in more if is_language(code)])
    return {name: column for name, column in columns.items() if may_decide or not column.decided}


def is_language(code: str) -> bool:
    try:
        return bool(language(code))
    except RefusedCell:
        return False


def guessed_mapping(table: Table, may_decide: bool) -> list[str]:
    """The names of the columns that the headings of `table` are most likely for."""
    return guess(table.header, columns_for(table.header, may_decide).values())


def to_columns(table: Table, mapping: Sequence[str], may_decide: bool) -> list[Column | None]:
    """The columns called so. Raises RefusedFile where none, or one twice, is read."""
    columns = columns_for(table.header, may_decide)
    chosen = [name for name in mapping if name]
    twice = next((name for name in chosen if chosen.count(name) > 1), None)
    if twice and twice in columns:
        raise RefusedFile(
            _("Two columns of the file are read as “%(column)s”.")
            % {"column": columns[twice].label}
        )
    if not any(name in columns for name in chosen):
        raise RefusedFile(_("No column of the file is read. Say what the columns are."))
    return [columns.get(name) for name in mapping]


def carry_out(
    table: Table,
    columns: Sequence[Column | None],
    scope: Scope,
    by: Any,
    *,
    seen: str | None,
    country: str = "",
    progress: Progress = untold,
) -> Plan:
    """Write the table into the register, all of it or nothing.

    `seen` is the digest of the plan that somebody has agreed to. Raises PlanChanged, having
    written nothing, if that is no longer what would happen, or if there are errors.
    """
    with transaction.atomic():
        plan = make_plan(table, columns, scope, country=country, is_locked=True, progress=progress)
        if plan.has_errors or seen not in (None, plan.digest):
            raise PlanChanged(plan)
        apply(plan, by, progress)
    return plan
