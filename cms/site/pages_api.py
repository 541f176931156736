"""Pages of every type in the API, by their ids."""

from typing import Annotated, Any, Union

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import Http404, HttpRequest
from ninja import Query
from pydantic import AfterValidator, Field, RootModel, create_model
from wagtail.models import Page

from cms.apikit.addresses import Addresses
from cms.apikit.neighbours import awaiting_review
from cms.apikit.page_types import page_models, page_types, type_of
from cms.apikit.pages import PageDirectory, published
from cms.apikit.paging import Order, part_of
from cms.apikit.parameters import DetailParameters, Id, ListParameters, PathId
from cms.apikit.router import ReadRouter
from cms.apikit.schemas import ListPage, PageItem
from cms.apikit.versions import accepted
from cms.cache import SECONDS
from cms.privacy import private_paths

router = ReadRouter(tags=["Pages"])

BY_AGE = Order(("pk",), (Id,))
TYPE_NAMES = [page_type.name for page_type in page_types()]


def known_type(name: str) -> str:
    """`name`, if it is that of a type of page."""
    if name not in TYPE_NAMES:
        raise ValueError(f"the types of pages are: {', '.join(TYPE_NAMES)}")
    return name


TypeName = Annotated[
    str, Field(json_schema_extra={"enum": list(TYPE_NAMES)}), AfterValidator(known_type)
]


class PageSummary(PageItem):
    """A page of any type as lists show it."""

    type: TypeName


class PageList(ListPage):
    items: list[PageSummary]


# A page of any type in full; `type` says which.
PageDetail: type[RootModel] = create_model(
    "PageDetail",
    __base__=RootModel,
    __doc__="A page in full: `type` tells the types of pages apart.",
    root=(  # type: ignore[arg-type]
        Union[tuple(page_type.schema for page_type in page_types())],  # noqa: UP007
        Field(discriminator="type"),
    ),
)


class PagesParameters(ListParameters):
    """Which pages."""

    type: TypeName | None = Field(None, description="Pages of this type")
    below: Id | None = Field(None, description="Pages anywhere below the page with this id")


def summary_fields(page: Page, directory: PageDirectory) -> dict[str, Any]:
    """The fields of PageSummary."""
    page_type = type_of(page.specific_class)
    return {**directory.item(page), "type": page_type.name if page_type else ""}


def filtered(parameters: PagesParameters) -> Q:
    """The pages that the parameters ask for, of those types that the API knows."""
    wanted = [
        page_type.model
        for page_type in page_types()
        if parameters.type is None or page_type.name == parameters.type
    ]
    kinds = ContentType.objects.get_for_models(*wanted).values()
    found = Q(content_type__in=[kind.pk for kind in kinds])
    if parameters.below is not None:
        above = Page.objects.filter(pk=parameters.below).values_list("path", flat=True).first()
        found &= Q(path__startswith=above) & ~Q(path=above) if above else Q(pk__in=[])
    return found


@router.read("/pages", PageList, "All pages, the oldest first")
def list_pages(request: HttpRequest, parameters: Query[PagesParameters]) -> PageList:
    addresses = Addresses(request)
    private = private_paths()
    is_awaiting = ExpressionWrapper(awaiting_review(page_models()), BooleanField())
    pages = Page.objects.filter(filtered(parameters)).annotate(awaiting_review=is_awaiting)
    part = part_of(
        published(pages, parameters.locale, parameters.fallback, private, addresses),
        BY_AGE,
        parameters,
    )
    directory = PageDirectory(part.rows, addresses, private)
    return PageList(
        **part.fields, items=[PageSummary(**summary_fields(page, directory)) for page in part.rows]
    )


@router.read("/pages/{id}", PageDetail, "A page of any type in full")
def get_page(request: HttpRequest, id: PathId, parameters: Query[DetailParameters]) -> RootModel:
    page_type = type_of(model_of(id))
    if page_type is None:
        raise Http404("There is no such page.")
    return PageDetail(accepted(page_type.read(request, Q(pk=id), parameters.locale), parameters))


def model_of(pk: int) -> type | None:
    """The class of a page; no query while the cache knows, for a page stays what it is."""
    key = f"cms:page-type:{pk}"
    kind: int | None = cache.get(key)
    if kind is None:
        kind = Page.objects.filter(pk=pk).values_list("content_type", flat=True).first()
        if kind is None:
            return None
        cache.set(key, kind, SECONDS)
    return ContentType.objects.get_for_id(kind).model_class()
