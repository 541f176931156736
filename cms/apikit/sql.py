"""Rows of a child table as one value, so that a page and its rows are read by one query."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Aggregate, JSONField, QuerySet, Subquery
from django.db.models.functions import JSONArray
from django.db.models.sql.compiler import SQLCompiler


class JsonList(Aggregate):
    """Values of a group as a JSON list, in no order; None or empty where there are none."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def rows_as_json(rows: QuerySet, group: str, *columns: Any) -> Subquery:
    """The `columns` of `rows` as a list of lists; `group` is the column that ties them together."""
    grouped = rows.order_by().values(group).annotate(json_rows=JsonList(JSONArray(*columns)))
    return Subquery(grouped.values("json_rows"), output_field=JSONField())


def sort_order(row: list[Any]) -> tuple[int, int]:
    """Key for rows that begin with Wagtail's `sort_order`, which may be empty, and their key."""
    return row[0] or 0, row[1]
