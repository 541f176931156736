"""Writes down what happens to pages: that is Wagtail's to tell, by signals.

Only what the public could see, before or after, is told: no draft, no private page. Stand-ins for
missing translations (aliases) are not told of: they change with the page that they show.
"""

from collections.abc import Collection, Iterable
from copy import copy
from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, post_page_move

from cms.webhooks.events import record
from cms.webhooks.models import EventType


def connect() -> None:
    """Listen; called once, when the app registry is ready."""
    page_published.connect(published, dispatch_uid="cms_webhooks_published")
    pre_save.connect(saved, dispatch_uid="cms_webhooks_saved")
    post_page_move.connect(moved, dispatch_uid="cms_webhooks_moved")
    pre_delete.connect(deleted, sender=Page, dispatch_uid="cms_webhooks_deleted")
    post_save.connect(
        made_private, sender=PageViewRestriction, dispatch_uid="cms_webhooks_made_private"
    )
    post_delete.connect(
        made_public, sender=PageViewRestriction, dispatch_uid="cms_webhooks_made_public"
    )


def tell(event_type: EventType, page: Page, also_in: Collection[Page] = (), **more: Any) -> None:
    """Write down an event of `page`, which the public sees."""
    record(
        event_type,
        object_key(page),
        lambda: {**ids(page), **public_facts(page), **more},
        language=page.locale.language_code,
        places=[page, *also_in],
    )


def tell_gone(event_type: EventType, page: Page, also_in: Collection[Page] = ()) -> None:
    """Write down that the public does not see `page` any more: its ids and nothing else."""
    record(
        event_type,
        object_key(page),
        lambda: ids(page),
        language=page.locale.language_code,
        places=[page, *also_in],
    )


def object_key(page: Page) -> str:
    return f"page:{page.pk}"


def ids(page: Page) -> dict[str, Any]:
    return {"id": page.pk, "translation_key": page.translation_key}


def public_facts(page: Page) -> dict[str, Any]:
    return {
        "page_type": page.cached_content_type.model_class()._meta.label,
        "language": page.locale.language_code,
        "address": page.full_url,
    }


def is_text(page: Page) -> bool:
    """Whether readers have a text of its own from it, wherever it stands."""
    return page.live and page.alias_of_id is None


def is_public(page: Page) -> bool:
    return not page.get_view_restrictions().exists()


def is_told_of(page: Page) -> bool:
    """Whether the page is one that the public sees, where it stands now."""
    return is_text(page) and is_public(page)


def published(instance: Page, **kwargs: Any) -> None:
    if is_told_of(instance):
        tell(EventType.PAGE_PUBLISHED, instance)


def deleted(instance: Page, **kwargs: Any) -> None:
    if is_told_of(instance):
        tell_gone(EventType.PAGE_DELETED, instance)


def saved(instance: Any, raw: bool, update_fields: frozenset[str] | None, **kwargs: Any) -> None:
    """Before a page is saved: what it takes from readers, and whether its slug is a new one.

    Wagtail tells of slugs too, but after the transaction, when it may be too late; and of a page
    that is unpublished, but not of one that is scheduled anew or made an alias.
    """
    if raw or not isinstance(instance, Page) or not instance.pk:
        return
    before = Page.objects.filter(pk=instance.pk).select_related("locale").first()
    if before is None:
        return

    def writes(*names: str) -> bool:
        return update_fields is None or not update_fields.isdisjoint(names)

    if writes("live", "alias_of", "alias_of_id") and is_text(before) and not is_text(instance):
        if is_public(before):
            tell_gone(EventType.PAGE_UNPUBLISHED, before)
    elif writes("slug") and instance.slug != before.slug and is_public(before):
        kept, last = before.url_path.rstrip("/"), len(before.slug)
        tell_moved(before, before.url_path, f"{kept[: len(kept) - last]}{instance.slug}/")


def moved(
    instance: Page,
    parent_page_before: Page,
    parent_page_after: Page,
    url_path_before: str,
    url_path_after: str,
    **kwargs: Any,
) -> None:
    """A page that moves into a private section, or out of one, goes or comes for the public."""
    if url_path_before == url_path_after:
        return
    # The move may have given it another place among its siblings.
    left = Page.objects.get(pk=parent_page_before.pk)
    was_public, is_now = is_public(left), is_public(parent_page_after)
    if was_public and is_now:
        tell_moved(instance, url_path_before, url_path_after, also_in=[left])
    elif was_public:
        withdraw(texts_below(instance, restrictions_below(instance)), also_in=[left])
    elif is_now:
        show(texts_below(instance, restrictions_below(instance)))


def tell_moved(page: Page, before: str, after: str, also_in: Collection[Page] = ()) -> None:
    """Write down that `page` has another URL path, or where readers do not see it as a text, each
    of the first ones that they see below it.
    """
    for each in topmost(texts_below(page, restrictions_below(page))):
        addresses = []
        for prefix in (before, after):
            there = copy(each)
            there.url_path = prefix + each.url_path.removeprefix(page.url_path)
            addresses.append(there.full_url)
        if addresses[0] != addresses[1]:
            tell(EventType.PAGE_MOVED, there, also_in, previous_address=addresses[0])


def made_private(instance: PageViewRestriction, created: bool, **kwargs: Any) -> None:
    others = instance.page.get_view_restrictions().exclude(pk=instance.pk)
    if created and not others.exists():
        below = restrictions_below(instance.page).exclude(pk=instance.pk)
        withdraw(texts_below(instance.page, below))


def made_public(instance: PageViewRestriction, origin: Any, **kwargs: Any) -> None:
    """A private page that is being deleted loses its restriction first, and stays unknown."""
    cause = origin.model if isinstance(origin, QuerySet) else type(origin)
    if cause is PageViewRestriction and is_public(instance.page):
        show(texts_below(instance.page, restrictions_below(instance.page)))


def withdraw(pages: Iterable[Page], also_in: Collection[Page] = ()) -> None:
    """The public does not see these pages any more."""
    for page in pages:
        tell_gone(EventType.PAGE_UNPUBLISHED, page, also_in)


def show(pages: Iterable[Page]) -> None:
    """The public sees these pages now."""
    for page in pages:
        tell(EventType.PAGE_PUBLISHED, page)


def restrictions_below(page: Page) -> QuerySet[PageViewRestriction]:
    """What makes `page` itself or pages below it private."""
    return PageViewRestriction.objects.filter(page__path__startswith=page.path)


def texts_below(page: Page, restrictions: QuerySet[PageViewRestriction]) -> list[Page]:
    """The texts at and below `page` that none of `restrictions` makes private, from the top."""
    pages = Page.objects.descendant_of(page, inclusive=True).live().filter(alias_of=None)
    for path in restrictions.values_list("page__path", flat=True):
        pages = pages.exclude(path__startswith=path)
    return list(pages.select_related("locale").order_by("path"))


def topmost(pages: Iterable[Page]) -> list[Page]:
    """Those of `pages`, which come in the order of the tree, that stand below none of them."""
    found: list[Page] = []
    for page in pages:
        if not found or not page.path.startswith(found[-1].path):
            found.append(page)
    return found
