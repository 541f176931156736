"""A version of everything published: what is cached under it is renewed by any change.

Readers get cached furniture without a query. Whatever could change it (a publication, a setting,
a row of the register) raises the version, in every process that shares the cache.
"""

import time
from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.core.cache import cache
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_slug_changed, post_page_move

VERSION_KEY = "cms:content-version"
# Processes that do not share a cache (no REDIS_URL) see a change of another one after this time.
SECONDS = 60
WATCHED_APPS = frozenset(
    "cms cms_terminology home network news wagtailcore wagtailredirects".split()
)
# What is written without changing anything that readers see.
UNWATCHED_MODELS = frozenset(
    "alliancerendition comment commentreply modellogentry pagelogentry referenceindex revision "
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
    versioned = f"cms:{content_version()}:{key}"
    value = cache.get(versioned)
    if value is None:
        value = build()
        cache.set(versioned, value, SECONDS)
    return value


def _saved_or_deleted(
    sender: type[Model], update_fields: frozenset[str] | None = None, **kwargs: Any
) -> None:
    meta = sender._meta
    only_a_draft = update_fields is not None and update_fields <= DRAFT_FIELDS
    watched = meta.app_label in WATCHED_APPS and meta.model_name not in UNWATCHED_MODELS
    if watched and not only_a_draft:
        transaction.on_commit(bump_content_version)


def _moved(**kwargs: Any) -> None:
    transaction.on_commit(bump_content_version)


def connect_signals() -> None:
    """Watch the models that readers see."""
    post_save.connect(_saved_or_deleted, dispatch_uid="cms_content_saved")
    post_delete.connect(_saved_or_deleted, dispatch_uid="cms_content_deleted")
    post_page_move.connect(_moved, dispatch_uid="cms_page_moved")
    page_slug_changed.connect(_moved, dispatch_uid="cms_page_address_changed")
