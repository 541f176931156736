"""The national networks as the secretariat keeps them: the list, a new one, and one of them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.collation import sort_key
from network.models import NetworkSection
from network.sections import invitations
from network.sections.adding import set_languages
from network.sections.forms import InvitationForm, LanguagesForm, NetworkForm
from network.sections.groups import CHANGE_SECTIONS
from network.sections.pages import FirstPage, source_of
from network.sections.provisioning import find_drift, put_right, without_section
from network.sections.retiring import reactivate, retire


class NetworksView(WagtailAdminTemplateMixin, TemplateView):
    """What these pages share: who may open them, and their way back."""

    header_icon = "site"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(CHANGE_SECTIONS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = {"url": reverse("network_sections"), "label": _("National networks")}
        here = {"url": "", "label": self.get_page_title()}
        above = [] if here["label"] == index["label"] else [index]
        return [*self.breadcrumbs_items, *above, here]

    def tell(self, sentences: list[str]) -> None:
        """In one message, which leaves room for the page on a telephone."""
        if sentences:
            messages.success(self.request, " ".join(sentences))


class Index(NetworksView):
    """All national networks, and pages of networks that have no section yet."""

    template_name = "network/admin/sections.html"
    page_title = gettext_lazy("National networks")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sections = NetworkSection.objects.annotate(people=Count("group__user"))
        return {
            "sections": sorted(sections, key=lambda section: sort_key(section.country_name)),
            "without_section": without_section(),
        } | super().get_context_data(**kwargs)


class Add(NetworksView):
    """A form for a network that is new."""

    template_name = "network/admin/section_add.html"
    page_title = gettext_lazy("Add a national network")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = {"country": self.request.GET.get("country", "")}
        return {"form": NetworkForm(initial=asked)} | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = NetworkForm(request.POST)
        if form.is_valid():
            try:
                section, changes = form.save(request.user)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                self.tell(changes)
                return redirect("network_section", section.pk)
        return self.render_to_response(self.get_context_data(form=form))


class SectionView(NetworksView):
    """What the pages on one network share."""

    @cached_property
    def section(self) -> NetworkSection:
        return get_object_or_404(NetworkSection, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.section.country_name

    @property
    def people(self) -> QuerySet:
        """The coordinators."""
        User = get_user_model()
        people = User._default_manager.filter(groups__network_section=self.section)
        return people.order_by(User.USERNAME_FIELD)


class Detail(SectionView):
    """One network: what it lacks, its languages, its coordinators; each with a form to change it.

    Which form was sent is told by the name of its button.
    """

    template_name = "network/admin/section.html"
    FORMS = ("put_right", "set_languages", "invite", "again", "remove")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        section = self.section
        try:
            drift = find_drift(section)
        except ValidationError as error:
            drift = error.messages
        return {
            "section": section,
            "page": source_of(section),
            "drift": drift,
            "people": self.people,
            "invitation_form": InvitationForm(),
            "languages_form": LanguagesForm(initial={"languages": section.languages}),
        } | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = next((name for name in self.FORMS if name in request.POST), None)
        answer = getattr(self, f"post_{sent}")() if sent else None
        return answer or redirect("network_section", self.section.pk)

    def post_put_right(self) -> None:
        try:
            self.tell(put_right(self.section, FirstPage(by=self.request.user)))
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))

    def post_set_languages(self) -> HttpResponse | None:
        form = LanguagesForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(languages_form=form))
        with transaction.atomic():
            changes = set_languages(self.section, form.cleaned_data["languages"], self.request.user)
            self.tell(changes + put_right(self.section) if changes else [])
        return None

    def post_invite(self) -> HttpResponse | None:
        form = InvitationForm(self.request.POST)
        if form.is_valid():
            try:
                with transaction.atomic():
                    self.tell(form.invite_all(self.section, self.request.user))
            except ValidationError as error:
                form.add_error(None, error)
        if form.errors:
            return self.render_to_response(self.get_context_data(invitation_form=form))
        return None

    def post_again(self) -> None:
        person = self.find_person("again")
        if person is not None:
            try:
                outcome = invitations.invite(
                    self.section, person.email, again=True, by=self.request.user
                )
            except ValidationError as error:
                messages.error(self.request, " ".join(error.messages))
            else:
                self.tell([str(outcome.value) % {"email": person.email}])

    def post_remove(self) -> None:
        person = self.find_person("remove")
        if person is not None and invitations.remove(self.section, person, self.request.user):
            name = person.get_full_name() or person.get_username()
            self.tell([_("%(name)s is no coordinator any more.") % {"name": name}])

    def find_person(self, field: str) -> Any:
        """The coordinator whose button was pressed; None if somebody was quicker to remove them."""
        key = self.request.POST[field]
        return self.people.filter(pk=key).first() if key.isdecimal() and len(key) < 10 else None


class Retire(SectionView):
    """Asks, and then retires a network or begins it again."""

    template_name = "network/admin/section_retire.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"section": self.section} | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        section = self.section
        names = {"country": section.country_name}
        if "reactivate" in request.POST:
            reactivate(section, request.user)
            self.tell([_("The network is active again: %(country)s.") % names])
        else:
            retire(section, request.user)
            self.tell([_("The network is retired: %(country)s.") % names])
        return redirect("network_section", section.pk)
