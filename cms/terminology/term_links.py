"""Links from running text to a concept: `<a linktype="term" concept="identifier">`.

A reader gets a plain link: to the definition below the text where the page lists its terms there
(`{% terms_on_page %}`), else to the glossary. Which words are linked, and how they are inflected,
the text decides; the concept is the same in all languages, its definition is in the reader's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.html import format_html
from wagtail.rich_text import LinkHandler

from cms.languages import content_language_code
from cms.terminology.glossary import ConceptEntry, glossary
from cms.terminology.models import Concept

# What Wagtail's rich text calls the possibility to make such a link.
FEATURE = "term"

_linked: ContextVar[dict[str, ConceptEntry] | None] = ContextVar("linked_terms", default=None)


@contextmanager
def linked_terms() -> Iterator[dict[str, ConceptEntry]]:
    """Collect what the texts that are rendered within link to; they link to the list of it."""
    found: dict[str, ConceptEntry] = {}
    token = _linked.set(found)
    try:
        yield found
    finally:
        _linked.reset(token)


class TermLinkHandler(LinkHandler):
    """Finds concepts in the glossary, which is kept: no query for each text or link."""

    identifier = "term"

    @staticmethod
    def get_model() -> type[Concept]:
        return Concept

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        """The opening tag; without an address, which is plain text, where the concept is gone."""
        entry = glossary(content_language_code()).get(attrs.get("concept", ""))
        if entry is None:
            return "<a>"
        found = _linked.get()
        if found is None:
            return format_html('<a class="term" href="{}">', entry.url)
        found[entry.identifier] = entry
        return format_html(
            '<a class="term" href="#{0}" aria-describedby="{0}-definition">',
            f"term-{entry.identifier}",
        )

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[Any, str, str, str]]:
        entry = glossary(content_language_code()).get(attrs.get("concept", ""))
        if entry is not None:
            yield cls.get_model(), str(entry.key), "", ""
