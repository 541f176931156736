"""The secretariat's page on personal data: look a person up, give out what is kept, erase it.

The address is sent in the body of each request, so that no log of addresses has it.
"""

import json
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.contrib.admin.utils import label_for_field
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from network.models import PersonalDataLog
from network.privacy.persons import count, erase, give_out
from network.scope import scope_of

ENTRIES_SHOWN = 20


def in_words(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Counts by model, or by model and column, with their names in the interface's language."""
    return [(name_of(key), number) for key, number in counts.items()]


def name_of(key: str) -> str:
    """The name of `app.Model` or `app.Model.column` for readers."""
    app, model_name, *column = key.split(".")
    options = apps.get_model(app, model_name)._meta
    names = [options.verbose_name_plural]
    names += [label_for_field(name, options.model) for name in column]
    return ": ".join(capfirst(str(name)) for name in names)


class PersonForm(forms.Form):
    """Who it is about."""

    email = forms.EmailField(label=gettext_lazy("E-mail address"))


class ErasureForm(PersonForm):
    """The same, and that it is meant."""

    email = forms.EmailField(widget=forms.HiddenInput)
    is_sure = forms.BooleanField(
        label=gettext_lazy("Erase all that is kept about this person; this cannot be undone.")
    )


class PersonalDataView(WagtailAdminTemplateMixin, TemplateView):
    """What happens is named by the button that was pressed: find, give out, erase."""

    template_name = "network/applications_admin/personal_data.html"
    header_icon = "user"
    page_title = gettext_lazy("Personal data")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not scope_of(request.user).everywhere:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("network_applications:index"), "label": _("Applications")},
            {"url": "", "label": self.page_title},
        ]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = PersonForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        email = form.cleaned_data["email"]
        if "export" in request.POST:
            return self.export(email)
        erasure_form = ErasureForm(request.POST if "erase" in request.POST else None)
        erasure_form.initial = {"email": email}
        if "erase" in request.POST and erasure_form.is_valid():
            return self.erase(email)
        return self.render_to_response(
            self.get_context_data(
                form=form, email=email, found=in_words(count(email)), erasure_form=erasure_form
            )
        )

    def export(self, email: str) -> HttpResponse:
        """A JSON file that no cache keeps."""
        data = give_out(email, by=self.request.user)
        response = HttpResponse(
            json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2),
            content_type="application/json",
        )
        response.headers["Content-Disposition"] = 'attachment; filename="personal-data.json"'
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def erase(self, email: str) -> HttpResponse:
        erasure = erase(email, by=self.request.user)
        messages.success(self.request, _("The person has been erased."))
        if not erasure.left:
            return redirect("network_personal_data")
        return self.render_to_response(self.get_context_data(left=in_words(erasure.left)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = [
            (entry, in_words(entry.found))
            for entry in PersonalDataLog.objects.select_related("by")[:ENTRIES_SHOWN]
        ]
        return super().get_context_data(**({"form": PersonForm(), "entries": entries} | kwargs))
