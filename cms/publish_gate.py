"""The one gate before publication: what may not go live does not, by whichever route.

It stands at two places that every route passes: where Wagtail publishes a revision, and where a row
that readers see is saved. Neither is a model's `clean`, which would refuse drafts too
(docs/deviations/publish-gate.md). What is asked there the apps above add when they are ready.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.signals import pre_save
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import DraftStateMixin, Page, Revision

stock_publish = PublishRevisionAction._publish_revision
stock_copy = CopyPageAction.execute


class NotPublishable(ValidationError):
    """A page or snippet was to go live and may not; has an `error_dict`, by field of the model."""


# Asked of a page or snippet as a revision has it, before the revision is published or scheduled.
revision_checks: list[Callable[[Any], None]] = []
# Asked of a row that readers see before it is saved, with the names of the fields that are, None
# for all. A check of either kind raises NotPublishable.
row_checks: list[Callable[[Any, frozenset[str] | None], None]] = []

# What is being published, as the gate lets it through.
_in_publication: ContextVar[Any] = ContextVar("in_publication", default=None)


def install() -> None:
    """Put the gate up; called once, when the app registry is ready."""
    PublishRevisionAction._publish_revision = publish_revision
    CopyPageAction.execute = copy_page
    pre_save.connect(check_saved, dispatch_uid="cms_publish_gate")


def refuse_unpublishable(instance: models.Model) -> None:
    """Raise NotPublishable if `instance`, as it is in memory, may not be published."""
    for check in revision_checks:
        check(instance)


def publish_revision(
    action: PublishRevisionAction, revision: Revision, instance: Any, *args: Any, **kwargs: Any
) -> None:
    """Publish or schedule `revision` as Wagtail does, but whole or not at all.

    A schedule that is refused keeps its date: stock Wagtail erases it before it saves.
    """
    with transaction.atomic():
        refuse_unpublishable(instance)
        token = _in_publication.set(instance)
        try:
            stock_publish(action, revision, instance, *args, **kwargs)
        finally:
            _in_publication.reset(token)


def is_in_publication(instance: Any) -> bool:
    """Whether `instance` is saved as part of its publication: Wagtail's signal of that comes later.

    By then the rows that belong to it are saved too.
    """
    return _in_publication.get() is instance


def copy_page(action: CopyPageAction, *args: Any, **kwargs: Any) -> Page:
    """Copy as Wagtail does, the whole tree or nothing of it."""
    with transaction.atomic():
        return stock_copy(action, *args, **kwargs)


def check_saved(
    instance: models.Model, raw: bool, update_fields: frozenset[str] | None, **kwargs: Any
) -> None:
    """Before a row is saved that readers see: copies, new pages, rows that code writes."""
    if raw or not isinstance(instance, DraftStateMixin) or not instance.live:
        return
    changed = update_fields if update_fields and "live" not in update_fields else None
    for check in row_checks:
        check(instance, changed)


def refusal_of(instance: models.Model, error: ValidationError) -> str:
    """What is told of `instance`, which was not published, where there is no form to show it in."""
    return _("“%(title)s” was not published. %(reasons)s") % {
        "title": str(instance) or capfirst(instance._meta.verbose_name),
        "reasons": " ".join(error.messages),
    }
