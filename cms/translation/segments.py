"""The texts of a source beside their translations: one reader and one writer for all.

Editor, exchange and suggestions read and write through this module. The data are wagtail-localize's
(`StringSegment`, `StringTranslation`). A translation of the type «machine» is a suggestion until a
person saves it; nothing publishes it before (`cms.translation.completeness`).
"""

import hashlib
import json
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    TemplateSegment,
    TranslationSource,
)

from cms.translation.labels import Place, places_of
from cms.translation.markup import find_problems, normalise, to_text
from cms.translation.previous import NAMED_BY_TEXT, Previous, Text, previous_texts
from cms.translation.replaced import keep

UNIT_NAMESPACE = uuid.UUID("8f2f3f5e-7a43-5c0b-9f0e-6f1a2f0f3c11")


class State(models.TextChoices):
    """What is to be done about a segment."""

    # Nothing that may be published.
    MISSING = "missing", gettext_lazy("missing")
    # Missing, too, but the text that stood here before was translated.
    STALE = "stale", gettext_lazy("source changed")
    # A machine's text, which nobody has confirmed.
    SUGGESTED = "suggested", gettext_lazy("suggested")
    TRANSLATED = "translated", gettext_lazy("translated")


@dataclass(frozen=True)
class Segment:
    """A text of a source and its translation into one language, both as HTML with inline tags."""

    pk: int
    # The same as long as the text and its place are the same.
    unit_id: str
    path: str
    label: str
    max_length: int | None
    order: int
    is_plain: bool
    source_html: str
    target_html: str
    state: State
    # What the links of the text lead to: attributes of their tags by id («a1»).
    attrs: dict[str, dict[str, str]]
    previous_source_html: str
    previous_target_html: str
    updated_at: datetime | None
    updated_by: Any
    tool_name: str
    # Why it was refused when it was last to be published.
    error: str
    source_digest: str
    target_digest: str
    context_id: int
    string_id: int
    # Context and string of the text that stood here before: what was said of it still holds.
    previous_key: Any = None


@dataclass(frozen=True)
class Saved:
    """The text as it is stored now; `warnings` say what the writer should look at."""

    html: str
    digest: str
    at: datetime | None
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Conflict:
    """Somebody else has written meanwhile: nothing was stored."""

    theirs: str
    digest: str
    by: Any
    at: datetime | None


class SourceChanged(LookupError):
    """The source no longer has the segment that somebody translated."""


def digest_of(html: str) -> str:
    """What tells two texts apart; of no text, nothing."""
    return hashlib.sha256(html.encode()).hexdigest() if html else ""


def unit_id_of(segment: StringSegment) -> str:
    """The name of a segment in exchange files: its place and its text, whatever its key is here."""
    object_key, text_key = segment.context.object_id, segment.string.data_hash
    return str(uuid.uuid5(UNIT_NAMESPACE, f"{object_key}/{segment.context.path}/{text_key}"))


def read_segments(source: TranslationSource, locale: Locale) -> list[Segment]:
    """The segments of `source` with their translations into `locale`, in the order of the source.

    A text that occurs twice at one place has one translation and is one segment. Three queries,
    however many segments there are.
    """
    rows: dict[tuple[int, int], StringSegment] = {}
    for row in (
        StringSegment.objects.filter(source=source)
        .select_related("string", "context")
        .order_by("order")
    ):
        rows.setdefault((row.context_id, row.string_id), row)
    translations = {
        (translation.context_id, translation.translation_of_id): translation
        for translation in StringTranslation.objects.filter(
            context__object_id=source.object_id, locale=locale
        ).select_related("translation_of", "context", "last_translated_by")
    }
    with_markup = set(
        TemplateSegment.objects.filter(source=source).values_list("context_id", flat=True)
    )
    previous = find_previous(rows, translations, with_markup)
    paths = [(row.context.field_path, row.context.path) for row in rows.values()]
    places = places_of(model_of(source), paths)
    return [
        to_segment(
            row,
            translations.get(key),
            previous.get(key),
            places[row.context.field_path, row.context.path],
            row.context_id not in with_markup,
        )
        for key, row in rows.items()
    ]


def model_of(source: TranslationSource) -> type[models.Model]:
    """The model of what is translated. The types of content are cached: no query."""
    content_type = ContentType.objects.get_for_id(source.specific_content_type_id)
    return cast(type[models.Model], content_type.model_class())


def find_previous(
    rows: dict[tuple[int, int], StringSegment],
    translations: dict[tuple[int, int], StringTranslation],
    with_markup: set[int],
) -> dict[tuple[int, int], Previous]:
    """What stood at the places of untranslated texts before, by the key of the segment."""
    gone = [
        Previous(key, row.context.path, row.translation_of.data, row.data, row.updated_at)
        for key, row in translations.items()
        if key not in rows and row.data
    ]
    if not gone:
        return {}
    missing = [
        Text(key, row.context.path, row.string.data, is_alone(row, with_markup))
        for key, row in rows.items()
        if key not in translations or not translations[key].data
    ]
    return previous_texts(missing, gone)


