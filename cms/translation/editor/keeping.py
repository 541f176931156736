"""Lets discouraged words of a translation pass, before there is a draft in which they stand.

The list of kept words (`cms.terminology.editor.keeping`) reads saved drafts. A translation has none
until it is published, and it is not published with words that block: so they are kept here.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation

from cms.terminology.exemptions import grant
from cms.terminology.findings import PlacedFinding, findings_in
from cms.terminology.matching import find_terms
from cms.terminology.places import date_of
from cms.terminology.sentences import sentence_at
from cms.translation.inline_tags import judged_text
from cms.translation.segments import Segment

# The names of the form's fields: a button, and for each finding a kind and a reason.
KEEP, KIND, REASON = "keep", "keep-kind-", "keep-reason-"


def keep_words(
    translation: Translation, segments: Iterable[Segment], form: QueryDict, user: Any
) -> str:
    """Record why the words stay that the button `keep` names, by unit and offset. Returns them.

    Raises ValidationError where no reason is given or the text reads differently by now, and
    PermissionDenied for whoever may not publish.
    """
    key = form.get(KEEP, "")
    unit, _colon, start = key.partition(":")
    segment = next((segment for segment in segments if segment.unit_id == unit), None)
    draft = translation.source.get_ephemeral_translated_instance(
        translation.target_locale, fallback=True
    )
    found = find_occurrence(translation, draft, segment, start) if segment else None
    if found is None:
        raise ValidationError(_("The text has changed meanwhile. Please look at it again."))
    kind, reason = form.get(f"{KIND}{key}", ""), form.get(f"{REASON}{key}", "")
    if not reason.strip():
        raise ValidationError(_("Say why these words stay."))
    grant(draft, found.place.path, found.finding, kind, reason, user)
    return found.finding.match


def find_occurrence(
    translation: Translation, draft: Any, segment: Segment, start: str
) -> PlacedFinding | None:
    """The finding in `draft` that begins at `start` in the text of `segment`."""
    text = judged_text(segment.target_html)
    language = translation.target_locale.language_code
    for finding in find_terms(text, language, date_of(draft)):
        if str(finding.start) == start:
            sentence = sentence_at(text, finding.start, finding.end)
            for placed in findings_in(draft):
                if (placed.sentence, placed.finding.match) == (sentence, finding.match):
                    return placed
    return None
