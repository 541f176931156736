"""Which authorities of the register an application may be about."""

from difflib import SequenceMatcher

from network.models import Authority
from network.models.applications import Application
from network.search_names import normalise_name

MOST_CANDIDATES = 10
# How alike two names are, of 1, that a slip of the pen or another transliteration tells apart.
ALIKE = 0.8
# What one name within another counts, such as Львів in «Львівська міська рада».
WITHIN = 0.95
# Endings change when a place becomes an adjective: so many letters may, and so many must stay.
ENDING, STEM = 2, 4


def candidates(application: Application) -> list[Authority]:
    """Authorities of the same country with a name like the applicant's, the likeliest first.

    Names are compared without case, accents and apostrophes, in all languages and with former
    ones: the same, one within the other, or nearly the same. Two queries.
    """
    name = normalise_name(application.authority_name)
    rows = Authority.objects.filter(country=application.country).values_list("pk", "search_names")
    likeness = {pk: max(likeness_of(name, one) for one in names.split("\n")) for pk, names in rows}
    likeliest = sorted(
        (pk for pk in likeness if likeness[pk]), key=lambda pk: likeness[pk], reverse=True
    )
    found = Authority.objects.in_bulk(likeliest[:MOST_CANDIDATES])
    return [found[pk] for pk in likeliest if pk in found]


def likeness_of(one: str, other: str) -> float:
    """How alike two normalised names are: 0 for not at all, 1 for the same."""
    if not one or not other:
        return 0
    if one == other:
        return 1
    if is_within(one, other) or is_within(other, one):
        return WITHIN
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.quick_ratio() < ALIKE:
        return 0
    ratio = matcher.ratio()
    return ratio if ratio >= ALIKE else 0


def is_within(one: str, other: str) -> bool:
    """Whether each word of `one` begins, its ending left aside, a word of `other`."""
    words = other.split()
    stems = [word[: max(STEM, len(word) - ENDING)] for word in one.split()]
    return all(any(word.startswith(stem) for word in words) for stem in stems)
