"""The pages of the site that are views and so in no table: the directory, the glossary and others.

They are few and always there: readers are shown them before what was found.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.languages import is_lacking, source_language
from cms.site import accessibility
from cms.site.search.hits import Hit
from cms.site.search.marks import Marker, is_alike
from cms.site.search.models import Kind
from cms.site.search.service import words_of
from cms.site.search.words import fold, telling_words
from cms.terminology import views as terminology

CITIES_AND_REGIONS = _("Cities and regions")
PARTICIPANTS_IN_NUMBERS = _("Participants in numbers")
TERMINOLOGY = _("Terminology")


@dataclass(frozen=True)
class SitePage:
    """A view with the title that it shows, and the words by which readers look for it."""

    view_name: str
    title: Promise
    description: Promise
    known_by: tuple[Promise, ...]


SITE_PAGES = (
    SitePage(
        "authorities",
        CITIES_AND_REGIONS,
        _("Which cities and regions take part in the Alliance, with their networks"),
        # Translators: words that readers type who look for the list of all cities and regions
        (CITIES_AND_REGIONS, _("Directory, register, list of members and participants")),
    ),
    SitePage(
        "authority_statistics",
        PARTICIPANTS_IN_NUMBERS,
        _("Map of the participants of the Alliance by country"),
        # Translators: words that readers type who look for the participants in numbers
        (PARTICIPANTS_IN_NUMBERS, _("Statistics, figures, charts, map")),
    ),
    SitePage("terminology", TERMINOLOGY, terminology.DESCRIPTION, (TERMINOLOGY, _("Glossary"))),
    SitePage(
        "accessibility",
        _("Accessibility statement"),
        accessibility.LEAD,
        # “Statement” alone, in French « déclaration », is said of others.
        # Translators: words that readers type who look for the accessibility statement
        (_("Accessibility, accessible"),),
    ),
)


def site_pages(text: str, language: str) -> list[Hit]:
    """The pages that `text` calls, for readers of `language`, which is the active one."""
    words = telling_words(words_of(text), language)
    return [shown(page, words, language) for page in SITE_PAGES if is_called(page, words, language)]


def is_called(page: SitePage, words: list[str], language: str) -> bool:
    """Whether one of `words` (folded) is what the page is known by, and the others are its title's;
    in any form."""
    spoken = language_of(page.title, language)
    known_by = telling_words(fold(" ".join(map(str, page.known_by))), spoken)
    own = [*known_by, *fold(str(page.title)).split()]
    return has_any(known_by, words, spoken) and all(has_any(own, [one], spoken) for one in words)


def has_any(own: list[str], asked: list[str], language: str) -> bool:
    return any(is_alike(one, word, language) for one in own for word in asked)


def shown(page: SitePage, words: list[str], language: str) -> Hit:
    marker = Marker(words)
    spoken = language_of(page.title, language)
    is_described = language_of(page.description, language) == spoken
    return Hit(
        kind=Kind.PAGE,
        title=marker.parts(str(page.title), spoken),
        url=reverse(page.view_name),
        language_code=spoken,
        passage=marker.parts(str(page.description), spoken) if is_described else [],
    )


def language_of(text: Promise, language: str) -> str:
    """In which language the interface says `text` to readers of `language`."""
    return source_language().code if is_lacking(text) else language
