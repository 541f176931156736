"""Parts of lists: numbered pages, and cursors, which miss nothing while items are added."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db.models import Model, Q, QuerySet
from django.http import Http404
from pydantic import TypeAdapter, ValidationError

from cms.apikit.parameters import InvalidParameters, PageParameters
from cms.apikit.problems import ProblemError
from cms.cache import cached, keeps

T = TypeVar("T")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Order:
    """An order of rows: `columns` as `order_by` takes them, never null, the last one unique.

    `kinds` are the types of their values; strings and numbers within what a database takes.
    """

    columns: tuple[str, ...]
    kinds: tuple[Any, ...]

    @cached_property
    def _place(self) -> TypeAdapter[tuple[Any, ...]]:
        """The order's name, so that no other order takes the cursor, and the values of a row."""
        kinds = (Literal[self._name], *self.kinds)
        return TypeAdapter(tuple[kinds])  # type: ignore[valid-type]

    @property
    def _name(self) -> str:
        return ",".join(self.columns)

    def cursor(self, row: Any) -> str:
        """The place of `row`, for an address."""
        names = [column.removeprefix("-") for column in self.columns]
        written = self._place.dump_json((self._name, *(getattr(row, name) for name in names)))
        return base64.urlsafe_b64encode(written).decode().rstrip("=")

    def after(self, cursor: str) -> Q:
        """What comes behind the place `cursor`; raises InvalidParameters for what is none."""
        try:
            written = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
            _name, *values = self._place.validate_json(written)
        except (binascii.Error, ValidationError) as error:
            raise bad_cursor("This is no cursor of this list.") from error
        behind, same = Q(), Q()
        for column, value in zip(self.columns, values, strict=True):
            name = column.removeprefix("-")
            further = "lt" if column.startswith("-") else "gt"
            behind |= same & Q(**{f"{name}__{further}": value})
            same &= Q(**{name: value})
        # Said once more of the first column alone, by which a database finds the place in an index.
        first = self.columns[0].removeprefix("-")
        bound = "lte" if self.columns[0].startswith("-") else "gte"
        return Q(**{f"{first}__{bound}": values[0]}) & behind


@dataclass(frozen=True)
class Part(Generic[T]):
    """A part of a list, and what its answer says about the whole."""

    rows: list[T]
    count: int
    parameters: PageParameters
    next_cursor: str | None

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of ListPage."""
        by_cursor = self.parameters.cursor is not None
        return {
            "count": self.count,
            "page": None if by_cursor else self.parameters.page,
            "page_size": self.parameters.page_size,
            "next_cursor": self.next_cursor,
        }


def part_of(
    rows: "QuerySet[M]",
    order: Order,
    parameters: PageParameters,
    dressed: "QuerySet[M] | None" = None,
) -> Part[M]:
    """The wanted part of `rows`; two queries, or one while their number is known.

    `dressed` are all rows of the model with whatever else is read of those that are wanted; else
    `rows` say that themselves. Http404 past the last page.
    """
    count = count_of(rows)
    start = start_of_page(parameters, count)
    found = rows.filter(order.after(parameters.cursor)) if parameters.cursor else rows
    # Keys alone are sorted, and what rows carry is read for those that are wanted. One more than
    # these tells whether the list goes on.
    sorted_keys = found.order_by(*order.columns).values("pk")
    keys = sorted_keys[start : start + parameters.page_size + 1]
    carrying = rows if dressed is None else dressed
    wanted = list(carrying.filter(pk__in=keys).order_by(*order.columns))
    part = wanted[: parameters.page_size]
    goes_on = len(wanted) > len(part)
    return Part(part, count, parameters, order.cursor(part[-1]) if goes_on else None)


def count_of(rows: QuerySet) -> int:
    """How many `rows` there are: the dearest part of a list, which has to look at each of them.

    Known until the next change of content, under the very question to the database.
    """
    counted = rows.order_by().values("pk")
    if not keeps():
        return counted.count()
    try:
        question = repr(counted.query.sql_with_params())
    except EmptyResultSet:
        return 0
    return cached(f"count:{hashlib.sha256(question.encode()).hexdigest()}", counted.count)


def part_of_keys(keys: Sequence[int], parameters: PageParameters) -> Part[int]:
    """The wanted part of sorted `keys`, each of which is its own cursor."""
    start = start_of_page(parameters, len(keys))
    if parameters.cursor:
        try:
            start = keys.index(int(parameters.cursor)) + 1
        except ValueError as error:
            raise bad_cursor("The list has no such place, or no longer has it.") from error
    end = start + parameters.page_size
    part = list(keys[start:end])
    goes_on = end < len(keys)
    return Part(part, len(keys), parameters, str(part[-1]) if goes_on else None)


def start_of_page(parameters: PageParameters, count: int) -> int:
    """How many items come before the wanted page; none where a cursor tells the place.

    Http404 past the last page; the first one may be empty.
    """
    if parameters.cursor is not None:
        if parameters.page != 1:
            raise bad_cursor("Give a page or a cursor, not both.")
        return 0
    start = (parameters.page - 1) * parameters.page_size
    if start and start >= count:
        last = max(1, -(-count // parameters.page_size))
        raise Http404(f"The list ends with page {last}.")
    return start


def bad_cursor(message: str) -> InvalidParameters:
    return InvalidParameters([ProblemError(parameter="cursor", location="query", message=message)])
