"""Keeps every address alive when the text at it ends: it shows a text of another language again.

What is decided here is decided after the transaction: while pages are deleted or unpublished one by
one, those that go next still look as if they stayed.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.translation.aliases import ensure_aliases, find_source
from cms.translation.old_addresses import Address, addresses_of, lead_to
from cms.translation.targets import HOME_DEPTH


def refill_deleted(instance: Page, **kwargs: Any) -> None:
    """Once `instance` is deleted, make an alias in its place of a text that is left."""
    key, locale_id = instance.translation_key, instance.locale_id
    addresses = addresses_of(instance)
    transaction.on_commit(lambda: refill(key, locale_id, addresses))


@transaction.atomic
def refill(translation_key: Any, locale_id: int, addresses: Iterable[Address]) -> None:
    """Make the alias, unless nothing is left to show or the whole language has been taken away.

    The `addresses` that the deleted page had lead to the alias.
    """
    rest = find_source(list(Page.objects.filter(translation_key=translation_key)))
    if rest and Page.objects.filter(depth=HOME_DEPTH, locale_id=locale_id).exists():
        ensure_aliases(rest)
        lead_to(Page.objects.get(translation_key=translation_key, locale=locale_id), addresses)


def fall_back_unpublished(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Once `instance` is unpublished, show another published text at its address."""
    page_id = instance.pk
    transaction.on_commit(lambda: fall_back(page_id))


def fall_back(page_id: int) -> None:
    """Make the page an alias of another published version, where that loses nobody's work.

    A translation keeps its strings and its history, so that publishing it again brings it back. A
    text that only the page itself holds stays there as a draft.
    """
    page = Page.objects.filter(pk=page_id, live=False).select_related("alias_of").first()
    if page is None or not (stands_in(page) or is_translated_by_strings(page)):
        return
    others = page.get_translations().filter(live=True)
    successor = find_source(list(others))
    if successor is not None:
        show(successor, page)


def stands_in(page: Page) -> bool:
    return page.alias_of is not None and page.alias_of.locale_id != page.locale_id


def is_translated_by_strings(page: Page) -> bool:
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).exists()


def return_to_original(
    sender: type[Page], instance: Page, alias: bool = False, **kwargs: Any
) -> None:
    """When an original is published again: show it where its translations stood in meanwhile."""
    # Wagtail says so of one that is published on a later day, too.
    if alias or not instance.live:
        return
    translated = Translation.objects.filter(
        source__object_id=instance.translation_key, source__locale_id=instance.locale_id
    ).values("target_locale")
    for page in instance.get_translations().filter(alias_of__locale__in=translated):
        show(instance, page)


def show(text: Page, page: Page) -> None:
    """Let `page` stand in for a translation of `text`, which is published."""
    Page.objects.filter(pk=page.pk).update(alias_of=text, latest_revision=None)
    text.specific.update_aliases()
