"""Makes pages, not yet saved, from the fields and blocks of an item in one language.

The same functions make a source and its translation, so that the texts of both can be paired.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from wagtail.models import Page

from cms.dates import DatePrecision
from cms.demo.content import Item
from cms.demo.shelf import Shelf
from cms.markdown import stable_id
from cms.models import StandardPage
from cms.slugs import make_slug
from network.models import (
    CooperatePage,
    JoinPage,
    NetworkFounder,
    NetworkIndexPage,
    NetworkPage,
)
from news.models import NewsIndexPage, NewsPage, NewsPageCountry

# The sections of the home in the order of the menu: item and page class.
SECTIONS: dict[str, type[Page]] = {
    "news": NewsIndexPage,
    "networks": NetworkIndexPage,
    "about": StandardPage,
    "join": JoinPage,
    "cooperate": CooperatePage,
}
SECTION_FIELDS = ("title", "lead", "introduction", "recipient_name", "recipient_email")


def section_page(item: Item, language: str, shelf: Shelf) -> Page:
    """The home or a section. While the pages that it links to are missing, it has no body."""
    page_class = SECTIONS.get(item.name) or apps.get_model("home", "HomePage")
    fields = item.fields(language)
    page = page_class(
        slug=item.name,
        show_in_menus=item.name in SECTIONS,
        **{name: fields[name] for name in SECTION_FIELDS if name in fields},
    )
    if hasattr(page, "body") and set(SECTIONS) <= set(shelf.pages):
        page.body = item.blocks(language, shelf)
    return page


def network_page(item: Item, language: str, shelf: Shelf) -> NetworkPage:
    fields = item.fields(language)
    page = NetworkPage(
        title=fields["title"],
        slug=fields["slug"],
        introduction=fields["introduction"],
        country=fields["country"],
        founded_on=fields["founded_on"],
        founded_precision=fields["founded_precision"] or DatePrecision.DAY,
        body=item.blocks(language, shelf),
    )
    page.founders.set(
        [
            NetworkFounder(
                name=founder["name"],
                kind=founder["kind"],
                authority=shelf.authorities[founder["authority"]] if founder["authority"] else None,
                translation_key=stable_id(item.key, "founders", str(position)),
                locale=shelf.locales[language],
                sort_order=position,
            )
            for position, founder in enumerate(fields["founders"])
        ]
    )
    return page


def news_page(item: Item, language: str, shelf: Shelf) -> NewsPage:
    fields = item.fields(language)
    event = fields.get("event", {})
    organisation = fields.get("organisation")
    page = NewsPage(
        title=fields["title"],
        slug=news_slug(item, language),
        date=fields["date"],
        date_precision=fields.get("date_precision", DatePrecision.DAY),
        summary=fields["summary"],
        lead_image_id=shelf.image(fields["image"]) if "image" in fields else None,
        lead_image_alt=fields.get("image_alt", ""),
        event_from=event.get("from"),
        event_to=event.get("to"),
        event_place=event.get("place", ""),
        corrected_on=fields.get("corrected_on"),
        correction_note=fields.get("correction_note", ""),
        organisation=shelf.organisations[organisation] if organisation else None,
        links=[link_block(item, n, link) for n, link in enumerate(fields.get("links", []))],
        body=item.blocks(language, shelf),
    )
    page.countries.set(
        [
            NewsPageCountry(country=code, sort_order=position)
            for position, code in enumerate(fields["countries"])
        ]
    )
    page.topics.add(*[shelf.topics[slug] for slug in fields["topics"]])
    return page


def news_slug(item: Item, language: str) -> str:
    """Short and chosen by hand in the site's first language, elsewhere made from the title."""
    if language == settings.LANGUAGE_CODE:
        return item.name
    return make_slug(item.fields(language)["title"], language)


def link_block(item: Item, position: int, link: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "link",
        "value": {"label": link["label"], "url": link["url"], "page": None},
        "id": str(stable_id(item.key, "links", str(position))),
    }
