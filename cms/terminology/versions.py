"""Tells every process when the terms have changed, without a query for each text.

The version is stored with the terms, in the same transaction, and looked up through the cache. A
cache that the processes share tells all of them at once. Where each has a cache of its own, the
process that made the change knows at once, and the others when their entry has expired: they ask
the database once in `SECONDS` at most.
"""

import uuid
from typing import Any, cast

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.signals import published, unpublished

from cms.terminology.models import Concept, Term, TermForm, TerminologyNote, TermsVersion
from cms.webhooks.events import record_terms_changed

KEY = "cms:terms-version"
SECONDS = 5


def stored_version() -> str:
    """The version in the database; empty where there have never been terms. One query."""
    row = TermsVersion.objects.first()
    return row.token if row else ""


def current_version() -> str:
    """The version that holds now; no query for as long as the cache remembers it."""
    return cast(str, cache.get_or_set(KEY, stored_version, SECONDS))


def terms_changed() -> None:
    """Renew the version. Whoever writes terms without signals (in bulk) calls this after it."""
    token = str(uuid.uuid4())
    TermsVersion.objects.bulk_create(
        [TermsVersion(pk=1, token=token)],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["token"],
    )
    # Now for what follows in this transaction, and when it is committed for everyone: another
    # process may have read, and cached, the old one meanwhile.
    cache.delete(KEY)
    transaction.on_commit(lambda: cache.set(KEY, token, SECONDS))
    record_terms_changed()


def _saved_or_deleted(**kwargs: Any) -> None:
    terms_changed()


def _note_changed(**kwargs: Any) -> None:
    record_terms_changed()


def connect_signals() -> None:
    """Watch what the patterns are made of, and the notes that explain them."""
    for model in (Concept, Term, TermForm):
        post_save.connect(_saved_or_deleted, sender=model, dispatch_uid="terms_saved")
        post_delete.connect(_saved_or_deleted, sender=model, dispatch_uid="terms_gone")
    for signal in (published, unpublished):
        signal.connect(_note_changed, sender=TerminologyNote, dispatch_uid="terms_note_changed")
    post_delete.connect(_note_changed, sender=TerminologyNote, dispatch_uid="terms_note_gone")
