"""The sections that have news of their own, such as the national networks."""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from cms.cache import cached
from cms.page_languages import text_language_code
from cms.privacy import private_paths, public


@dataclass(frozen=True)
class NewsSection:
    """A page that articles stand beneath; `path` is its place in the tree of its language."""

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
    parents = set(apps.get_model("news.NewsPage").allowed_parent_page_models())
    parents -= {Page, apps.get_model("news.NewsIndexPage")}
    types = ContentType.objects.get_for_models(*parents).values()
    pages = (
        Page.objects.live()
        .filter(locale_id=locale_id, content_type__in=types)
        .select_related("locale", "alias_of__locale")
        .order_by("title", "pk")
    )
    return {
        page.slug: NewsSection(page.slug, page.title, page.path, text_language_code(page))
        for page in public(pages, private_paths())
    }
