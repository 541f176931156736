"""What a table would change: its rows, each with its changes or with what is wrong with it."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _

from network.models import Authority
from network.register_admin.importing.columns import Column


class Outcome(Enum):
    """What becomes of a row."""

    ERROR = "error"
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"

    @property
    def label(self) -> Any:
        return OUTCOME_LABELS[self]


OUTCOME_LABELS = {
    Outcome.ERROR: _("with errors"),
    Outcome.NEW: _("new"),
    Outcome.CHANGED: _("changed"),
    Outcome.UNCHANGED: _("unchanged"),
}


@dataclass(frozen=True)
class Change:
    """A field before and after."""

    column: Column
    old: Any
    new: Any

    @property
    def old_text(self) -> str:
        return self.column.told(self.old)

    @property
    def new_text(self) -> str:
        return self.column.told(self.new)


@dataclass(frozen=True)
class CellError:
    """What is wrong with a cell, or with the whole row where `column` is empty."""

    column: Any
    message: str


@dataclass
class RowPlan:
    """A row of the table: what it says (`values`, by column) and of which authority."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    authority: Authority | None = None
    key: str = ""
    is_new: bool = False
    changes: list[Change] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)

    @property
    def outcome(self) -> Outcome:
        if self.errors:
            return Outcome.ERROR
        if self.is_new:
            return Outcome.NEW
        return Outcome.CHANGED if self.changes else Outcome.UNCHANGED

    @property
    def title(self) -> str:
        """The name of the authority as readers of the report know it."""
        return str(self.values.get("name") or self.authority or self.values.get("key") or "")

    @property
    def known(self) -> Authority:
        """The authority of a row that has one: once it is written, each has."""
        if self.authority is None:
            raise LookupError(self.key)
        return self.authority

    def final(self, name: str) -> Any:
        """The value of a field as it would be after the import."""
        if name in self.values:
            return self.values[name]
        return getattr(self.authority, name) if self.authority else None

    def changed(self, *names: str) -> dict[str, Any]:
        """The new values of those of these columns that change."""
        return {one.column.name: one.new for one in self.changes if one.column.name in names}


@dataclass(frozen=True)
class Plan:
    """All rows; `digest` stands for the table and for what the register says about its rows."""

    rows: list[RowPlan]
    digest: str

    @property
    def counts(self) -> list[tuple[Outcome, int]]:
        """How many rows have each outcome, what somebody has to look at first."""
        counted = Counter(row.outcome for row in self.rows)
        return [(outcome, counted[outcome]) for outcome in Outcome]

    def count(self, outcome: Outcome) -> int:
        return dict(self.counts)[outcome]

    @property
    def has_errors(self) -> bool:
        return any(row.errors for row in self.rows)

    @property
    def to_write(self) -> list[RowPlan]:
        return [row for row in self.rows if row.outcome in (Outcome.NEW, Outcome.CHANGED)]


def digest_of(rows: list[RowPlan], fingerprints: dict[int, str]) -> str:
    """A digest of what is read from a file and of the authorities that it is about."""
    said = [
        (
            row.number,
            row.values,
            fingerprints[row.authority.pk] if row.authority else "",
            [change.column.name for change in row.changes],
            len(row.errors),
        )
        for row in rows
    ]
    text = json.dumps(said, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()
