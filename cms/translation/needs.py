"""What needs a page, so that it cannot be deleted: rows that refer to it and may not lose it."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import models
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models

# So many are named; the others are counted.
NAMED = 5


def needed_by(page: Page) -> str:
    """Names what needs `page` or a page below it; nothing where it can go.

    As many queries for any number of pages and rows: one for each relation that protects.
    """
    below = page.get_descendants(inclusive=True).order_by().values("pk")
    rows = [
        row
        for model, field in protecting_relations()
        for row in model._base_manager.filter(**{f"{field}__in": below})
    ]
    return names(rows)


def protecting_relations() -> Iterator[tuple[type[models.Model], str]]:
    """The models that keep pages from being deleted, each with the field that refers to them."""
    found: dict[tuple[type[models.Model], str], None] = {}
    for model in get_page_models():
        for relation in model._meta.related_objects:
            if relation.on_delete in (models.PROTECT, models.RESTRICT):
                found[relation.related_model, relation.field.name] = None
    yield from found


def names(rows: Iterable[Any]) -> str:
    """What rows are called, in a sentence's place; only their number past the first few."""
    rows = sorted(rows, key=str)
    named = [f"“{row}” ({row._meta.verbose_name})" for row in islice(rows, NAMED)]
    if len(rows) > NAMED:
        named.append(_("%(number)d more") % {"number": len(rows) - NAMED})
    return get_text_list(named, _("and"))


def refusal(needing: str) -> str:
    """Says why a page stays. `needing` as from `needed_by`."""
    return _("Needed by %(names)s.") % {"names": needing}
