"""What is the same in all languages of a list that has texts too: rows, or blocks of a stream."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]

# Kept in a serialised row, but different in each version, or said by the order.
OWN_KEYS = frozenset({"pk", "page", "locale", "sort_order"})


@dataclass(frozen=True)
class FactList:
    """How the entries of a list of serialised rows or blocks are the same in all languages.

    key: what an entry keeps in all versions of its page: `translation_key`, of a block its `id`;
        empty where the whole entry is a fact.
    texts: what each language words for itself; of a block, within its value.
    names: those of the `texts` that are lent to a language which has none yet, as names are.
    is_whole: whether all languages have the same entries; else each has those that were translated.
    """

    key: str = ""
    texts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    is_whole: bool = True

    def merge(self, name: str, mine: list[Row], theirs: list[Row], own: set[str]) -> list[Row]:
        """`theirs` in the words of `mine`; of the paths in `own` below `name` also the facts."""
        if not self.key:
            return mine if self.facts(mine) == self.facts(theirs) else theirs
        mine_by_key = {row[self.key]: row for row in mine}
        theirs_by_key = {row[self.key]: row for row in theirs}
        entries = theirs_by_key if self.is_whole else {**mine_by_key, **theirs_by_key}
        return [
            self.in_words_of(mine_by_key.get(key), entries[key], f"{name}.{key}", own)
            for key in (theirs_by_key if self.is_whole else mine_by_key)
        ]

    def in_words_of(self, mine: Row | None, row: Row, path: str, own: set[str]) -> Row:
        """`row` with the texts of `mine`, None where a language gets the row only now."""
        kept = {
            field: fields_of(mine)[field] if mine else ""
            for field in fields_of(row)
            if (field in self.texts and (mine or field not in self.names))
            or (mine and (field in OWN_KEYS - {"sort_order"} or f"{path}.{field}" in own))
        }
        if "value" in row:
            return {**row, "value": {**row["value"], **kept}}
        return {**row, **kept}

    def facts(self, rows: list[Row]) -> list[Row]:
        """What of `rows` is the same in all languages, for comparison."""
        plain = [
            {
                "key": row[self.key] if self.key else "",
                **{
                    field: value
                    for field, value in fields_of(row).items()
                    if field not in OWN_KEYS and field not in self.texts
                },
            }
            for row in rows
        ]
        return plain if self.key else sorted(plain, key=str)


def fields_of(row: Row) -> Mapping[str, Any]:
    """The fields of a row, or of the value of a block."""
    return row.get("value", row)
