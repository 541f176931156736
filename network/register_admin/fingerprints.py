"""Whether an authority is still as somebody saw it: a digest of all that the register knows of it.

The time of the last change would not do: relations change without their authority.
"""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model

from network.models import Authority

PARTS = (
    "names",
    "contact_persons",
    "participations",
    "memberships",
    "signatures",
    "article_links",
)
# What changes by itself, or with each save.
NOT_CONTENT = frozenset({"search_names", "created_at", "updated_at"})


def fingerprint(authority: Authority) -> str:
    """A digest of the rows of `authority` in the database; prefetch PARTS for many."""
    rows = [values_of(authority)]
    for part in PARTS:
        related = sorted(getattr(authority, part).all(), key=lambda row: row.pk or 0)
        rows += [values_of(row) for row in related]
    text = json.dumps(rows, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()


def values_of(row: Model) -> list[Any]:
    """The content of one row, by column."""
    return [
        getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in NOT_CONTENT
    ]
