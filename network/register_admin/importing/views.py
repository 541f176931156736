"""The pages of an import: upload, columns, what would change, and the change."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from cms.spreadsheets import safe_cell
from network.models import Authority
from network.models.uploads import RegisterUpload
from network.register_admin.importing import uploads
from network.register_admin.importing.forms import ColumnsForm, UploadForm
from network.register_admin.importing.imports import (
    PlanChanged,
    carry_out,
    columns_for,
    guessed_mapping,
    to_columns,
)
from network.register_admin.importing.planning import make_plan
from network.register_admin.importing.plans import Outcome, Plan, RowPlan
from network.register_admin.importing.progress import KeptProgress, sentence
from network.register_admin.importing.refusals import RefusedFile
from network.register_admin.importing.tables import Table, read
from network.register_admin.rights import decides_on_participants
from network.scope import scope_of

SHOWN_AT_MOST = 300


class Lines:
    """A file that gives back each line written to it."""

    def write(self, line: str) -> str:
        return line


class ImportMixin(WagtailAdminTemplateMixin):
    """For those who may both add and change authorities, wherever they do so."""

    request: HttpRequest
    page_title = gettext_lazy("Import authorities")
    header_icon = "upload"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        policy = policy_registry.get_by_type(Authority)
        if not all(policy.user_has_permission(request.user, one) for one in ("add", "change")):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except RefusedFile as error:
            messages.error(request, str(error))
            return redirect("register:import")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("register:index"), "label": _("Register")},
            {"url": reverse("register:import"), "label": self.page_title},
        ]

    @property
    def may_decide(self) -> bool:
        return decides_on_participants(self.request.user)


class UploadView(ImportMixin, FormView):
    """Keeps a table, and leads to its columns."""

    template_name = "network/register_admin/import_upload.html"
    form_class = UploadForm

    def form_valid(self, form: UploadForm) -> HttpResponse:
        chosen = form.cleaned_data
        try:
            upload = uploads.keep(self.request.user, chosen["file"], chosen["charset"])
        except RefusedFile as error:
            form.add_error("file", error)
            return self.form_invalid(form)
        return redirect("register:import_columns", upload.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = columns_for((), self.may_decide).values()
        return super().get_context_data(**kwargs) | {"columns": columns}


class UploadedMixin(ImportMixin):
    """A step with the table that the person has uploaded; without it, back to the beginning."""

    upload: RegisterUpload
    table: Table

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        upload = uploads.find(request.user, kwargs["pk"])
        if upload is None:
            messages.error(request, _("This file is no longer here. Please upload it again."))
            return redirect("register:import")
        self.upload = upload
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.upload.name

    def read(self) -> Table:
        return read(bytes(self.upload.content), self.upload.charset)


class ColumnsView(UploadedMixin, FormView):
    """Which column of the file is which, as guessed and then as said."""

    template_name = "network/register_admin/import_columns.html"

    def get_form(self, form_class: Any = None) -> ColumnsForm:
        self.table = self.read()
        columns = columns_for(self.table.header, self.may_decide)
        return ColumnsForm(self.table, columns, **self.get_form_kwargs())

    def get_initial(self) -> dict[str, Any]:
        mapping = self.upload.mapping or guessed_mapping(self.table, self.may_decide)
        return {str(place): name for place, name in enumerate(mapping)}

    def form_valid(self, form: ColumnsForm) -> HttpResponse:
        try:
            to_columns(self.table, form.mapping(), self.may_decide)
        except RefusedFile as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        self.upload.mapping = form.mapping()
        self.upload.save(update_fields=["mapping"])
        return redirect("register:import_report", self.upload.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"table": self.table, "upload": self.upload}


class ReportView(UploadedMixin, TemplateView):
    """What the table would change; once that is confirmed, the change, if it is still the same."""

    template_name = "network/register_admin/import_report.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with KeptProgress(self.upload.pk) as progress:
            plan = make_plan(*self.prepared(), scope_of(request.user), progress=progress)
        if request.GET.get("export") == "csv":
            return as_csv(plan)
        return self.show(plan)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seen = request.POST.get("digest", "")
        try:
            with KeptProgress(self.upload.pk) as progress:
                plan = carry_out(
                    *self.prepared(),
                    scope_of(request.user),
                    request.user,
                    seen=seen,
                    progress=progress,
                )
        except PlanChanged as refusal:
            messages.error(
                request,
                _(
                    "Nothing was written: the register has changed since you looked at this."
                    " Below is what the file would change now."
                ),
            )
            return self.show(refusal.plan)
        self.upload.delete()
        messages.success(request, summary(plan))
        return redirect("register:index")

    def prepared(self) -> tuple[Table, list[Any]]:
        """The table and its columns, guessed where nobody has said what they are."""
        table = self.read()
        mapping = self.upload.mapping or guessed_mapping(table, self.may_decide)
        return table, to_columns(table, mapping, self.may_decide)

    def show(self, plan: Plan) -> HttpResponse:
        order = {outcome: place for place, outcome in enumerate(Outcome)}
        rows = [row for row in plan.rows if row.outcome is not Outcome.UNCHANGED]
        rows.sort(key=lambda row: (order[row.outcome], row.number))
        context = self.get_context_data(
            plan=plan,
            upload=self.upload,
            rows=rows[:SHOWN_AT_MOST],
            left_out=len(rows[SHOWN_AT_MOST:]),
        )
        return self.render_to_response(context)


class ProgressView(ImportMixin, View):
    """Where the reading or writing of an uploaded table stands, for the page that waits for it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if uploads.find(request.user, pk) is None:
            raise Http404
        state = KeptProgress(pk).state()
        if state is None:
            return JsonResponse({})
        stage, done, total = state
        return JsonResponse({"text": sentence(stage, done, total), "done": done, "total": total})


def summary(plan: Plan) -> str:
    """How many rows had which outcome, in one sentence."""
    counts = {outcome: count for outcome, count in plan.counts}
    return _("Imported: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % {
        outcome.value: count for outcome, count in counts.items()
    }


def as_csv(plan: Plan) -> StreamingHttpResponse:
    """The whole report: a line for each change, each error and each new authority."""
    headers = {"Content-Disposition": 'attachment; filename="import-report.csv"'}
    return StreamingHttpResponse(report_lines(plan), content_type="text/csv", headers=headers)


def report_lines(plan: Plan) -> Iterator[str]:
    writer = csv.writer(Lines())
    heading = (_("Row"), _("Authority"), _("Outcome"), _("Column"), _("Before"), _("After"))
    yield "\ufeff" + writer.writerow(heading)
    for row in plan.rows:
        for line in lines_of(row):
            yield writer.writerow([safe_cell(cell) for cell in line])


def lines_of(row: RowPlan) -> Iterator[tuple[Any, ...]]:
    about = (row.number, row.title, row.outcome.label)
    for error in row.errors:
        yield (*about, error.column, "", error.message)
    for change in [] if row.errors else row.changes:
        yield (*about, change.column.label, change.old_text, change.new_text)
