"""The sections that have news of their own, such as the national networks."""

import re
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.cache import cached
from cms.page_languages import text_language_code
from cms.privacy import private_paths, public

SLUG = re.compile(r"[-\w]+")


@dataclass(frozen=True)
class NewsSection:
    """A page that articles stand beneath; `path` is its place in the tree of its language.

    `key` is the same in all languages, and stays when `slug` changes.
    """

    key: uuid.UUID
    slug: str
    title: str
    path: str
    language_code: str


def sections_in(locale_id: int) -> dict[str, NewsSection]:
    """Published sections of one language's tree by slug, by title; kept until one changes.

    News know no networks: a section is a page of any type that may hold articles, but the index.
    """
    return cached(f"news-sections:{locale_id}", lambda: find_sections(locale_id))


def section_paths(locale_id: int) -> dict[str, str]:
    """The place in the tree of each of `sections_in`, by slug."""
    return {slug: section.path for slug, section in sections_in(locale_id).items()}


def find_sections(locale_id: int) -> dict[str, NewsSection]:
    pages = (
        Page.objects.live()
        .filter(locale_id=locale_id, content_type__in=section_types())
        .select_related("locale", "alias_of__locale")
        .order_by("title", "pk")
    )
    return {
        page.slug: NewsSection(
            page.translation_key, page.slug, page.title, page.path, text_language_code(page)
        )
        for page in public(pages, private_paths())
    }


def section_types() -> Collection[ContentType]:
    """The types of the pages that are sections."""
    parents = set(apps.get_model("news.NewsPage").allowed_parent_page_models())
    parents -= {Page, apps.get_model("news.NewsIndexPage")}
    return ContentType.objects.get_for_models(*parents).values()


def with_present_section(data: QueryDict, slugs: Collection[str]) -> QueryDict:
    """The fields of an address with the present slug in `network`: one of `slugs`.

    Whoever follows a section by an address with its former slug goes on following it. The redirects
    from its former addresses tell of that; no query where the slug is a present one.
    """
    slug = data.get("network", "")
    if not isinstance(slug, str) or slug in slugs or not SLUG.fullmatch(slug):
        return data
    redirects = Redirect.objects.filter(
        old_path__endswith=f"/{slug}",
        redirect_page__slug__in=slugs,
        redirect_page__content_type__in=section_types(),
    )
    present = redirects.order_by("-pk").values_list("redirect_page__slug", flat=True).first()
    if present is not None:
        data = data.copy()
        data["network"] = present
    return data
