"""Rows of a form that somebody has deleted while it was open: their content comes back as new."""

from typing import Any

from django.http import QueryDict

from network.models import Authority

TOTAL, INITIAL = "TOTAL_FORMS", "INITIAL_FORMS"
MOST_ROWS = 1000


def with_gone_rows_as_new(data: QueryDict, authority: Authority, relations: Any) -> QueryDict:
    """What was sent, its rows that are no longer stored behind the others and without their keys.

    Formsets take a row for a stored one by its place, and fail where it is not there.
    """
    data = data.copy()
    for relation in relations:
        total = data.get(f"{relation}-{TOTAL}", "")
        if not total.isdecimal() or int(total) > MOST_ROWS:
            continue
        rows = [row_of(data, f"{relation}-{number}-") for number in range(int(total))]
        stored = {str(row.pk) for row in getattr(authority, relation).all()}
        gone = [row for row in rows if row.get("id") and row["id"] not in stored]
        if not gone:
            continue
        known = [row for row in rows if row.get("id") in stored]
        new = [{**row, "id": ""} for row in rows if row.get("id") not in stored]
        for number, row in enumerate([*known, *new]):
            for field in {field for one in rows for field in one}:
                data[f"{relation}-{number}-{field}"] = row.get(field, "")
        data[f"{relation}-{INITIAL}"] = str(len(known))
    return data


def row_of(data: QueryDict, prefix: str) -> dict[str, str]:
    """The fields of one row by their names."""
    return {key.removeprefix(prefix): str(data[key]) for key in data if key.startswith(prefix)}
