"""The page on which a decision is confirmed and given a reason."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from network.applications.access import get_visible
from network.applications.actions import ACTIONS, actions_for, rule_of
from network.applications.decisions import Stale, decide, last_change
from network.applications.duplicates import candidates
from network.applications.names import LANGUAGE, fields_for, names_in
from network.applications.transitions import NotAllowed
from network.models import Authority
from network.models.applications import Application, ApplicationKind, ApplicationState

NEW = "new"


class DecisionForm(forms.Form):
    """Why, and what the person who decides has seen: the latest change of the application."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("The applicant can read it."),
    )

    def __init__(self, *args: Any, application: Application, must_say_why: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.application = application
        self.fields["reason"].required = must_say_why
        self.fields["reason"].widget.attrs["lang"] = application.language

    def decision(self) -> dict[str, Any]:
        """Arguments of `decide`."""
        return {name: self.cleaned_data[name] for name in ("seen", "reason")}


class AcceptanceForm(DecisionForm):
    """Which authority of the register it is; none is chosen for whoever accepts."""

    candidates = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(one.pk): one for one in candidates(self.application)}
        choices = [(pk, self.describe(one)) for pk, one in self.found.items()]
        self.fields["authority"] = forms.ChoiceField(
            label=_("Which authority of the register is it?"),
            choices=[*choices, (NEW, self.describe_new(bool(choices)))],
            initial=None if choices else NEW,
            widget=forms.RadioSelect,
        )
        self.fields["candidates"].initial = ",".join(self.found)
        names = fields_for(self.application)
        self.fields.update(names)
        self.order_fields(["authority", *names, "reason"])

    @staticmethod
    def describe_new(has_others: bool) -> str:
        if has_others:
            return _("None of these: make a new entry")
        return _("It is not in the register yet: make a new entry")

    @staticmethod
    def describe(authority: Authority) -> str:
        number = authority.participations.values_list("number", flat=True).last()
        kind = authority.get_kind_display()
        if number is None:
            return f"{authority.name} ({kind})"
        return _("%(name)s (%(kind)s), participant %(number)s") % {
            "name": authority.name,
            "kind": kind,
            "number": number,
        }

    def clean_candidates(self) -> list[int]:
        return [
            int(part) for part in self.cleaned_data["candidates"].split(",") if part.isdecimal()
        ]

    def decision(self) -> dict[str, Any]:
        return super().decision() | {
            "authority": self.found.get(self.cleaned_data["authority"]),
            "candidates": self.cleaned_data["candidates"],
            "name_language": self.cleaned_data[LANGUAGE],
            "names": names_in(self.cleaned_data),
        }


class DecisionView(WagtailAdminTemplateMixin, TemplateView):
    """Asks for a reason, and then changes the state as the person who decides saw it."""

    template_name = "network/applications_admin/decide.html"
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.application = get_visible(request.user, kwargs["pk"])
        if kwargs["state"] not in ACTIONS:
            raise Http404
        self.action = ACTIONS[kwargs["state"]]
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def form_class(self) -> type[DecisionForm]:
        is_authority = self.application.kind == ApplicationKind.AUTHORITY
        accepts = self.action.to_state == ApplicationState.ACCEPTED
        return AcceptanceForm if accepts and is_authority else DecisionForm

    def get_form(self, data: Any = None) -> DecisionForm:
        rule = rule_of(self.application, self.action.to_state)
        return self.form_class(
            data,
            application=self.application,
            must_say_why=bool(rule and rule.says_why),
            initial={"seen": last_change(self.application).pk},
        )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.action not in actions_for(request.user, self.application):
            raise PermissionDenied
        return self.render_to_response(self.get_context_data(form=self.get_form()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """`decide` asks for the rights again, with the application locked."""
        form = self.get_form(request.POST)
        if form.is_valid():
            try:
                decide(
                    self.application.pk, self.action.to_state, by=request.user, **form.decision()
                )
            except Stale as refusal:
                messages.error(request, refusal.messages[0])
                return redirect(self.detail_url)
            except NotAllowed as refusal:
                if self.action not in actions_for(request.user, self.application):
                    raise PermissionDenied(refusal.messages[0]) from refusal
                form.add_error(None, refusal)
            else:
                messages.success(request, self.done())
                return redirect(self.detail_url)
        return self.render_to_response(self.get_context_data(form=form))

    def done(self) -> str:
        application = Application.objects.select_related("participation").get(
            pk=self.application.pk
        )
        names = {"name": application.authority_name, "state": application.get_state_display()}
        if application.participation is None:
            return _("“%(name)s”: %(state)s.") % names
        return _("“%(name)s” is participant %(number)s. The announcement waits as a draft.") % {
            **names,
            "number": application.participation.number,
        }

    @property
    def detail_url(self) -> str:
        return reverse("network_applications:detail", args=[self.application.pk])

    def get_page_title(self) -> str:
        return str(self.action.label)

    def get_page_subtitle(self) -> str:
        return self.application.authority_name or self.application.reference

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("network_applications:index"), "label": _("Applications")},
            {"url": self.detail_url, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "application": self.application,
            "action": self.action,
            "detail_url": self.detail_url,
        }
