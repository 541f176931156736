"""An application in the admin: what was sent, what was done about it, and what can be done now."""

import datetime
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from cms.dates import long_date
from cms.languages import translated_name
from network.applications.access import get_visible
from network.applications.actions import actions_for
from network.applications.checklist import checklist, items_for, tick_off
from network.applications.decisions import name_of
from network.applications.duplicates import candidates
from network.applications.uploads import attachment
from network.models import Authority
from network.models.applications import Application, ApplicationKind
from network.models.casework import ApplicationNote, CheckItem

# What was sent, in the order in which it is read.
FACTS = (
    "kind",
    "target",
    "authority_kind",
    "country",
    "region",
    "website",
    "population",
    "decision_on",
)
PERSON = ("person_name", "person_role", "office", "email", "phone", "language")
LINKS = {"website": "", "email": "mailto:", "phone": "tel:"}


class ChecklistForm(forms.Form):
    """A day for each item that somebody has to tick off; empty while it is not done."""

    def __init__(self, application: Application, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = {check.item: check.on for check in application.checks.all()}
        for item in items_for(application):
            self.fields[item.value] = forms.DateField(
                label=item.label,
                required=False,
                initial=days.get(item.value),
                widget=AdminDateInput,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, day in list(cleaned.items()):
            if day and day > timezone.localdate():
                self.add_error(name, _("This day lies in the future."))
        return cleaned


class NoteForm(forms.ModelForm):
    """A remark among those who decide."""

    class Meta:
        model = ApplicationNote
        fields = ("text",)
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 3})}
        labels: ClassVar = {"text": gettext_lazy("Note")}


@dataclass(frozen=True)
class Fact:
    """What was sent, as it is shown; `href` is empty for plain text."""

    label: str
    value: Any
    href: str = ""


def facts(application: Application, names: tuple[str, ...]) -> list[Fact]:
    """The fields `names` that have something in them, in the words of the interface."""
    return [
        Fact(
            capfirst(str(label_for_field(name, Application))),
            shown(application, name),
            f"{LINKS[name]}{value}" if name in LINKS else "",
        )
        for name in names
        if (value := getattr(application, name))
    ]


def shown(application: Application, name: str) -> Any:
    """The value of a field for readers."""
    value = getattr(application, name)
    if name == "language":
        return capfirst(translated_name(value))
    if isinstance(value, datetime.date):
        return long_date(value)
    display = getattr(application, f"get_{name}_display", None)
    return display() if display else value


class ApplicationView(WagtailAdminTemplateMixin, TemplateView):
    """All of one application. The forms on it are kept by the views below."""

    template_name = "network/applications_admin/detail.html"
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.application = get_visible(request.user, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.application.authority_name or self.application.reference

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("network_applications:index"), "label": _("Applications")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        application = self.application
        is_open = not application.is_closed and application.erased_at is None
        context = {
            "application": application,
            "facts": facts(application, FACTS),
            "person": facts(application, PERSON),
            "is_open": is_open,
            "actions": actions_for(self.request.user, application),
            "changes": [
                (change, name_of(change)) for change in application.transitions.select_related("by")
            ],
            "checklist": checklist(application),
            "notes": application.notes.select_related("by"),
            "duplicates": self.duplicates() if is_open else [],
            "register_url": self.edit_url(application.authority),
            "articles": self.articles(),
        }
        forms = {"checklist_form": ChecklistForm(application), "note_form": NoteForm()}
        return super().get_context_data(**context, **(forms | kwargs))

    def duplicates(self) -> list[tuple[Authority, str]]:
        """Authorities that this may be, with their addresses in the admin."""
        if self.application.kind != ApplicationKind.AUTHORITY:
            return []
        return [(one, self.edit_url(one)) for one in candidates(self.application)]

    def articles(self) -> list[tuple[Any, str]]:
        """Articles about the authority that has been accepted, for who may edit them."""
        if self.application.authority is None:
            return []
        links = self.application.authority.article_links.select_related("article")
        found = ((link.article, self.edit_url(link.article)) for link in links)
        return [(article, url) for article, url in found if url]

    def edit_url(self, instance: Any) -> str:
        """Where the user may edit `instance`; empty where that is nowhere."""
        return (instance and self.finder.get_edit_url(instance)) or ""

    @cached_property
    def finder(self) -> AdminURLFinder:
        return AdminURLFinder(self.request.user)


class KeepChecklist(ApplicationView):
    """Notes what was looked at."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refuse_erased(self.application)
        form = ChecklistForm(self.application, request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(checklist_form=form))
        days = {CheckItem(name): day for name, day in form.cleaned_data.items()}
        tick_off(self.application, days, by=request.user)
        messages.success(request, _("The checklist has been saved."))
        return redirect("network_applications:detail", self.application.pk)


class AddNote(ApplicationView):
    """Adds a remark."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refuse_erased(self.application)
        form = NoteForm(request.POST, instance=ApplicationNote(application=self.application))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(note_form=form))
        form.instance.by_id = request.user.pk
        form.save()
        messages.success(request, _("The note has been added."))
        return redirect("network_applications:detail", self.application.pk)


def refuse_erased(application: Application) -> None:
    """Raise PermissionDenied: nothing is written about a person whose data has been erased."""
    if application.erased_at is not None:
        raise PermissionDenied


@require_safe
def decision_document(request: HttpRequest, pk: int) -> FileResponse:
    """The council's decision, for those who may see the application; never kept by a cache."""
    application = get_visible(request.user, pk)
    if not application.decision_document:
        raise Http404
    return attachment(application)
