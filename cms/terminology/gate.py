"""What terminology asks at the gate before publication (`cms.publish_gate`).

A page or snippet with a term that blocks does not go live. Words that are live already stay live.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import models
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import publish_gate
from cms.publish_gate import NotPublishable, refusal_of
from cms.terminology.findings import PlacedFinding, findings_in


class DiscouragedTerms(NotPublishable):
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
    """Ask at the gate; called once, when the app registry is ready."""
    publish_gate.revision_checks.append(refuse_blocked)
    publish_gate.row_checks.append(refuse_new_words)


def refuse_new_words(instance: Any, changed: Collection[str] | None) -> None:
    """Raise DiscouragedTerms if a row that readers see is to be saved with words new to them.

    Another date makes all words new: terms are dated.
    """
    if changed and "date" in changed:
        changed = None
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
