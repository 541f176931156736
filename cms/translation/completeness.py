"""Refuses to publish a translation that would show passages of another language."""

from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource
from wagtail_localize.strings import StringValue

from cms.languages import translated_name
from cms.publish_gate import NotPublishable

NAMED_AT_MOST = 3
CHARACTERS_NAMED = 60


class IncompleteTranslation(NotPublishable):
    """A translation that lacks strings was to be published.

    Carries an `error_dict`, which wagtail-localize reads from every validation error.
    """

    def __init__(self, message: str) -> None:
        super().__init__({NON_FIELD_ERRORS: [message]})

    def __str__(self) -> str:
        return " ".join(self.messages)


def publishable_translations() -> QuerySet[StringTranslation]:
    """The translations that may be published: valid, and no suggestion of a machine."""
    return StringTranslation.objects.filter(has_error=False).exclude(
        Q(data="") | Q(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    )


def missing_segments(source: TranslationSource, locale: Locale) -> list[StringSegment]:
    """The strings of `source` that nobody has translated, or confirmed, in their order."""
    translated = publishable_translations().filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id"), locale=locale
    )
    return list(
        StringSegment.objects.filter(~Exists(translated), source=source)
        .select_related("string", "context")
        .order_by("order")
    )


def refuse_incomplete(source: TranslationSource, locale: Locale) -> None:
    """Raise IncompleteTranslation, in the editor's language, if strings are missing."""
    missing = missing_segments(source, locale)
    if missing:
        raise IncompleteTranslation(refusal(source, locale, missing))


def refusal(source: TranslationSource, locale: Locale, missing: list[StringSegment]) -> str:
    """Why `source` is not published in `locale`, with the first passages that are missing."""
    named = ", ".join(
        _("“%(text)s”") % {"text": excerpt(segment)} for segment in missing[:NAMED_AT_MOST]
    )
    return ngettext(
        "“%(title)s” was not published in %(language)s: %(count)d passage is not translated"
        " (%(passages)s).",
        "“%(title)s” was not published in %(language)s: %(count)d passages are not translated"
        " (%(passages)s).",
        len(missing),
    ) % {
        "title": source.object_repr,
        "language": language_name(locale),
        "count": len(missing),
        "passages": named + (", …" if len(missing) > NAMED_AT_MOST else ""),
    }


def language_name(locale: Locale) -> str:
    """The name of a language as it stands within a sentence of the interface."""
    return translated_name(locale.language_code)


def excerpt(segment: StringSegment) -> str:
    """The beginning of a passage as plain text."""
    text = StringValue(segment.string.data).render_text()
    return text if len(text) <= CHARACTERS_NAMED else f"{text[:CHARACTERS_NAMED]}…"
