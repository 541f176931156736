"""“Where would this apply?”: the impact of a concept as it is entered, as a page and as CSV."""

import csv
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from itertools import groupby
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page
from wagtail.permissions import page_permission_policy, policy_registry

from cms.languages import translated_name
from cms.spreadsheets import safe_cell
from cms.terminology.impact import Touched, impact_of
from cms.terminology.models import Concept
from cms.terminology.panels import CONCEPT_PANELS
from cms.terminology.site_texts import Version

# More than this nobody reads on a page; the file has all of them.
MOST_ROWS = 1000


@dataclass(frozen=True)
class Row:
    """An occurrence as it is listed; `edit_url` is empty for whoever may not edit there."""

    language: str
    title: str
    state: str
    place: str
    words: str
    sentence: str
    effect: str
    use: str
    address: str
    edit_url: str


COLUMNS = [field.name for field in fields(Row)]


class Scope:
    """What a user may know of, and edit; two queries for all pages."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.finder = AdminURLFinder(user)

    @cached_property
    def explorable(self) -> set[int]:
        return self._keys(page_permission_policy.explorable_instances(self.user))

    @cached_property
    def editable(self) -> set[int]:
        return self._keys(
            page_permission_policy.instances_user_has_permission_for(self.user, "change")
        )

    def _keys(self, pages: Any) -> set[int]:
        return set(pages.order_by().values_list("pk", flat=True))

    def knows(self, version: Version) -> bool:
        """What is published is known to all, a draft to those who work on it."""
        if not version.is_draft:
            return True
        if isinstance(version.instance, Page):
            return version.instance.pk in self.explorable
        policy = policy_registry.get(version.instance)
        return policy.user_has_any_permission(self.user, {"add", "change", "publish"})

    def edit_url(self, instance: Any) -> str:
        """Where the user may edit `instance`; empty where that is nowhere."""
        if isinstance(instance, Page):
            known = instance.pk in self.editable
            return reverse("wagtailadmin_pages:edit", args=[instance.pk]) if known else ""
        return self.finder.get_edit_url(instance) or ""


def rows_of(touched: Iterator[Touched], user: Any) -> Iterator[Row]:
    """What `user` may know of, in the words of the interface."""
    scope = Scope(user)
    for one in touched:
        if scope.knows(one.version):
            instance = one.version.instance
            is_page = isinstance(instance, Page)
            yield Row(
                language=one.place.language,
                title=str(instance) or capfirst(instance._meta.verbose_name),
                state=_("draft") if one.version.is_draft else _("published"),
                place=one.place.label,
                words=one.finding.match,
                sentence=one.sentence,
                effect=str(one.effect.value),
                use=", ".join(one.finding.alternatives),
                address=(instance.url or "") if is_page and not one.version.is_draft else "",
                edit_url=scope.edit_url(instance),
            )


@require_http_methods(["GET", "HEAD", "POST"])
def impact_view(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The impact of the concept `pk` as it is stored, or as it is entered in the form that is sent.

    Nothing is stored. Without `pk` it is that of a new concept.
    """
    concept = get_object_or_404(Concept, pk=pk) if pk else Concept()
    require_permission(request, concept)
    form = None
    if request.method == "POST":
        form = entered_form(request, concept)
        if not form.is_valid():
            return render_page(request, concept, [], form)
        concept = form.save(commit=False)
    rows = sorted(rows_of(impact_of(concept), request.user), key=lambda row: row.language)
    if "csv" in (request.POST if form else request.GET):
        return as_csv(request, rows)
    return render_page(request, concept, rows, form)


def require_permission(request: HttpRequest, concept: Concept) -> None:
    """Raise PermissionDenied for who may neither change the concept nor, where nothing is entered,
    look it up."""
    actions = {"change"} if concept.pk else {"add"}
    if request.method != "POST":
        actions.add("view")
    policy = policy_registry.get_by_type(Concept)
    if not policy.user_has_any_permission(request.user, actions):
        raise PermissionDenied


def entered_form(request: HttpRequest, concept: Concept) -> Any:
    """The form of the concept with what was entered."""
    form_class = CONCEPT_PANELS.bind_to_model(Concept).get_form_class()
    return form_class(request.POST, instance=concept, for_user=request.user)


def render_page(request: HttpRequest, concept: Concept, rows: list[Row], form: Any) -> HttpResponse:
    shown = rows[:MOST_ROWS]
    context = {
        "page_title": _("Where would this apply?"),
        "page_subtitle": concept.identifier,
        "header_icon": "tag",
        "is_entered": form is not None,
        "is_refused": form is not None and not form.is_valid(),
        "count": len(rows),
        "most": MOST_ROWS if len(rows) > MOST_ROWS else None,
        "languages": [
            (
                capfirst(translated_name(code)),
                sum(row.language == code for row in rows),
                list(group),
            )
            for code, group in groupby(shown, key=lambda row: row.language)
        ],
        "entered": [
            (name, value)
            for name, values in request.POST.lists()
            if name != "csrfmiddlewaretoken"
            for value in values
        ],
    }
    return render(request, "cms/admin/terminology/impact.html", context)


def as_csv(request: HttpRequest, rows: list[Row]) -> HttpResponse:
    """All rows as CSV in UTF-8, safe to open in a spreadsheet."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="impact.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for row in rows:
        addresses = {
            name: request.build_absolute_uri(url) if (url := getattr(row, name)) else ""
            for name in ("address", "edit_url")
        }
        cells = {**asdict(row), **addresses}
        writer.writerow([safe_cell(cells[column]) for column in COLUMNS])
    return response
