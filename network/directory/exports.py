"""The directory as files: what is filtered as CSV and JSON, and the participants as CSV."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from cms.spreadsheets import safe_cell
from network.directory.entries import Entry, Relation
from network.models import Participation

CSV_COLUMNS = (
    *("key", "name", "name_language", "official_name", "official_name_language", "other_names"),
    *("kind", "kind_label", "country", "country_name", "region"),
    *("population", "population_year", "website", "latitude", "longitude"),
    *("participant_number", "participant_since", "participant_until", "participant_state"),
    *("networks", "signed_on", "signature_state", "is_example", "address"),
)
PARTICIPANT_COLUMNS = (
    *("number", "name", "kind", "country", "country_name", "joined_on", "is_example"),
)


def as_csv(columns: tuple[str, ...], rows: Iterable[dict[str, Any]]) -> bytes:
    """Rows as CSV in UTF-8, safe to open in a spreadsheet (RFC 4180)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([safe_cell(row[column]) for column in columns] for row in rows)
    return text.getvalue().encode()


def directory_csv(entries: Iterable[Entry], base: str) -> bytes:
    """A line for each authority; `base` is the full address of the directory."""
    return as_csv(CSV_COLUMNS, (csv_row(entry, base) for entry in entries))


def csv_row(entry: Entry, base: str) -> dict[str, Any]:
    """An authority in one line: of several relations of a kind, the latest."""
    latest = {relation.kind: relation for relation in entry.relations}
    participant, signatory = latest.get("participant"), latest.get("signatory")
    return {
        **{column: getattr(entry, column, "") for column in CSV_COLUMNS},
        "other_names": "; ".join(name.name for name in entry.names),
        "region": entry.region.name if entry.region else "",
        "participant_number": participant and participant.number,
        "participant_since": participant and participant.since,
        "participant_until": participant and participant.until,
        "participant_state": participant and participant.state,
        "networks": "; ".join(
            f"{one.network.title} ({one.kind}, {one.state})"
            for one in entry.relations
            if one.network
        ),
        "signed_on": signatory and signatory.since,
        "signature_state": signatory and signatory.state,
        "address": f"{base}{entry.key}/",
    }


def directory_json(entries: list[Entry], base: str) -> bytes:
    """The authorities with their names and relations; `base` as for `directory_csv`."""
    items = [json_item(entry, base) for entry in entries]
    return json.dumps(
        {"count": len(items), "items": items},
        cls=DjangoJSONEncoder,
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def json_item(entry: Entry, base: str) -> dict[str, Any]:
    """An authority as JSON; database keys stay inside."""
    return {
        **{name: value for name, value in vars(entry).items() if name != "pk"},
        "region": entry.region and {"key": entry.region.key, "name": entry.region.name},
        "names": [vars(name) for name in entry.names],
        "relations": [json_relation(relation) for relation in entry.relations],
        "address": f"{base}{entry.key}/",
    }


def json_relation(relation: Relation) -> dict[str, Any]:
    """A relation as JSON."""
    network = relation.network
    return {
        "kind": relation.kind,
        "state": relation.state,
        "since": relation.since,
        "until": relation.until,
        "number": relation.number,
        "network": network and {"slug": network.slug, "title": network.title},
    }


def participants_csv(language: str) -> bytes:
    """Today's participants of the Alliance, by number; two queries."""
    rows = (
        Participation.objects.active()
        .select_related("authority")
        .prefetch_related("authority__names")
        .order_by("number")
    )
    return as_csv(
        PARTICIPANT_COLUMNS,
        (
            {
                "number": row.number,
                "name": row.authority.name_in(language),
                "kind": row.authority.get_kind_display(),
                "country": row.authority.country,
                "country_name": row.authority.country_name,
                "joined_on": row.joined_on,
                "is_example": row.authority.is_example,
            }
            for row in rows
        ),
    )
