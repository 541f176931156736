"""Questions to the database that are put together once, and asked again with other values.

To put a question of some joins together takes Django several times as long as to read the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet, Value


@dataclass(frozen=True)
class Slot:
    """The place of a value: number `place` of those that are given as `name`."""

    name: str
    place: int


def slots(name: str, number: int) -> list[Value]:
    """Places for so many values, for a condition such as `pk__in`."""
    return [Value(Slot(name, place)) for place in range(number)]


class Prepared:
    """The question that `rows` ask, of `values_list()`, with slots for what changes."""

    def __init__(self, rows: QuerySet) -> None:
        self.sql, self.parameters = rows.query.sql_with_params()

    def rows(self, **values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """The answer, with `values` by the names of their slots; one query.

        Values are given and returned as the database has them: see `Field.get_db_prep_value` and
        `to_python` for types that not every database knows.
        """
        parameters = [
            values[given.name][given.place] if isinstance(given, Slot) else given
            for given in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            return cursor.fetchall()
