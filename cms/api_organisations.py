"""Organisations in the API: as items of their own, and as the box that a page closes with."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Min, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest
from django.utils import translation
from ninja import Query
from pydantic import BaseModel, Field
from wagtail.models import Locale

from cms.apikit.addresses import Addresses
from cms.apikit.block_schemas import Html
from cms.apikit.content import Content
from cms.apikit.pages import PageDirectory
from cms.apikit.paging import Order, part_of
from cms.apikit.parameters import DetailParameters, Id, ListParameters, PathId, PlainText
from cms.apikit.references import References
from cms.apikit.router import ReadRouter
from cms.apikit.schemas import ListPage
from cms.apikit.sql import rows_as_json
from cms.apikit.versions import accepted
from cms.models import Organisation

router = ReadRouter(tags=["Organisations"])

BY_NAME = Order(("name", "pk"), (PlainText, Id))
# Of an organisation, for OrganisationSummary.
PAGE_COLUMNS = ("pk", "translation_key", "name", "acronym", "description", "website")


class OrganisationSummary(BaseModel):
    """An organisation, in the language of the answer or, where it has no text in it, another."""

    id: int
    translation_key: uuid.UUID = Field(description="The same in all languages of one organisation")
    served_locale: str = Field(description="Language of the text")
    name: str
    acronym: str
    description: Html
    website: str


class OrganisationTranslation(BaseModel):
    """The text on an organisation in one language."""

    id: int
    locale: str
    name: str


class OrganisationItem(OrganisationSummary):
    """An organisation among its translations."""

    locale: str = Field(description="The language that was asked for")
    is_fallback: bool = Field(description="Whether there is no text in that language")
    translations: list[OrganisationTranslation]


class OrganisationList(ListPage):
    items: list[OrganisationItem]


def summary_fields(organisation: Organisation, content: Content) -> dict[str, Any]:
    """The fields of OrganisationSummary."""
    return {
        "id": organisation.pk,
        "translation_key": organisation.translation_key,
        "served_locale": organisation.locale.language_code,
        "name": organisation.name,
        "acronym": organisation.acronym,
        "description": content.html(organisation.description),
        "website": organisation.website,
    }


def summary(organisation: Organisation | None, content: Content) -> OrganisationSummary | None:
    """The box of a page; `content` knows what the description refers to."""
    if organisation is None:
        return None
    return OrganisationSummary(**summary_fields(organisation, content))


def rows_of_pages() -> Subquery:
    """For a query of pages with an organisation: what readers may get of it, for `from_rows`."""
    texts = Organisation.objects.filter(
        Q(pk=OuterRef("organisation")) | Q(locale=OuterRef("locale")),
        translation_key=OuterRef("organisation__translation_key"),
        live=True,
    )
    return rows_as_json(texts, "translation_key", *PAGE_COLUMNS, "locale__language_code")


def from_rows(rows: list[list[Any]] | None, language: str) -> Organisation | None:
    """The text on an organisation for readers of `language`, as `published_in` chooses it."""
    texts = [
        Organisation(
            **dict(zip(PAGE_COLUMNS, values, strict=True)), locale=Locale(language_code=code)
        )
        for *values, code in rows or []
    ]
    in_language = (text for text in texts if text.locale.language_code == language)
    return next(in_language, texts[0] if texts else None)


def items(
    request: HttpRequest, organisations: list[Organisation], language: str
) -> list[OrganisationItem]:
    """`organisations` as items for a reader of `language`; two queries."""
    references = References()
    for organisation in organisations:
        references.add_html(organisation.description)
    directory = PageDirectory([], Addresses(request), private=set(), linked=references.pages)
    content = Content(references, directory, language)
    versions = translations(organisation.translation_key for organisation in organisations)
    return [
        OrganisationItem(
            **summary_fields(organisation, content),
            locale=language,
            is_fallback=organisation.locale.language_code != language,
            translations=versions[organisation.translation_key],
        )
        for organisation in organisations
    ]


def translations(keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[OrganisationTranslation]]:
    """The live texts on some organisations, by translation key."""
    found: dict[uuid.UUID, list[OrganisationTranslation]] = defaultdict(list)
    rows = Organisation.objects.filter(live=True, translation_key__in=set(keys))
    for row in rows.select_related("locale").order_by("locale__language_code"):
        found[row.translation_key].append(
            OrganisationTranslation(id=row.pk, locale=row.locale.language_code, name=row.name)
        )
    return found


def listed(language: str, fallback: bool) -> QuerySet[Organisation]:
    """Live texts in `language`, in no order; with `fallback` also the oldest text of the others."""
    live = Organisation.objects.filter(live=True).select_related("locale")
    wanted = Q(locale__language_code=language)
    if fallback:
        translated = live.filter(wanted).values("translation_key")
        oldest = (
            live.exclude(translation_key__in=translated)
            .order_by()
            .values("translation_key")
            .annotate(oldest=Min("pk"))
            .values("oldest")
        )
        wanted |= Q(pk__in=oldest)
    return live.filter(wanted)


@router.read("/organisations", OrganisationList, "Organisations that texts speak of")
def list_organisations(request: HttpRequest, parameters: Query[ListParameters]) -> OrganisationList:
    part = part_of(listed(parameters.locale, parameters.fallback), BY_NAME, parameters)
    with translation.override(parameters.locale):
        return OrganisationList(
            **part.fields,
            items=items(request, part.rows, parameters.locale),
        )


@router.read("/organisations/{id}", OrganisationItem, "An organisation")
def get_organisation(
    request: HttpRequest, id: PathId, parameters: Query[DetailParameters]
) -> OrganisationItem:
    wanted = Organisation.objects.filter(pk=id, live=True).select_related("locale").first()
    if wanted is None:
        raise Http404("There is no such organisation.")
    language = parameters.locale or wanted.locale.language_code
    with translation.override(language):
        found = items(request, [wanted.published_in(language) or wanted], language)[0]
    return accepted(found, parameters)
