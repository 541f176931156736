"""The views of the register. Each looks only at the authorities that the person may work with."""

from typing import Any, cast

from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, TitleColumn
from wagtail.admin.views.generic import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    InspectView,
)
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from network.models import Authority
from network.register_admin.exporting import (
    CONTENT_TYPES,
    CSV,
    XLSX,
    table_of,
    to_csv,
    to_xlsx,
)
from network.register_admin.listing import RELATIONS, AuthorityFilterSet, search
from network.register_admin.panels import panels_for
from network.register_admin.relations import StateForm, get_relation, title_of
from network.register_admin.rights import (
    authorities_for,
    decides_on,
    decides_on_participants,
    get_authority,
)
from network.relations import change_state


class InScope:
    """A view of one authority; one that the person may not see answers as if there were none."""

    request: HttpRequest
    kwargs: dict[str, Any]
    actions_on_object: tuple[str, ...] = ("change",)

    def get_base_object_queryset(self) -> QuerySet[Authority]:
        return authorities_for(self.request.user, *self.actions_on_object)

    def get_object(self, queryset: QuerySet | None = None) -> Authority:
        pk = unquote(str(self.kwargs["pk"]))
        return get_object_or_404(self.get_base_object_queryset(), pk=pk)


class FormForPerson:
    """A form with the fields that the person may fill in."""

    request: HttpRequest
    panel: Any
    is_new = False

    def get_panel(self) -> Any:
        return panels_for(decides_on_participants(self.request.user), self.is_new)

    def get_form_class(self) -> type:
        return self.panel.get_form_class()


class AuthorityIndexView(IndexView):
    """The authorities that the person may see, by any of their names."""

    template_name = "network/register_admin/index.html"
    filterset_class = AuthorityFilterSet
    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Authority]:
        return authorities_for(self.request.user).prefetch_related(
            "names", "participations", "memberships", "signatures"
        )

    def search_queryset(self, queryset: QuerySet[Authority]) -> QuerySet[Authority]:
        return search(queryset, self.search_query)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = [
            Button(_("Download XLSX"), url=self.export_url(XLSX), icon_name="download"),
            Button(_("Download CSV"), url=self.export_url(CSV), icon_name="download"),
        ]
        if authorities_for(self.request.user, "change").exists():
            address = self.export_url(XLSX, contacts="1")
            label = _("Download XLSX with contacts")
            buttons.append(Button(label, url=address, icon_name="download"))
        if self.user_has_permission("add") and self.user_has_permission("change"):
            address = reverse("register:import")
            buttons.append(Button(_("Import"), url=address, icon_name="upload"))
        return buttons

    def export_url(self, format: str, **more: str) -> str:
        """The address of what the list shows now, as a file."""
        asked = self.request.GET.copy()
        asked.pop("p", None)
        asked.update({"export": format, **more})
        return f"{reverse('register:index')}?{asked.urlencode()}"

    def as_spreadsheet(self, queryset: QuerySet[Authority], spreadsheet_format: str) -> Any:
        """What is listed; with contacts, those of the authorities that the person may change."""
        told = authorities_for(self.request.user, "change")
        with_contacts = told if "contacts" in self.request.GET else None
        rows = table_of(queryset.prefetch_related(None), with_contacts)
        name = f'attachment; filename="register.{spreadsheet_format}"'
        content = to_csv(rows) if spreadsheet_format == CSV else [to_xlsx(rows)]
        return StreamingHttpResponse(
            content,
            content_type=CONTENT_TYPES[spreadsheet_format],
            headers={"Content-Disposition": name},
        )

    @cached_property
    def columns(self) -> list[Any]:
        """As the viewset says, but each authority by its name in the reader's language."""
        title = self._get_title_column_class(TitleColumn)(
            "name",
            label=_("Authority"),
            accessor=lambda authority: authority.name_in(get_language()),
            get_url=self.get_edit_url,
            sort_key="name",
        )
        choosing = BulkActionsCheckboxColumn("bulk_actions", obj_type="authority")
        return [choosing, title, *super().columns[1:]]

    def get_edit_url(self, instance: Authority) -> str | None:
        """For who may only look, the page that shows it."""
        return super().get_edit_url(instance) or self.get_inspect_url(instance)


class AuthorityCreateView(FormForPerson, CreateView):
    is_new = True


class AuthorityEditView(FormForPerson, InScope, EditView):
    """Saves only what was not changed meanwhile: the row is locked while the form is judged."""

    def get_base_object_queryset(self) -> QuerySet[Authority]:
        authorities = super().get_base_object_queryset()
        is_saving = self.request.method == "POST"
        return authorities.select_for_update() if is_saving else authorities

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs)


def why_it_stays(authority: Authority) -> str:
    """Why an authority is not deleted; empty if it can be."""
    if any(getattr(authority, name).exists() for name in RELATIONS.values()):
        return _(
            "It takes part in the Alliance or a network, or has signed the Declaration. Withdraw"
            " these relations instead of deleting it: so their numbers and history stay."
        )
    if authority.parts.exists():
        return _("Other authorities lie in it. Give them another region first.")
    return ""


class AuthorityDeleteView(InScope, DeleteView):
    """Deletes an authority that nothing is known to take part in."""

    template_name = "network/register_admin/confirm_delete.html"
    actions_on_object = ("delete",)

    def form_valid(self, form: Any) -> HttpResponse:
        why_not = why_it_stays(self.object)
        if why_not:
            messages.error(self.request, why_not)
            return redirect(self.get_delete_url())
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"why_it_stays": why_it_stays(self.object)}


class AuthorityHistoryView(InScope, HistoryView):
    actions_on_object = ("add", "change", "delete")


class AuthorityUsageView(InScope, UsageView):
    pass


class AuthorityInspectView(InScope, InspectView):
    """What is public of an authority, for those who may look but not change."""

    actions_on_object = ()


class RelationStateView(WagtailAdminTemplateMixin, FormView):
    """Suspends, withdraws or takes up again one relation of an authority."""

    template_name = "network/register_admin/state.html"
    form_class = StateForm
    page_title = gettext_lazy("Change the state")
    header_icon = "list-ul"
    _show_breadcrumbs = True

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.relation = get_relation(kwargs["kind"], kwargs["pk"])
        self.authority = get_authority(request.user, self.relation.authority_id, "change")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not decides_on(request.user, self.relation):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "relation": self.relation}

    def get_page_subtitle(self) -> str:
        return str(self.authority)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("register:index"), "label": _("Register")},
            {"url": self.get_success_url(), "label": str(self.authority)},
            {"url": "", "label": self.page_title},
        ]

    def form_valid(self, form: StateForm) -> HttpResponse:
        chosen, user = form.cleaned_data, cast(User, self.request.user)
        try:
            with transaction.atomic():
                change_state(
                    self.relation,
                    chosen["state"],
                    on=chosen["on"],
                    by=user,
                    reason=chosen["reason"],
                )
                log(instance=self.authority, action="wagtail.edit", user=user)
        except ValidationError as refusal:
            form.add_refusal(refusal)
            return self.form_invalid(form)
        messages.success(self.request, _("The state has been changed."))
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse("register:edit", args=[self.authority.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "authority": self.authority,
            "relation": self.relation,
            "relation_title": title_of(self.relation),
        }
