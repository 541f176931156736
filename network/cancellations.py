"""Why a meeting is cancelled, in another language where a reader's own does not say so yet.

A cancellation reaches all languages at once, but its reason only with each translation.
"""

import uuid
from collections.abc import Iterable
from typing import NamedTuple

from cms.privacy import private_paths, public
from network.models import MeetingPage


class Reason(NamedTuple):
    """Why, and the language in which it is said."""

    text: str
    language: str


def reasons_elsewhere(meetings: Iterable[MeetingPage]) -> dict[uuid.UUID, Reason]:
    """The reasons of those cancelled `meetings` that have none, by translation key.

    Of several languages, that of the version which was made first. No query where all have theirs.
    """
    silent = [
        meeting.translation_key
        for meeting in meetings
        if meeting.is_cancelled and not meeting.cancellation_reason
    ]
    if not silent:
        return {}
    versions = (
        public(MeetingPage.objects.live(), private_paths())
        .filter(translation_key__in=silent, alias_of=None)
        .exclude(cancellation_reason="")
        .order_by("-pk")
        .values_list("translation_key", "cancellation_reason", "locale__language_code")
    )
    return {key: Reason(text, language) for key, text, language in versions}
