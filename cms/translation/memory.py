"""Translation memory: how the same text is translated elsewhere in the site."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Count, Max
from wagtail.models import Locale

from cms.translation.completeness import publishable_translations

SHOWN_AT_MOST = 3


class Match(NamedTuple):
    """A translation of exactly the same text, and in how many places it stands."""

    html: str
    places: int


def find_matches(string_ids: Iterable[int], locale: Locale) -> dict[int, list[Match]]:
    """The translations of these source strings into `locale`, the most used first. One query.

    Says nothing of where they stand: that may be a draft of another section.
    """
    rows = (
        publishable_translations()
        .filter(translation_of_id__in=set(string_ids), locale=locale)
        .values_list("translation_of_id", "data")
        .annotate(places=Count("pk"), latest=Max("updated_at"))
        .order_by("-places", "-latest")
    )
    matches: dict[int, list[Match]] = defaultdict(list)
    for string_id, html, places, _latest in rows:
        if len(matches[string_id]) < SHOWN_AT_MOST:
            matches[string_id].append(Match(html, places))
    return dict(matches)