def is_alone(row: StringSegment, with_markup: set[int]) -> bool:
    """Whether no other text stands at the place: rich texts and tables hold several."""
    return row.context_id not in with_markup and not NAMED_BY_TEXT.search(row.context.path)


def to_segment(
    row: StringSegment,
    translation: StringTranslation | None,
    previous: Previous | None,
    place: Place,
    is_plain: bool,
) -> Segment:
    target = translation.data if translation else ""
    return Segment(
        pk=row.pk,
        unit_id=unit_id_of(row),
        path=row.context.path,
        label=place.label,
        max_length=place.max_length if is_plain else None,
        order=row.order,
        is_plain=is_plain,
        source_html=row.string.data,
        target_html=target,
        state=state_of(translation, previous),
        attrs=json.loads(row.attrs or "null") or {},
        previous_source_html=previous.source if previous else "",
        previous_target_html=previous.target if previous else "",
        updated_at=translation.updated_at if translation else None,
        updated_by=translation.last_translated_by if translation else None,
        tool_name=translation.tool_name if translation else "",
        error=(translation.get_error() or "") if translation else "",
        source_digest=digest_of(row.string.data),
        target_digest=digest_of(target),
        context_id=row.context_id,
        string_id=row.string_id,
        previous_key=previous.key if previous else None,
    )


def state_of(translation: StringTranslation | None, previous: Previous | None) -> State:
    if translation is None or not translation.data:
        return State.STALE if previous else State.MISSING
    if translation.has_error:
        return State.MISSING
    is_machine = translation.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
    return State.SUGGESTED if is_machine else State.TRANSLATED


@transaction.atomic
def save_string(
    source: TranslationSource,
    locale: Locale,
    segment: Segment,
    html: str,
    user: Any,
    based_on: str | None,
    origin: str = "manual",
    tool_name: str = "",
) -> Saved | Conflict:
    """Store `html` as the translation of `segment`; an empty text takes the translation away.

    `based_on` is the digest of the target that the writer saw, None or empty if there was none:
    where another text stands now, nothing is stored. `origin` is «manual», «memory» or «import»
    for what a person answers for, «machine» for a suggestion; `tool_name` says what made the text.
    Raises ValidationError for markup that the source does not allow or a text that is too long,
    SourceChanged if the source no longer has this segment.
    """
    row = (
        StringSegment.objects.select_for_update(of=("self",))
        .filter(source=source, context_id=segment.context_id, string_id=segment.string_id)
        .first()
    )
    if row is None:
        raise SourceChanged
    html, warnings = checked(html, segment)
    translation = (
        StringTranslation.objects.filter(
            translation_of_id=row.string_id, context_id=row.context_id, locale=locale
        )
        .select_related("last_translated_by")
        .first()
    )
    theirs = translation.data if translation else ""
    if html != theirs and digest_of(theirs) != (based_on or ""):
        return Conflict(
            theirs,
            digest_of(theirs),
            translation.last_translated_by if translation else None,
            translation.updated_at if translation else None,
        )
    if translation:
        keep(translation, html, typed_by=user if origin == "manual" else None)
    if not html:
        if translation:
            translation.delete()
        return Saved("", "", None)
    translation = translation or StringTranslation(
        translation_of_id=row.string_id, context_id=row.context_id, locale=locale
    )
    write(translation, html, user, origin, tool_name)
    return Saved(html, digest_of(html), translation.updated_at, warnings)


def write(
    translation: StringTranslation, html: str, user: Any, origin: str, tool_name: str
) -> None:
    """Store a checked text, unless that changes nothing. Who saves a suggestion confirms it.

    A text that was refused when it was to be published is saved anew, and may be tried again.
    """
    is_machine = origin == "machine"
    machine = StringTranslation.TRANSLATION_TYPE_MACHINE
    is_same = translation.pk is not None and translation.data == html
    if (
        is_same
        and not translation.has_error
        and (is_machine or translation.translation_type != machine)
    ):
        return
    if not is_same:
        translation.data = html
        translation.tool_name = tool_name
    translation.translation_type = (
        machine if is_machine else StringTranslation.TRANSLATION_TYPE_MANUAL
    )
    translation.last_translated_by = user
    translation.has_error = False
    translation.field_error = ""
    translation.save()


def checked(html: str, segment: Segment) -> tuple[str, list[str]]:
    """`html` in the form that is stored, and warnings. Raises ValidationError for errors."""
    if not html.strip():
        return "", []
    problems = find_problems(html, segment.source_html, segment.is_plain)
    errors = list(problems.errors)
    if segment.max_length:
        excess = len(to_text(html, is_plain=True)) - segment.max_length
        if excess > 0:
            errors.append(
                _("At most %(limit)d characters fit here: %(excess)d too many.")
                % {"limit": segment.max_length, "excess": excess}
            )
    if errors:
        raise ValidationError(errors)
    return normalise(html), problems.warnings
