"""Pages that are mostly text: what their shapes share, and how they are read."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import translation
from pydantic import Field

from cms.apikit import blocks
from cms.apikit.addresses import Addresses
from cms.apikit.block_schemas import Block
from cms.apikit.content import Content
from cms.apikit.page_types import PageType
from cms.apikit.pages import PageDirectory
from cms.apikit.references import References
from cms.apikit.schemas import PageFrame, PageItem, PageLink
from cms.apikit.versions import find_version
from cms.models import BasePage


class PlacedPage(PageItem, PageFrame):
    """A page in full."""

    section: PageLink | None = Field(description="The page above; none of a home")


class IntroducedPage(PlacedPage):
    """A page that opens with a sentence or two."""

    introduction: str


class TextPage(IntroducedPage):
    """A page with a body."""

    body: list[Block]


Fields = Callable[[Any, Content], dict[str, Any]]
HtmlOf = Callable[[Any], list[str]]


def text_page_type(
    name: str,
    model: type[BasePage],
    schema: type[PageItem],
    fields: Fields,
    html: HtmlOf = lambda page: [],
) -> PageType:
    """A type of page whose own fields are what `fields` finds in a page and its content.

    `html` finds the stored rich texts of a page beside its streams.
    """

    def read(request: HttpRequest, wanted: Q, locale: str | None) -> PageItem:
        pages: QuerySet = model.objects.all()
        page, private = find_version(pages, wanted, locale)
        with translation.override(page.locale.language_code):
            return show(request, page, private)

    def show(request: HttpRequest, page: Any, private: set[str]) -> PageItem:
        content = content_of(request, page, private, html(page))
        return schema(type=name, **placed(page, content), **fields(page, content))

    return PageType(name, model, schema, read, show)


def content_of(
    request: HttpRequest, page: BasePage, private: set[str], html: Iterable[str] = ()
) -> Content:
    """What the streams of `page`, and the rich texts `html` beside them, refer to."""
    references = References()
    for name in page.get_streamfield_names():
        references.add_stream(getattr(page, name))
    for text in html:
        references.add_html(text)
    directory = PageDirectory(
        [page], Addresses(request), private, linked=references.pages, parents=True
    )
    language = page.locale.language_code
    return Content(references, directory, language, page.first_published_at)


def placed(page: BasePage, content: Content) -> dict[str, Any]:
    """The fields of PlacedPage but its type."""
    directory = content.directory
    return {
        **directory.item(page),
        **directory.frame(page),
        "section": directory.parent(page),
    }


def introduced(page: Any, content: Content) -> dict[str, Any]:
    """The own fields of IntroducedPage."""
    return {"introduction": page.introduction}


def texts(page: Any, content: Content) -> dict[str, Any]:
    """The own fields of TextPage."""
    return {"introduction": page.introduction, "body": blocks.body(page.body, content)}
