"""Gathers what is exported: translations that were begun, as documents with their units."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils import timezone
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail_localize.models import Translation

from cms.models.base import BasePage
from cms.translation.exchange.notes import candidates_of, notes_of
from cms.translation.exchange.units import Batch, Document, State, Unit
from cms.translation.rights import may_translate
from cms.translation.segments import Segment, read_segments
from cms.translation.segments import State as SegmentState


@dataclass(frozen=True)
class Job:
    """A translation that may be exchanged, and what readers of its language get; None: nothing."""

    translation: Translation
    target: Any


def jobs_for(user: Any, translations: Iterable[Translation]) -> list[Job]:
    """The translations whose texts `user` may take out and bring back.

    That needs the right to write the version in the target language. What was submitted into it is
    for its translators to read, a draft too, as in the editor.
    """
    return [
        Job(translation, target_of(translation))
        for translation in translations
        if may_exchange(user, translation)
    ]


def may_exchange(user: Any, translation: Translation) -> bool:
    source = translation.source.get_source_instance()
    return may_translate(user, source, translation.target_locale)


def target_of(translation: Translation) -> models.Model | None:
    try:
        return translation.get_target_instance()
    except ObjectDoesNotExist:
        return None


def begun(keys: Iterable[Any] | models.QuerySet, locale: Locale) -> models.QuerySet[Translation]:
    """The translations into `locale` that are worked on, of what has these translation keys."""
    return (
        Translation.objects.filter(enabled=True, target_locale=locale, source__object_id__in=keys)
        .select_related("source__locale", "source__specific_content_type", "target_locale")
        .order_by("source__specific_content_type", "source__object_repr", "pk")
    )


def collect(jobs: Iterable[Job], unfinished_only: bool = False) -> list[Batch]:
    """One batch for each pair of languages. A document without units is left out.

    `unfinished_only` leaves out what is translated already.
    """
    documents: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for job in jobs:
        document = to_document(job, unfinished_only)
        if document.units:
            translation = job.translation
            pair = (
                translation.source.locale.language_code,
                translation.target_locale.language_code,
            )
            documents[pair].append(document)
    now = timezone.now().astimezone(UTC)
    return [
        Batch(source_language, target_language, now, tuple(of_pair))
        for (source_language, target_language), of_pair in documents.items()
    ]


def to_document(job: Job, unfinished_only: bool) -> Document:
    source, target_locale = job.translation.source, job.translation.target_locale
    languages = source.locale.language_code, target_locale.language_code
    original = source.get_source_instance()
    published_at = published(job.target)
    units = (
        to_unit(segment, job.target, published_at, languages)
        for segment in read_segments(source, target_locale)
        if not unfinished_only or segment.state != SegmentState.TRANSLATED
    )
    return Document(
        key=str(source.object_id),
        title=source.object_repr,
        kind=str(original._meta.verbose_name),
        address=(original.full_url or "") if isinstance(original, Page) else "",
        units=tuple(units),
    )


def published(target: Any) -> datetime | None:
    """Since when readers see the translation as it is; None if they do not."""
    if not isinstance(target, DraftStateMixin) or not target.live:
        return None
    return None if getattr(target, "alias_of_id", None) else target.last_published_at


def is_before(moment: datetime | None, end: datetime | None) -> bool:
    return moment is not None and end is not None and moment <= end


def to_unit(
    segment: Segment, target: Any, published_at: datetime | None, languages: tuple[str, str]
) -> Unit:
    state = State(segment.state)
    if state == State.TRANSLATED and is_before(segment.updated_at, published_at):
        state = State.LIVE
    is_suggested = segment.state == SegmentState.SUGGESTED
    return Unit(
        id=segment.unit_id,
        path=segment.path,
        source_html=segment.source_html,
        # A suggestion is a candidate: as target, it would come back as if confirmed.
        target_html="" if is_suggested else segment.target_html,
        state=state,
        is_reviewed=isinstance(target, BasePage) and not target.awaiting_review,
        source_digest=segment.source_digest,
        target_digest=segment.target_digest,
        notes=notes_of(segment, *languages),
        candidates=candidates_of(segment),
    )
