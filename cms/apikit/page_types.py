"""The types of pages that the API knows, each registered by the app that has it.

A module `api_pages` of an installed app is imported before the API is put together; what it
registers becomes a member of the union that `/pages/{id}` answers with. A host project registers
the types of its own pages in the same way.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.module_loading import autodiscover_modules

from cms.apikit.schemas import PageItem

if TYPE_CHECKING:
    from cms.models import BasePage

# From a request, what singles out the page, and the language of the version that is wanted.
Read = Callable[[HttpRequest, Q, str | None], PageItem]
# From a request, a page, and `private_paths()`.
Show = Callable[[HttpRequest, Any, set[str]], PageItem]


@dataclass(frozen=True)
class PageType:
    """A type of page: `name` is the value of `type` in `schema`, its shape in full.

    `read` finds a public page of `model` and answers with `schema`; it raises Http404. `show` does
    so with a draft that is at hand, of which nothing need be in the database, in its language,
    which is active; without it drafts of the type cannot be seen in an external front end.
    """

    name: str
    model: "type[BasePage]"
    schema: type[PageItem]
    read: Read
    show: Show | None = None


_types: "dict[type[BasePage], PageType]" = {}


def register(page_type: PageType) -> None:
    """Make a type of page known. The first one of a model stays."""
    _types.setdefault(page_type.model, page_type)


def page_types() -> list[PageType]:
    """All types of pages, in a steady order."""
    autodiscover_modules("api_pages")
    return sorted(_types.values(), key=lambda page_type: page_type.name)


def page_models() -> "set[type[BasePage]]":
    """The models of all types of pages."""
    return set(_types)


def type_of(model: type | None) -> PageType | None:
    """The type of the pages of `model`; None where nobody has registered one."""
    return _types.get(model) if model else None
