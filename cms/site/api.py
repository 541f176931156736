"""Furniture and languages in the API: what stands around every page."""

from dataclasses import asdict

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import translation
from ninja import Query
from pydantic import BaseModel, Field
from wagtail.models import Site

from cms.apikit.addresses import Addresses
from cms.apikit.parameters import LocaleParameters
from cms.apikit.router import ReadRouter
from cms.languages import site_languages
from cms.models import AllianceProfile
from cms.resolver import find_site, published_languages
from cms.site.furniture import Furniture as SiteFurniture
from cms.site.furniture import get_furniture
from cms.terminology.api import Note, note_shape

router = ReadRouter(tags=["Site"])


class LanguageItem(BaseModel):
    """A language that the site is published in."""

    code: str
    name: str = Field(description="In the language itself")
    dir: str = Field(description="Writing direction: `ltr` or `rtl`")
    is_default: bool
    home_url: str


class LanguageList(BaseModel):
    items: list[LanguageItem]


class AllianceContact(BaseModel):
    """How to reach the Alliance."""

    name: str
    email: str
    text: str


class Profile(BaseModel):
    """The sentences about the Alliance."""

    served_locale: str = Field(description="Language of the sentences")
    is_fallback: bool
    mission: str
    auspices: str
    invitation: str
    contact: AllianceContact


class CounterSentence(BaseModel):
    """Active participants of the Alliance, their countries, and both in a sentence."""

    participants: int
    countries: int
    sentence: str


class MenuEntry(BaseModel):
    """A page of the main menu."""

    title: str
    url: str
    served_locale: str = Field(description="Language of the title")


class FollowEntry(BaseModel):
    """A place where the Alliance can be followed."""

    service: str
    label: str
    url: str


class Furniture(BaseModel):
    """What stands around every page."""

    locale: str
    site_name: str
    home_url: str
    is_demonstration: bool = Field(description="If so, readers must be told")
    profile: Profile | None
    note: Note | None
    counter: CounterSentence
    menu: list[MenuEntry]
    follow_links: list[FollowEntry]
    news_url: str | None
    networks_url: str | None
    join_url: str | None
    cooperate_url: str | None


@router.read("/languages", LanguageList, "Languages of the site")
def list_languages(request: HttpRequest) -> LanguageList:
    addresses = Addresses(request)
    site = find_site(request)
    published = published_languages(site) if site else set()
    return LanguageList(
        items=[
            LanguageItem(
                **asdict(language),
                is_default=language.code == settings.LANGUAGE_CODE,
                home_url=addresses.absolute(f"/{language.code}/"),
            )
            for language in site_languages()
            if language.code in published
        ]
    )


@router.read("/furniture", Furniture, "What stands around every page")
def get_site_furniture(request: HttpRequest, parameters: Query[LocaleParameters]) -> Furniture:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404("No site answers at this address.")
    with translation.override(parameters.locale):
        return furniture(request, get_furniture(site, parameters.locale), parameters.locale)


def furniture(request: HttpRequest, found: SiteFurniture, language: str) -> Furniture:
    absolute = Addresses(request).absolute
    return Furniture(
        locale=language,
        site_name=found.site_name,
        home_url=absolute(found.home_url),
        is_demonstration=found.is_demo,
        profile=profile(found.profile, language) if found.profile else None,
        note=note_shape(request, found.note, language) if found.note else None,
        counter=CounterSentence(**asdict(found.counter), sentence=found.counter_sentence),
        menu=[
            MenuEntry(title=item.title, url=absolute(item.url), served_locale=item.language_code)
            for item in found.menu
        ],
        follow_links=[
            FollowEntry(service=item.service, label=item.label, url=absolute(item.url))
            for item in found.follow_links
        ],
        news_url=absolute(found.news_url) if found.news_url else None,
        networks_url=absolute(found.networks_url) if found.networks_url else None,
        join_url=absolute(found.join_url) if found.join_url else None,
        cooperate_url=absolute(found.cooperate_url) if found.cooperate_url else None,
    )


def profile(found: AllianceProfile, language: str) -> Profile:
    return Profile(
        served_locale=found.locale.language_code,
        is_fallback=found.locale.language_code != language,
        mission=found.mission,
        auspices=found.auspices,
        invitation=found.invitation,
        contact=AllianceContact(
            name=found.contact_name, email=found.contact_email, text=found.contact_text
        ),
    )
