"""The gate: a page or snippet with a term that blocks does not go live, by whichever route.

It stands at two places that every route passes: where Wagtail publishes a revision, and where a row
that readers see is saved. Neither is a model's `clean`, which would refuse drafts too
(docs/deviations/publish-gate.md). Words that are live already stay live.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.signals import pre_save
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import DraftStateMixin, Page, Revision

from cms.terminology.findings import PlacedFinding, findings_in

stock_publish = PublishRevisionAction._publish_revision
stock_copy = CopyPageAction.execute


class DiscouragedTerms(ValidationError):
    """A page or snippet was to go live with terms that block.

    `refused` are the findings; the `error_dict` has a message for each, by field of the model.
    """

    def __init__(self, instance: models.Model, refused: list[PlacedFinding]) -> None:
        self.instance = instance
        self.refused = refused
        by_field = defaultdict(list)
        for placed in refused:
            by_field[placed.place.field].append(message_for(placed))
        super().__init__(dict(by_field))

    def __str__(self) -> str:
        return refusal_of(self.instance, self)


def message_for(placed: PlacedFinding) -> str:
    """Place, words, offset and what to use instead, in the active language."""
    values = {
        "place": placed.place.label,
        "words": placed.finding.match,
        "position": placed.finding.start + 1,
    }
    quoted = [_("“%(text)s”") % {"text": term} for term in placed.finding.alternatives]
    if not quoted:
        return _("%(place)s: “%(words)s” (character %(position)d) cannot be published.") % values
    return _(
        "%(place)s: “%(words)s” (character %(position)d) cannot be published."
        " Use %(terms)s instead."
    ) % {**values, "terms": get_text_list(quoted, _("or"))}


def refusal_of(instance: models.Model, error: ValidationError) -> str:
    """What is told of `instance`, which was not published, where there is no form to show it in."""
    return _("“%(title)s” was not published. %(reasons)s") % {
        "title": str(instance) or capfirst(instance._meta.verbose_name),
        "reasons": " ".join(error.messages),
    }


def refuse_blocked(instance: models.Model) -> None:
    """Raise DiscouragedTerms if `instance`, as it is in memory, may not go live.

    An alias may: it repeats words that have passed, or were live before they were discouraged.
    """
    if not is_alias(instance):
        refuse(instance, blocking(instance))


def blocking(instance: models.Model, fields: Collection[str] | None = None) -> list[PlacedFinding]:
    return [placed for placed in findings_in(instance, fields) if placed.is_blocking]


def refuse(instance: models.Model, found: list[PlacedFinding]) -> None:
    if found:
        raise DiscouragedTerms(instance, found)


def is_alias(instance: models.Model) -> bool:
    return isinstance(instance, Page) and instance.alias_of_id is not None


def install() -> None:
    """Put the gate up; called once, when the app registry is ready."""
    PublishRevisionAction._publish_revision = publish_revision
    CopyPageAction.execute = copy_page
    pre_save.connect(check_saved, dispatch_uid="cms_terminology_gate")


def publish_revision(
    action: PublishRevisionAction, revision: Revision, instance: Any, *args: Any, **kwargs: Any
) -> None:
    """Publish or schedule `revision` as Wagtail does, but whole or not at all.

    A schedule that is refused keeps its date: stock Wagtail erases it before it saves.
    """
    with transaction.atomic():
        refuse_blocked(instance)
        stock_publish(action, revision, instance, *args, **kwargs)


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
    found = blocking(instance, changed)
    if found:
        readers_have = {placed.occurrence for placed in shown(instance, instance.pk)}
        found = [placed for placed in found if placed.occurrence not in readers_have]
    if found and is_alias(instance):
        # Rows of an alias have keys of their own: its words count, wherever the source has them.
        source_has = {placed.words for placed in shown(instance, instance.alias_of_id)}
        found = [placed for placed in found if placed.words not in source_has]
    refuse(instance, found)


def shown(instance: models.Model, key: Any) -> list[PlacedFinding]:
    """What is found in the words that readers have of the row with this key before the save."""
    stored = type(instance)._base_manager.filter(pk=key, live=True).first()
    return findings_in(stored) if stored else []
