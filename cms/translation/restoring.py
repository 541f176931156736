"""Takes the texts of a written version of a page or snippet back into its translation.

Somebody has edited the version by hand while its synchronisation was stopped, or wants an earlier
revision back. The next publication is written from the texts of the translation: what is not taken
over before would be lost from the page.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import StringSegmentValue

from cms.translation.models import SegmentComment
from cms.translation.pairing import StructureError, with_links_of
from cms.translation.previous import place_of
from cms.translation.segments import Conflict, Segment, SourceChanged, read_segments, save_string

COMMENT_LENGTH = SegmentComment._meta.get_field("text").max_length or 2000


@dataclass(frozen=True)
class Taken:
    """A text that would become the translation of `segment`, in place of what stands there."""

    segment: Segment
    html: str


@dataclass
class Plan:
    """What can be taken over, and the texts for which the original has no place (any more)."""

    taken: list[Taken] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def replaces(self) -> list[Taken]:
        """Those that take the place of another translation."""
        return [taken for taken in self.taken if taken.segment.target_html]

    @property
    def is_empty(self) -> bool:
        return not self.taken and not self.left


def plan_restoring(translation: Translation, instance: Any) -> Plan:
    """What the texts of `instance`, a version in the target language, mean for `translation`.

    Texts are told apart by their place: block, field, table; where several stand at one place, by
    their order if there are as many as in the original, else by what is translated already.
    """
    source, locale = translation.source, translation.target_locale
    segments = {
        (segment.context_id, segment.string_id): segment
        for segment in read_segments(source, locale)
    }
    rows = StringSegment.objects.filter(source=source).order_by("order")
    by_order = {row.order: segments[row.context_id, row.string_id] for row in rows}
    ours = texts_by_place(source.as_instance())
    plan = Plan()
    for place, theirs in texts_by_place(instance).items():
        originals = [(text, by_order[text.order]) for text in ours.get(place, [])]
        compare(originals, theirs, plan)
    return plan


def texts_by_place(instance: Any) -> dict[str, list[StringSegmentValue]]:
    texts: dict[str, list[StringSegmentValue]] = defaultdict(list)
    for value in extract_segments(instance):
        if isinstance(value, StringSegmentValue):
            texts[place_of(value.path)].append(value)
    return texts


def compare(
    originals: Sequence[tuple[StringSegmentValue, Segment]],
    texts: Sequence[StringSegmentValue],
    plan: Plan,
) -> None:
    """Add to `plan` what becomes of `texts`, which stand at the place of `originals`."""
    if len(originals) == len(texts):
        for (original, segment), text in zip(originals, texts, strict=True):
            take(original, segment, text, plan)
        return
    known = {text for _original, segment in originals for text in known_texts(segment)}
    plan.left += [text.string.data for text in texts if text.string.data not in known]


def take(
    original: StringSegmentValue, segment: Segment, text: StringSegmentValue, plan: Plan
) -> None:
    """Plan one text, unless it says nothing new.

    That is what stands there, the original's words, or the translation of what the original said
    before, which the editor shows beside the new text anyway.
    """
    try:
        overrides: dict[str, Any] = {}
        html = with_links_of(original, text, overrides)
    except (StructureError, KeyError):
        plan.left.append(text.string.data)
        return
    chosen = next((taken for taken in plan.taken if taken.segment.pk == segment.pk), None)
    if overrides or (chosen is not None and chosen.html != html):
        # A link that leads elsewhere, or a second translation of a text that occurs twice.
        plan.left.append(text.string.data)
    elif chosen is None and html not in known_texts(segment):
        plan.taken.append(Taken(segment, html))


def known_texts(segment: Segment) -> tuple[str, ...]:
    return segment.target_html, segment.source_html, segment.previous_target_html


@transaction.atomic
def restore(translation: Translation, plan: Plan, user: Any) -> list[str]:
    """Store what `plan` takes over. Returns the texts for which that was not possible.

    What stood there before, and what found no place, stays readable as a comment.
    """
    refused = list(plan.left)
    for taken in plan.taken:
        segment = taken.segment
        try:
            saved = save_string(
                translation.source,
                translation.target_locale,
                segment,
                taken.html,
                user,
                segment.target_digest,
            )
        except (ValidationError, SourceChanged):
            refused.append(taken.html)
            continue
        if isinstance(saved, Conflict):
            refused.append(taken.html)
        elif segment.target_html:
            remark(translation, segment, _("Before: %(text)s"), segment.target_html, user)
    keep_refused(translation, refused, user)
    return refused


def keep_refused(translation: Translation, texts: Iterable[str], user: Any) -> None:
    """Leave texts without a place as comments on the first text of the translation."""
    segments = read_segments(translation.source, translation.target_locale)
    for text in texts:
        if segments:
            remark(translation, segments[0], _("Without a place: %(text)s"), text, user)


def remark(translation: Translation, segment: Segment, words: str, text: str, user: Any) -> None:
    """Comment on a segment with `words` about `text`, in as many comments as it takes."""
    remark = words % {"text": text}
    for start in range(0, len(remark), COMMENT_LENGTH):
        SegmentComment.objects.create(
            context_id=segment.context_id,
            string_id=segment.string_id,
            locale=translation.target_locale,
            text=remark[start : start + COMMENT_LENGTH],
            author=user,
        )
