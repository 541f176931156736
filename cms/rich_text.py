"""Rich text whose links are looked up together.

Wagtail reads the pages that one passage links to by type and asks for the translation of each.
Here all passages of one kind in a body share one query for their links to pages, and one for those
to documents.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q
from django.forms import Field
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from wagtail import blocks
from wagtail.models import Page
from wagtail.rich_text import RichText, expand_db_html

from cms.languages import content_language_code
from cms.passage_languages import FEATURE as PASSAGE_LANGUAGE

SEPARATOR = "\0"


def find_page_urls(ids: Iterable[int]) -> dict[int, str]:
    """Where links to the pages `ids` lead: to the translation in the active language if it is
    published, else to the page itself if that is. Pages that lead nowhere are left out; one query.
    """
    ids = set(ids)
    if not ids:
        return {}
    language = content_language_code()
    keys = Page.objects.filter(pk__in=ids).values("translation_key")
    pages = list(
        Page.objects.filter(
            Q(pk__in=ids) | Q(translation_key__in=keys, locale__language_code=language)
        )
        .annotate(language=F("locale__language_code"))
        .specific(defer=True)
    )
    localized = {
        page.translation_key: page for page in pages if page.live and page.language == language
    }
    urls = {}
    for page in pages:
        target = localized.get(page.translation_key, page)
        if page.pk in ids and target.live and (url := target.url):
            urls[page.pk] = url
    return urls


class RichTextBatch:
    """Passages that are expanded together as soon as one of them is needed."""

    def __init__(self, sources: Iterable[str]) -> None:
        self.sources = [source.replace(SEPARATOR, "") for source in sources]
        self.expanded: dict[str, list[str]] = {}

    def expand(self, position: int) -> str:
        """The passage at `position` with its links in place, in the active language."""
        language = content_language_code()
        if language not in self.expanded:
            html = expand_db_html(SEPARATOR.join(self.sources))
            self.expanded[language] = html.split(SEPARATOR)
        return self.expanded[language][position]


class BatchedRichText(RichText):
    """A passage of a batch; renders as Wagtail's own does."""

    def __init__(self, source: str, batch: RichTextBatch, position: int) -> None:
        super().__init__(source)
        self.batch = batch
        self.position = position

    def __html__(self) -> str:
        return render_to_string(
            "wagtailcore/shared/richtext.html", {"html": self.batch.expand(self.position)}
        )

    def __str__(self) -> str:
        return mark_safe(self.__html__())  # noqa: S308


# Features of the editor that every body has, beside those that a block lists itself; apps above
# this one add theirs. Kept apart from the blocks, whose own lists stand in migrations.
added_features: list[str] = [PASSAGE_LANGUAGE]


class RichTextBlock(blocks.RichTextBlock):
    """Wagtail's, with the passages of a stream in one batch, and with `added_features`."""

    features: list[str] | None

    @cached_property
    def field(self) -> Field:
        if self.features is not None:
            self.features = [*self.features, *added_features]
        return super().field

    def bulk_to_python(self, values: Iterable[Any]) -> list[RichText]:
        sources = [value or "" for value in values]
        batch = RichTextBatch(sources)
        return [BatchedRichText(source, batch, position) for position, source in enumerate(sources)]


# To migrations it is Wagtail's own block.
DECONSTRUCT_ALIASES = {RichTextBlock: "wagtail.blocks.RichTextBlock"}
