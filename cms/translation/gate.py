"""What translation asks at the gate before publication (`cms.publish_gate`).

The editor publishes complete translations only (`cms.translation.completeness`). A draft that was
written before may still show the original's words, or a machine's that nobody has confirmed, and
Wagtail publishes drafts by other routes: on a schedule, at the end of a workflow, several at once.
"""

from collections import defaultdict
from typing import Any

from django.db.models import F
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.types import StringSegmentValue
from wagtail_localize.strings import StringValue

from cms import publish_gate
from cms.translation.completeness import IncompleteTranslation, refusal
from cms.translation.previous import place_of
from cms.translation.segments import Segment, State, read_segments


def install() -> None:
    """Ask at the gate; called once, when the app registry is ready."""
    publish_gate.revision_checks.append(refuse_borrowed_words)


def refuse_borrowed_words(instance: Any) -> None:
    """Raise IncompleteTranslation if `instance` is a translation with words that are not its own.

    An alias passes: it says that it shows another language.
    """
    if not isinstance(instance, TranslatableMixin):
        return
    if isinstance(instance, Page) and instance.alias_of_id is not None:
        return
    translation = (
        Translation.objects.filter(
            source__object_id=instance.translation_key,
            target_locale_id=instance.locale_id,
            enabled=True,
        )
        .exclude(source__locale=F("target_locale"))
        .select_related("source", "target_locale")
        .first()
    )
    if translation is None:
        return
    borrowed = [segment.pk for segment in borrowed_passages(instance, translation)]
    if borrowed:
        named = StringSegment.objects.filter(pk__in=borrowed).select_related("string")
        raise IncompleteTranslation(
            refusal(translation.source, translation.target_locale, list(named.order_by("order")))
        )


def borrowed_passages(instance: Any, translation: Translation) -> list[Segment]:
    """The passages for which `instance` has the words of the original or of a machine.

    Words are the language's own if a person has translated a passage of the place with them: a name
    may be the same in both languages.
    """
    segments = read_segments(translation.source, translation.target_locale)
    shown = texts_by_place(instance)
    own: dict[str, set[str]] = defaultdict(set)
    for segment in segments:
        if segment.state == State.TRANSLATED:
            own[place_of(segment.path)].add(plain(segment.target_html))
    borrowed = []
    for segment in segments:
        place = place_of(segment.path)
        words = {plain(segment.source_html)}
        if segment.state == State.SUGGESTED:
            words.add(plain(segment.target_html))
        if words & (shown[place] - own[place]):
            borrowed.append(segment)
    return borrowed


def texts_by_place(instance: Any) -> dict[str, set[str]]:
    """What readers would read of `instance`, by the place where it stands."""
    texts: dict[str, set[str]] = defaultdict(set)
    for value in extract_segments(instance):
        if isinstance(value, StringSegmentValue):
            texts[place_of(value.path)].add(value.string.render_text())
    return texts


def plain(html: str) -> str:
    return StringValue(html).render_text()
