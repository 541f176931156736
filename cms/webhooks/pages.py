"""Writes down what happens to pages: that is Wagtail's to tell, by signals.

Only what the public could see, before or after, is told: no draft, no private page. Stand-ins for
missing translations (aliases) are not told of: they change with the page that they show.
"""

from copy import copy
from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.webhooks.events import record
from cms.webhooks.models import EventType


def connect() -> None:
    """Listen; called once, when the app registry is ready."""
    page_published.connect(published, dispatch_uid="cms_webhooks_published")
    page_unpublished.connect(unpublished, dispatch_uid="cms_webhooks_unpublished")
    pre_save.connect(renamed, dispatch_uid="cms_webhooks_renamed")
    post_page_move.connect(moved, dispatch_uid="cms_webhooks_moved")
    pre_delete.connect(deleted, sender=Page, dispatch_uid="cms_webhooks_deleted")
    post_save.connect(
        made_private, sender=PageViewRestriction, dispatch_uid="cms_webhooks_made_private"
    )
    post_delete.connect(
        made_public, sender=PageViewRestriction, dispatch_uid="cms_webhooks_made_public"
    )


def tell(event_type: EventType, page: Page, **more: Any) -> None:
    """Write down an event of `page`, which the public sees."""
    record(
        event_type,
        object_key(page),
        lambda: {**ids(page), **public_facts(page), **more},
        language=page.locale.language_code,
        page=page,
    )


def tell_gone(event_type: EventType, page: Page) -> None:
    """Write down that the public does not see `page` any more: its ids and nothing else."""
    record(
        event_type,
        object_key(page),
        lambda: ids(page),
        language=page.locale.language_code,
        page=page,
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


def is_told_of(page: Page) -> bool:
    """Whether the page is one that the public sees, where it stands now."""
    return page.live and page.alias_of_id is None and is_public(page)


def is_public(page: Page) -> bool:
    return not page.get_view_restrictions().exists()


def published(instance: Page, **kwargs: Any) -> None:
    if is_told_of(instance):
        tell(EventType.PAGE_PUBLISHED, instance)


def unpublished(instance: Page, **kwargs: Any) -> None:
    """Wagtail unpublishes in memory what is being deleted: that is told as a deletion alone."""
    is_deleted = Page.objects.filter(pk=instance.pk, live=True).exists()
    if instance.alias_of_id is None and not is_deleted and is_public(instance):
        tell_gone(EventType.PAGE_UNPUBLISHED, instance)


def deleted(instance: Page, **kwargs: Any) -> None:
    if is_told_of(instance):
        tell_gone(EventType.PAGE_DELETED, instance)


def renamed(instance: Any, raw: bool, update_fields: frozenset[str] | None, **kwargs: Any) -> None:
    """Before a page is saved: whether its slug is another one than readers know.

    Wagtail tells of it too, but after the transaction, when it may be too late.
    """
    if raw or not isinstance(instance, Page) or not instance.pk or not instance.live:
        return
    if update_fields is not None and "slug" not in update_fields:
        return
    before = Page.objects.filter(pk=instance.pk, live=True).exclude(slug=instance.slug).first()
    if before is not None and is_told_of(instance):
        tell(EventType.PAGE_MOVED, instance, previous_address=before.full_url)


def moved(
    instance: Page,
    parent_page_before: Page,
    url_path_before: str,
    url_path_after: str,
    **kwargs: Any,
) -> None:
    """A page that moves into a private section, or out of one, goes or comes for the public."""
    if url_path_before == url_path_after:
        return
    was_public = is_public(parent_page_before)
    if was_public and is_told_of(instance):
        before = copy(instance)
        before.url_path = url_path_before
        tell(EventType.PAGE_MOVED, instance, previous_address=before.full_url)
    elif was_public and not has_own_restriction(instance):
        withdraw_tree(instance)
    elif not was_public:
        show_tree(instance)


def has_own_restriction(page: Page) -> bool:
    return page.view_restrictions.exists()


def made_private(instance: PageViewRestriction, created: bool, **kwargs: Any) -> None:
    others = instance.page.get_view_restrictions().exclude(pk=instance.pk)
    if created and not others.exists():
        withdraw_tree(instance.page)


def made_public(instance: PageViewRestriction, origin: Any, **kwargs: Any) -> None:
    """A private page that is being deleted loses its restriction first, and stays unknown."""
    cause = origin.model if isinstance(origin, QuerySet) else type(origin)
    if cause is PageViewRestriction and is_public(instance.page):
        show_tree(instance.page)


def withdraw_tree(page: Page) -> None:
    """The public does not see these pages any more, those below `page` too."""
    for each in live_pages(page):
        tell_gone(EventType.PAGE_UNPUBLISHED, each)


def show_tree(page: Page) -> None:
    """The public sees these pages now, but for what is private in itself."""
    for each in live_pages(page):
        published(each)


def live_pages(page: Page) -> list[Page]:
    pages = Page.objects.descendant_of(page, inclusive=True).live().filter(alias_of=None)
    return list(pages.select_related("locale").order_by("path"))
