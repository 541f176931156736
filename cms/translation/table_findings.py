"""How many terms are found in each version of the texts that a page of the table shows."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation

from cms.terminology.matching import find_terms
from cms.terminology.models import Exemption
from cms.terminology.places import date_of
from cms.terminology.sentences import digest, sentence_at
from cms.translation.inline_tags import judged_text
from cms.translation.table import Row

# What an exemption is about: the sentence and the words in it.
Occurrence = tuple[str, str]


def count_findings(rows: Iterable[Row], locales: Iterable[Locale]) -> Counter[tuple[UUID, int]]:
    """The terms found in the texts of these rows, by translation key and locale.

    Counted are the passages of translations and of the sources that they come from, each judged by
    the day of its page. The queries do not grow with the rows.
    """
    rows = list(rows)
    codes = {locale.pk: locale.language_code for locale in locales}
    exempted = exemptions_of(rows)
    days = days_of(rows)
    counts: Counter[tuple[UUID, int]] = Counter()
    for key, locale_id, html in passages_of([row.key for row in rows]):
        text = judged_text(html)
        for finding in find_terms(text, codes[locale_id], days.get(key)):
            sentence = sentence_at(text, finding.start, finding.end)
            if (digest(sentence), finding.match) not in exempted[key, locale_id]:
                counts[key, locale_id] += 1
    return counts


def passages_of(keys: list[UUID]) -> set[tuple[UUID, int, str]]:
    """Each passage of the sources and of their translations: key, locale and text."""
    segments = StringSegment.objects.filter(source__object_id__in=keys)
    found = set()
    current = set()
    for key, locale_id, context_id, string_id, html in segments.values_list(
        "source__object_id", "source__locale_id", "context_id", "string_id", "string__data"
    ):
        current.add((context_id, string_id))
        found.add((key, locale_id, html))
    translations = StringTranslation.objects.filter(context__object_id__in=keys)
    for key, locale_id, context_id, string_id, html in translations.values_list(
        "context__object_id", "locale_id", "context_id", "translation_of_id", "data"
    ):
        if (context_id, string_id) in current:
            found.add((key, locale_id, html))
    return found


def days_of(rows: list[Row]) -> dict[UUID, date | None]:
    """The day that decides which words were in use, of those pages that have one."""
    pages = Page.objects.filter(pk__in=[row.pk for row in rows if row.path]).specific()
    return {page.translation_key: date_of(page) for page in pages}


def exemptions_of(rows: list[Row]) -> dict[tuple[UUID, int], set[Occurrence]]:
    """What was let pass in each version. One query."""
    bases = {Page if row.path else row.model for row in rows}
    types = {model: ContentType.objects.get_for_model(model).pk for model in bases}
    places: dict[tuple[int, str], tuple[UUID, int]] = {
        (types[Page if row.path else row.model], str(version.pk)): (row.key, locale_id)
        for row in rows
        for locale_id, version in row.versions.items()
        if version.pk
    }
    exempted: dict[tuple[UUID, int], set[Occurrence]] = defaultdict(set)
    exemptions: Any = Exemption.objects.filter(
        content_type__in=types.values(), object_id__in=[pk for _type, pk in places]
    )
    for exemption in exemptions.only("content_type", "object_id", "sentence_digest", "words"):
        place = places.get((exemption.content_type_id, exemption.object_id))
        if place:
            exempted[place].add((exemption.sentence_digest, exemption.words))
    return exempted
