"""Puts faults of the trees right. Everything is read anew: other faults were mended before."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.fields import get_translatable_fields

from cms.cache import bump_content_version
from cms.translation.aliases import ensure_aliases
from cms.translation.fallback import show
from cms.translation.sources import comparable, serialise


def read(page_id: int) -> Any:
    return Page.objects.get(pk=page_id).specific


def write_url_path(page_id: int, url_path: str) -> None:
    Page.objects.filter(pk=page_id).update(url_path=url_path)
    transaction.on_commit(bump_content_version)


def move(page_id: int, parent_id: int) -> None:
    read(page_id).move(read(parent_id), pos="last-child")


def show_page(text_id: int, page_id: int) -> None:
    """Let a page stand in for a translation of another, published if that is."""
    text, page = read(text_id), read(page_id)
    if text.live:
        show(text, page)
    else:
        Page.objects.filter(pk=page.pk).update(alias_of=text, live=False)
        transaction.on_commit(bump_content_version)


def unpublish(page_id: int) -> None:
    read(page_id).unpublish(log_action=False)


def fill(page_id: int) -> None:
    ensure_aliases(read(page_id))


def put_in_order(page_ids: Iterable[int]) -> None:
    """Place siblings one behind the other."""
    for before, after in pairwise(page_ids):
        read(after).move(read(before), pos="right")


def have_same_words(page: Page, other: Page) -> bool:
    """Whether every translatable text of two pages of one type is the same."""
    ours, theirs = page.specific, other.specific
    ours_data, theirs_data = serialise(ours), serialise(theirs)
    names = [
        field.field_name
        for field in get_translatable_fields(type(ours))
        if field.is_translated(ours) and ours._meta.get_field(field.field_name).concrete
    ]
    return all(
        comparable(ours, ours_data, name) == comparable(theirs, theirs_data, name) for name in names
    )
