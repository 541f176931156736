"""A version of everything published: what is cached under it is renewed by any change.

Readers get cached furniture without a query. Whatever could change it (a publication, a setting,
a row of the register) raises the version, in every process that shares the cache.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

VERSION_KEY = "cms:content-version"
# Processes that do not share a cache (no REDIS_URL) see a change of another one after this time.
SECONDS = 60
WATCHED_APPS = ("cms", "cms_terminology", "news", "network", "home", "wagtailcore")
UNWATCHED_MODELS = frozenset(
    ["revision", "pagelogentry", "modellogentry", "referenceindex", "comment", "commentreply"]
)

T = TypeVar("T")


def content_version() -> int:
    """The current version; the same number as long as nothing was published or changed."""
    version = cache.get(VERSION_KEY)
    if version is None:
        cache.add(VERSION_KEY, 1, None)
        version = cache.get(VERSION_KEY, 1)
    return version


def bump_content_version() -> None:
    """Let everything that was cached under the present version be forgotten."""
    if cache.add(VERSION_KEY, 2, None):
        return
    cache.incr(VERSION_KEY)


def cached(key: str, build: Callable[[], T]) -> T:
    """The value of `build()`, kept under `key` until the next change of content."""
    versioned = f"cms:{content_version()}:{key}"
    value = cache.get(versioned)
    if value is None:
        value = build()
        cache.set(versioned, value, SECONDS)
    return value


def _changed(sender: type[Model], **kwargs: Any) -> None:
    meta = sender._meta
    if meta.app_label in WATCHED_APPS and meta.model_name not in UNWATCHED_MODELS:
        transaction.on_commit(bump_content_version)


def connect_signals() -> None:
    """Watch the models that readers see."""
    post_save.connect(_changed, dispatch_uid="cms_content_saved")
    post_delete.connect(_changed, dispatch_uid="cms_content_deleted")
