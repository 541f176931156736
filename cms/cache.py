"""A version of everything published: what is cached under it is renewed by any change.

Readers get cached furniture without a query. Whatever could change it (a publication, a setting,
a row of the register) raises the version, in every process that shares the cache.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move

VERSION_KEY = "cms:content-version"
# Processes that do not share a cache (no REDIS_URL) see a change of another one after this time.
SECONDS = 60
WATCHED_APPS = frozenset(
    "cms cms_terminology home network news wagtailcore wagtailredirects".split()
)
WATCHED_CLASSES = (Page, AbstractImage, AbstractRendition, AbstractDocument)
# What is written without changing anything that readers see.
UNWATCHED_MODELS = frozenset(
    "comment commentreply modellogentry pagelogentry referenceindex revision "
    "uploadedfile pagepreview "
    # Of applications and contact persons: readers see none of it, and anybody can send a form.
    "application applicationcheck applicationnote contactperson letter participantnumbers "
    "personaldatalog registerupload statuslink transition usecount".split()
)

# What Wagtail notes on a page or a text when a draft of it is kept.
DRAFT_FIELDS = frozenset(
    "latest_revision latest_revision_created_at draft_title has_unpublished_changes".split()
)

T = TypeVar("T")


def content_version() -> int:
    """The current version; the same number as long as nothing was published or changed."""
    # A version that the cache has dropped must not come again: what was kept under it is old.
    return cast(int, cache.get_or_set(VERSION_KEY, time.time_ns, None))


def bump_content_version() -> None:
    """Let everything that was cached under the present version be forgotten."""
    cache.set(VERSION_KEY, time.time_ns(), None)


def cached(key: str, build: Callable[[], T]) -> T:
    """The value of `build()`, kept under `key` until the next change of content."""
    kept, version = read_kept(key)
    if kept is None:
        kept = build()
        keep(key, kept, version)
    return cast(T, kept)


def read_kept(key: str) -> tuple[Any, int]:
    """What `keep` has put under `key` since the last change, else None; and the present version.

    The version is that of before: what is built from content that is read now belongs to it, or is
    newer and soon forgotten. Both come in one round trip.
    """
    key = f"cms:kept:{key}"
    found = cache.get_many([VERSION_KEY, key])
    version = found.get(VERSION_KEY)
    if version is None:
        return None, content_version()
    kept_version, value = found.get(key, (None, None))
    return (value if kept_version == version else None), version


def keeps() -> bool:
    """Whether all processes share one cache, so that whatever is kept may follow its version.

    Within a transaction content may be seen that is never committed, and no version knows of.
    """
    return settings.CMS_API_KEEP_ANSWERS and not connection.in_atomic_block


def keep(key: str, value: Any, version: int) -> None:
    """Put `value` under `key` in place of what is there; `version` as from `read_kept`."""
    cache.set(f"cms:kept:{key}", (version, value), SECONDS)


def _saved(sender: type[Model], update_fields: frozenset[str] | None = None, **kwargs: Any) -> None:
    only_a_draft = update_fields is not None and update_fields <= DRAFT_FIELDS
    # Sizes of pictures are made while readers are answered.
    if is_watched(sender) and not only_a_draft and not issubclass(sender, AbstractRendition):
        transaction.on_commit(bump_content_version)


def _deleted(sender: type[Model], **kwargs: Any) -> None:
    if is_watched(sender):
        transaction.on_commit(bump_content_version)


def is_watched(model: type[Model]) -> bool:
    """Whether readers see rows of `model`: in our apps, or as a host's pages, pictures, files."""
    meta = model._meta
    if issubclass(model, WATCHED_CLASSES):
        return True
    return meta.app_label in WATCHED_APPS and meta.model_name not in UNWATCHED_MODELS


def _moved(**kwargs: Any) -> None:
    transaction.on_commit(bump_content_version)


def connect_signals() -> None:
    """Watch the models that readers see."""
    post_save.connect(_saved, dispatch_uid="cms_content_saved")
    post_delete.connect(_deleted, dispatch_uid="cms_content_deleted")
    post_page_move.connect(_moved, dispatch_uid="cms_page_moved")
    page_slug_changed.connect(_moved, dispatch_uid="cms_page_address_changed")
