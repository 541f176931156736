"""Parameters that operations share, and the refusal of those that nobody declared."""

from collections.abc import Collection
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import AfterValidator, Field

from cms.apikit.problems import NUL, InvalidParameters, ProblemError

MAX_PAGE_SIZE = 100
# Primary keys and page numbers stay within what every database takes as an integer.
MAX_INTEGER = 2**31 - 1


def known_language(code: str) -> str:
    """`code`, if the site is published in that language."""
    known = [language for language, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    if code not in known:
        raise ValueError(f"the site is published in: {', '.join(known)}")
    return code


def without_nul(text: str) -> str:
    """`text`, unless it has a null character, which no database takes and no reader sees."""
    if NUL in text:
        raise ValueError("the text contains a null character")
    return text


LanguageCode = Annotated[
    str,
    Field(max_length=20, description="A language of the site, as listed by `/languages`"),
    AfterValidator(known_language),
]
CountryCode = Annotated[str, Field(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2 code")]
Slug = Annotated[str, Field(pattern="^[-a-zA-Z0-9_]{1,255}$")]
Id = Annotated[int, Field(ge=1, le=MAX_INTEGER)]
PathId = Annotated[
    int, Path(ge=1, le=MAX_INTEGER, description="The `id` that a list has, in any language")
]
# Text that a database can be asked for.
PlainText = Annotated[str, Field(max_length=255), AfterValidator(without_nul)]


class LocaleParameters(Schema):
    """The language to answer in."""

    locale: LanguageCode = Field(
        default_factory=lambda: settings.LANGUAGE_CODE,
        description="A language of the site; left out, its first one",
    )


class DetailParameters(Schema):
    """An item's version in another language; left out, the item itself."""

    locale: LanguageCode | None = Field(
        None, description="Language of the version to read; without it, the item of that id itself"
    )
    fallback: bool = Field(
        True,
        description="Also a text of another language, where there is none in that of the item; "
        "`false` answers 404 then",
    )


class PageParameters(Schema):
    """Which part of a list: a page by its number, or what follows a cursor."""

    page: int = Field(1, ge=1, le=MAX_INTEGER, description="From 1; 404 past the last one")
    page_size: int = Field(20, ge=1, le=MAX_PAGE_SIZE, description="Most items of one answer")
    cursor: str | None = Field(
        None,
        pattern="^[-_a-zA-Z0-9]{1,1000}$",
        description="The `next_cursor` of the part before, instead of `page`",
    )


class TreeParameters(LocaleParameters):
    """Items that exist in several languages."""

    fallback: bool = Field(
        False,
        description="Also items that have no translation into `locale`, in their own language",
    )


class ListParameters(TreeParameters, PageParameters):
    """A list of items that exist in several languages."""


def refuse_odd_parameters(request: HttpRequest, declared: Collection[str]) -> None:
    """Raise InvalidParameters for unknown or repeated parameters and for null characters."""
    errors = [
        ProblemError(parameter=name.replace(NUL, "\\0"), location="query", message=message)
        for name, values in request.GET.lists()
        for message in faults(name, [str(value) for value in values], declared)
    ]
    if errors:
        raise InvalidParameters(errors)


def faults(name: str, values: list[str], declared: Collection[str]) -> list[str]:
    """What is wrong with one parameter, apart from the type of its value."""
    found = {
        "This operation has no such parameter.": name not in declared,
        "The parameter is given more than once.": len(values) > 1,
        "The value contains a null character.": any(NUL in value for value in values),
    }
    return [message for message, is_wrong in found.items() if is_wrong]
