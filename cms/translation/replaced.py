"""Keeps the translations that somebody replaces, so that no text is lost.

While somebody types, their own text is saved again and again: it is what others wrote, and what is
taken away altogether, that is kept.
"""

from collections import defaultdict
from typing import Any

from wagtail_localize.models import StringTranslation, Translation

from cms.translation.models import ReplacedText

KEPT_AT_MOST = 10


def keep(translation: StringTranslation, html: str, typed_by: Any) -> None:
    """Keep the text of `translation` before `html` takes its place; `typed_by` None for a file's.

    A machine's is not kept: nobody has written it, and it can be asked for again.
    """
    is_machine = translation.translation_type == StringTranslation.TRANSLATION_TYPE_MACHINE
    is_own = html and typed_by and translation.last_translated_by_id == typed_by.pk
    if not translation.data or translation.data == html or is_machine or is_own:
        return
    place = {
        "context_id": translation.context_id,
        "string_id": translation.translation_of_id,
        "locale_id": translation.locale_id,
    }
    kept = ReplacedText.objects.filter(**place)
    kept.filter(data=translation.data).delete()
    ReplacedText.objects.create(
        **place,
        data=translation.data,
        writer_id=translation.last_translated_by_id,
        written_at=translation.updated_at,
    )
    kept.exclude(pk__in=list(kept.values_list("pk", flat=True)[:KEPT_AT_MOST])).delete()


def replaced_by_place(translation: Translation) -> dict[tuple[int, int], list[ReplacedText]]:
    """What is kept of a translation by context and string, the latest first. One query."""
    texts = defaultdict(list)
    for text in ReplacedText.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    ).select_related("writer"):
        texts[text.context_id, text.string_id].append(text)
    return texts
