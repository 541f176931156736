"""Suggestions of the machine translator that the site has configured, if any.

They are stored as suggestions (`cms.translation.segments`): marked until a person confirms them.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Locale
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.models import TranslationSource
from wagtail_localize.strings import StringValue

from cms.translation.segments import Saved, Segment, save_string

logger = logging.getLogger(__name__)

# Services limit the texts of one request; DeepL takes 50.
AT_ONCE = 50


@dataclass
class Outcome:
    """How many suggestions were stored, and how many texts came back unusable or not at all."""

    stored: int = 0
    refused: int = 0


class TranslatorFailed(Exception):
    """The service did not answer, or not as agreed. What it gave before is stored."""


def translator_for(source: TranslationSource, locale: Locale) -> BaseMachineTranslator | None:
    """The configured translator, if it knows both languages."""
    translator = get_machine_translator()
    if translator and translator.can_translate(source.locale, locale):
        return translator
    return None


def suggest(
    translator: BaseMachineTranslator,
    source: TranslationSource,
    locale: Locale,
    segments: Sequence[Segment],
    user: Any,
) -> Outcome:
    """Ask for translations of the `segments` that have none. Raises TranslatorFailed."""
    outcome = Outcome()
    empty = [segment for segment in segments if not segment.target_html]
    for start in range(0, len(empty), AT_ONCE):
        part = empty[start : start + AT_ONCE]
        answers = ask(translator, source, locale, part)
        for segment in part:
            answer = answers.get(StringValue(segment.source_html))
            is_stored = answer is not None and store(
                source, locale, segment, answer.data, user, translator.display_name
            )
            outcome.stored += is_stored
            outcome.refused += not is_stored
    return outcome


def ask(
    translator: BaseMachineTranslator,
    source: TranslationSource,
    locale: Locale,
    segments: Sequence[Segment],
) -> dict[StringValue, StringValue]:
    texts = list({StringValue(segment.source_html): None for segment in segments})
    try:
        return translator.translate(source.locale, locale, texts)
    except Exception as error:
        # Each service has errors of its own; all mean that there is no answer.
        logger.exception("The machine translator failed")
        raise TranslatorFailed from error


def store(
    source: TranslationSource,
    locale: Locale,
    segment: Segment,
    html: str,
    user: Any,
    tool_name: str,
) -> bool:
    """Store a suggestion where there is still none. Returns whether it could be used."""
    try:
        answer = save_string(
            source, locale, segment, html, user, None, origin="machine", tool_name=tool_name
        )
    except ValidationError:
        return False
    return isinstance(answer, Saved)
