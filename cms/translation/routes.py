"""What stands at each address of wagtail-localize: the rights that it asks for.

A route that is not in the table, as after an upgrade, is closed; a test tells that it is missing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.views.generic import RedirectView
from wagtail_localize.models import Translation
from wagtail_localize.wagtail_hooks import register_admin_urls

from cms.translation.conversion import unpublish_instead
from cms.translation.exchange.views import download_po, upload_po
from cms.translation.rights import may
from cms.translation.views import (
    SubmitPage,
    SubmitSnippet,
    Update,
    read_snippets,
)

View = Callable[..., HttpResponseBase]


class Guard(Enum):
    """Who gets through to a route of wagtail-localize."""

    OURS = "a view of ours stands in its place and asks for the rights on source and target"
    TARGET = "whoever may edit the target of the translation"
    CLOSED = "nobody"
    PUBLIC = "every user of the admin: it shows nothing but words of the interface"


@dataclass(frozen=True)
class Route:
    """`view` stands in the place of wagtail-localize's own."""

    guard: Guard
    view: View | None = None


to_our_report = RedirectView.as_view(pattern_name="cms_translation_state")

ROUTES = {
    "javascript_catalog": Route(Guard.PUBLIC),
    "submit_page_translation": Route(Guard.OURS, SubmitPage.as_view()),
    "submit_snippet_translation": Route(Guard.OURS, SubmitSnippet.as_view()),
    "update_translations": Route(Guard.OURS, Update.as_view()),
    "convert_to_alias": Route(Guard.OURS, unpublish_instead),
    # The stock report shows the pages of all sections, drafts too.
    "translations_report": Route(Guard.OURS, to_our_report),
    "translations_report_results": Route(Guard.OURS, to_our_report),
    "snippets_api_listing": Route(Guard.OURS, read_snippets),
    "snippets_api_detail": Route(Guard.OURS, read_snippets),
    # The editor saves texts and values itself, and notices who else does.
    "edit_string_translation": Route(Guard.CLOSED),
    "edit_override": Route(Guard.CLOSED),
    "download_pofile": Route(Guard.OURS, download_po),
    "upload_pofile": Route(Guard.OURS, upload_po),
    "machine_translate": Route(Guard.CLOSED),
    "preview_translation": Route(Guard.TARGET),
    "stop_translation": Route(Guard.TARGET),
}


def guarded_patterns() -> Iterator[URLPattern]:
    """Patterns that answer before wagtail-localize's own, at the same addresses."""
    (included,) = register_admin_urls()
    for stock in included.url_patterns:
        route = ROUTES.get(stock.name, Route(Guard.CLOSED))
        if route.guard is not Guard.PUBLIC:
            yield path(f"{included.pattern}{stock.pattern}", guard(route, stock.callback))


def guard(route: Route, stock: View) -> View:
    """The view that answers at a route whose view in wagtail-localize is `stock`."""
    if route.guard is Guard.CLOSED:
        return closed
    view = route.view or stock
    return for_editors_of_target(view) if route.guard is Guard.TARGET else view


def closed(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
    """What this address did is done elsewhere, or nobody has judged yet who may do it."""
    raise Http404


def for_editors_of_target(view: View) -> View:
    """`view` of a translation, for those who may edit the page or snippet that it is written into.

    Its source they may not be able to edit; whoever could has submitted it into their language.
    """

    @wraps(view)
    def guarded(request: HttpRequest, translation_id: int, **kwargs: Any) -> HttpResponseBase:
        translation = get_object_or_404(Translation, pk=translation_id)
        try:
            target = translation.get_target_instance()
        except ObjectDoesNotExist as error:
            raise Http404 from error
        if not may(request.user, "change", target):
            raise PermissionDenied
        return view(request, translation_id, **kwargs)

    return guarded
