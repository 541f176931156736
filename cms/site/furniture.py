"""What stands around every page: mission, auspices, follow us, join, counter, note, menu.

All of it comes from the profile, the note in force, the settings and the register, in the reader's
language or marked as another one. Built once per language and kept until content changes.
"""

from dataclasses import dataclass

from babel.numbers import format_decimal
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, Site

from cms.cache import cached
from cms.countries import cldr_locale
from cms.models import AllianceProfile, SiteSettings
from cms.models.settings import alliance_name
from cms.page_languages import text_language_code
from cms.privacy import private_paths, public
from cms.terminology.models import TerminologyNote
from network.models import CooperatePage, JoinPage, NetworkIndexPage, Participation
from network.models.relations import Counter
from news.models import NewsIndexPage


@dataclass(frozen=True)
class MenuItem:
    """A page in the main menu, and the language that its title is in."""

    title: str
    url: str
    language_code: str


@dataclass(frozen=True)
class FollowItem:
    """A place where the Alliance can be followed."""

    service: str
    label: str
    url: str


@dataclass(frozen=True)
class Furniture:
    """Furniture of one site in one language."""

    site_name: str
    home_url: str
    profile: AllianceProfile | None
    note: TerminologyNote | None
    counter: Counter
    counter_sentence: str
    menu: list[MenuItem]
    follow_links: list[FollowItem]
    news_url: str
    networks_url: str
    join_url: str
    cooperate_url: str
    is_demo: bool


def get_furniture(site: Site, language: str) -> Furniture:
    """The furniture of `site` in `language`, from the cache if nothing has changed."""
    return cached(f"furniture:{site.pk}:{language}", lambda: build_furniture(site, language))


def build_furniture(site: Site, language: str) -> Furniture:
    """Read the furniture from the database; call it with `language` active."""
    settings = SiteSettings.objects.filter(site=site).select_related("profile__locale").first()
    profile = settings.profile_in(language) if settings else None
    counter = Participation.objects.counter()
    home = site.root_page.localized
    return Furniture(
        site_name=alliance_name(site, profile),
        home_url=home.url or "/",
        profile=profile,
        note=TerminologyNote.objects.in_force(language),
        counter=counter,
        counter_sentence=counter_sentence(counter, language),
        menu=menu_of(home),
        follow_links=follow_links(settings),
        news_url=first_url(NewsIndexPage, home),
        networks_url=first_url(NetworkIndexPage, home),
        join_url=first_url(JoinPage, home),
        cooperate_url=first_url(CooperatePage, home),
        is_demo=bool(settings and settings.is_demonstration),
    )


def counter_sentence(counter: Counter, language: str) -> str:
    """«130 cities and regions from 29 countries» by the plural rules of the active language."""
    locale = cldr_locale(language)
    participants = ngettext(
        "%(number)s city or region", "%(number)s cities and regions", counter.participants
    ) % {"number": format_decimal(counter.participants, locale=locale)}
    countries = ngettext(
        "from %(number)s country", "from %(number)s countries", counter.countries
    ) % {"number": format_decimal(counter.countries, locale=locale)}
    # Translators: for example “130 cities and regions” and “from 29 countries”
    return _("%(participants)s %(countries)s") % {
        "participants": participants,
        "countries": countries,
    }


def menu_of(home: Page) -> list[MenuItem]:
    """Published children of the home that are marked for the menu."""
    pages = home.get_children().live().in_menu().select_related("locale", "alias_of__locale")
    return [
        MenuItem(title=page.title, url=page.url or "", language_code=text_language_code(page))
        for page in public(pages, private_paths())
    ]


def follow_links(settings: SiteSettings | None) -> list[FollowItem]:
    """The accounts of the settings, and the feed of the active language."""
    links = settings.follow_links.all() if settings else []
    items = [FollowItem(link.service, link.get_service_display(), link.url) for link in links]
    return [*items, FollowItem("rss", "RSS", reverse("news_feed"))]


def first_url(page_class: type[Page], home: Page) -> str:
    """Address of the first published page of a class below `home`; empty where there is none."""
    page = public(page_class.objects.live().descendant_of(home), private_paths()).first()
    return (page.url or "") if page else ""
