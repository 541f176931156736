"""Compares a table with the register, without changing anything."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from network.models import Authority
from network.models.kinds import REGION_KINDS
from network.register_admin.fingerprints import fingerprint
from network.register_admin.importing import relation_rules
from network.register_admin.importing.columns import Column
from network.register_admin.importing.plans import (
    CellError,
    Change,
    Plan,
    RowPlan,
    digest_of,
)
from network.register_admin.importing.progress import Progress, Stage, counted, untold
from network.register_admin.importing.register import Region, Regions, Register
from network.register_admin.importing.tables import Table
from network.register_admin.keys import new_key
from network.scope import Scope
from network.search_names import normalise_name

REQUIRED = ("name", "kind", "country")


def make_plan(
    table: Table,
    mapping: Sequence[Column | None],
    scope: Scope,
    *,
    country: str = "",
    is_locked: bool = False,
    progress: Progress = untold,
) -> Plan:
    """What `table` would change in the authorities of `scope`.

    `mapping` gives the column for each place of its header, None for what is not read; `country`
    is that of rows without one. `is_locked` keeps the authorities from changing until the end of
    the transaction. `progress` is told now and then how many rows are read and compared.
    """
    rows = [
        parse_row(number, cells, mapping, country)
        for number, cells in counted(table.rows, Stage.READ, progress)
    ]
    keys = {row.values["key"] for row in rows if "key" in row.values}
    countries = {row.values["country"] for row in rows if "country" in row.values}
    register = Register(scope, keys, countries, is_locked)
    columns = [column for column in mapping if column is not None]
    Planner(rows, columns, register).plan(progress)
    prints = {row.authority.pk: fingerprint(row.authority) for row in rows if row.authority}
    return Plan(rows, digest_of(rows, prints))


def parse_row(
    number: int, cells: Sequence[Any], mapping: Sequence[Column | None], country: str
) -> RowPlan:
    """What a row says. Empty cells say nothing."""
    row = RowPlan(number)
    for cell, column in zip(cells, mapping, strict=False):
        if column is None or cell is None:
            continue
        try:
            row.values[column.name] = column.parse(cell)
        except ValidationError as error:
            row.errors.append(CellError(column.label, " ".join(error.messages)))
    if country:
        row.values.setdefault("country", country)
    return row


class Planner:
    """Finds the authority of each row, and what would change of it."""

    def __init__(self, rows: list[RowPlan], columns: list[Column], register: Register) -> None:
        self.rows, self.register = rows, register
        self.columns = {column.name: column for column in columns}
        in_table = {row.values["key"] for row in rows if "key" in row.values}
        self.taken = register.keys | in_table
        self.seen: dict[Any, int] = {}

    def plan(self, progress: Progress) -> None:
        for row in self.rows:
            self.identify(row)
        self.regions = Regions([*self.register.regions(), *self.new_regions()])
        for row in counted(self.rows, Stage.COMPARE, progress):
            self.place(row)
            self.compare(row)
            relation_rules.check(row, self.register, self.columns)
        self.refuse_circles()
        relation_rules.refuse_repeated_numbers(self.rows, self.columns)

    def refuse(self, row: RowPlan, column: str, message: str) -> None:
        label = self.columns[column].label if column in self.columns else ""
        row.errors.append(CellError(label, message))

    def identify(self, row: RowPlan) -> None:
        """Find the authority of a row, by key, else by name and country; or make a key for it."""
        country, key = row.values.get("country"), row.values.get("key")
        if country and not self.register.scope.covers(country):
            self.refuse(row, "country", _("You do not work in this country."))
            return
        if key:
            row.authority = self.register.by_key.get(key)
            if row.authority is None:
                self.refuse_taken(row, key)
        elif "name" in row.values and country:
            self.identify_by_name(row)
        elif not row.errors:
            self.refuse(row, "", _("A row needs a key, or a name and a country."))
        row.is_new = row.authority is None
        row.key = row.authority.key if row.authority else key or self.new_key(row)
        self.refuse_second(row)

    def identify_by_name(self, row: RowPlan) -> None:
        found = self.register.named(row.values["country"], row.values["name"])
        if len(found) > 1:
            found = [one for one in found if self.fits(one, row)] or found
        if len(found) > 1:
            keys = ", ".join(one.key for one in found[:5])
            self.refuse(
                row,
                "name",
                _("Several authorities have this name. Say which by its key: %(keys)s.")
                % {"keys": keys},
            )
        row.authority = found[0] if found else None

    def fits(self, authority: Authority, row: RowPlan) -> bool:
        """Whether kind and region are those of the row, as far as it tells them."""
        kind, region = row.values.get("kind"), row.values.get("region")
        names = (
            [authority.region.key, *authority.region.search_names.split("\n")]
            if (authority.region)
            else []
        )
        return (not kind or authority.kind == kind) and (
            not region or region in names or normalise_name(region) in names
        )

    def refuse_taken(self, row: RowPlan, key: str) -> None:
        """Refuse a new key of an authority out of reach, or for one that is there with another."""
        if key in self.register.keys:
            self.refuse(row, "key", _("This key belongs to another authority."))
            return
        country, name = row.values.get("country"), row.values.get("name")
        same = [
            one for one in self.register.named(country or "", name or "") if self.fits(one, row)
        ]
        if same:
            self.refuse(
                row,
                "key",
                _("It is in the register with the key “%(key)s”. Use that, or tell the two apart.")
                % {"key": same[0].key},
            )

    def new_key(self, row: RowPlan) -> str:
        name, country = row.values.get("name", ""), row.values.get("country", "")
        key = new_key(country, name, row.values.get("name_language", ""), self.taken)
        self.taken.add(key)
        return key

    def refuse_second(self, row: RowPlan) -> None:
        """Each authority is in a table once."""
        values = row.values
        named = (values.get("country"), normalise_name(values.get("name", "")))
        identity = row.key if row.authority or "key" in values else named
        if identity in self.seen:
            self.refuse(
                row,
                "",
                _("The same authority is in row %(number)d.") % {"number": self.seen[identity]},
            )
        self.seen.setdefault(identity, row.number)

    def new_regions(self) -> list[Region]:
        return [
            Region(row.key, row.values["country"], (normalise_name(row.values["name"]),))
            for row in self.rows
            if row.authority is None
            and row.values.get("kind") in REGION_KINDS
            and "country" in row.values
            and "name" in row.values
        ]

    def place(self, row: RowPlan) -> None:
        """Put the key of the region in the place of what the row calls it."""
        country = row.final("country")
        if "region" in row.values:
            region = self.regions.find(row.values["region"], country)
            if region is None:
                self.refuse(
                    row, "region", _("There is no such region, or more than one. Give its key.")
                )
                return
            row.values["region"] = region.key
            if region.country != country:
                self.refuse(row, "region", _("The region lies in another country."))
        stays_in = row.authority.region if row.authority else None
        if stays_in and "region" not in row.values and stays_in.country != country:
            self.refuse(row, "country", _("The region lies in another country."))

    def compare(self, row: RowPlan) -> None:
        """Write down what changes; a new authority needs some of its fields."""
        if row.authority is None:
            for name in REQUIRED:
                if name not in row.values and not row.errors:
                    missing = self.columns[name].label if name in self.columns else name
                    message = _("A new authority needs this.")
                    row.errors.append(CellError(missing, message))
        for name, value in row.values.items():
            column = self.columns.get(name)
            if column is None or (name == "key" and row.authority):
                continue
            old = relation_rules.current(column, row) if row.authority else None
            if relation_rules.differs(column, old, value):
                row.changes.append(Change(column, old, value))

    def refuse_circles(self) -> None:
        """No authority lies in itself, however many regions lie between."""
        above = {
            one.key: one.region.key for one in self.register.authorities if one.region is not None
        }
        above |= {row.key: row.values["region"] for row in self.rows if "region" in row.values}
        for row in self.rows:
            if not row.changed("region"):
                continue
            passed, at = {row.key}, above.get(row.key)
            while at and at not in passed:
                passed.add(at)
                at = above.get(at)
            if at == row.key:
                self.refuse(row, "region", _("An authority cannot lie in itself."))
