"""Taking translations out and bringing them back, in the admin."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import Translation

from cms.translation.completeness import language_name
from cms.translation.exchange import files, importer, uploads
from cms.translation.exchange.collect import collect, jobs_for, may_exchange
from cms.translation.exchange.forms import ExportForm, UploadForm
from cms.translation.exchange.importer import Report
from cms.translation.exchange.packing import pack
from cms.translation.exchange.report import to_rows
from cms.translation.exchange.safety import RefusedFile
from cms.translation.exchange.units import ReturnedFile
from cms.translation.rights import languages_of

# How long a request stores translations: servers end those that take half a minute.
SECONDS = 15


def may_enter(user: Any) -> bool:
    """Whether there may be translations that `user` exchanges."""
    is_editor = page_permission_policy.user_has_any_permission(user, ["change"])
    return is_editor or bool(languages_of(user))


class ExchangeMixin(WagtailAdminTemplateMixin):
    """What the pages of the exchange have in common."""

    page_title = gettext_lazy("Exchange with translation agencies")
    header_icon = "wagtail-localize-language"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_enter(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("cms_translation_exchange"), "label": self.page_title},
        ]


class Exchange(ExchangeMixin, TemplateView):
    """Both forms: what to export, and which file to import."""

    template_name = "cms/admin/translation/exchange.html"
    export_form: ExportForm | None = None
    upload_form: UploadForm | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keys = self.request.GET.getlist("keys")
        target = Locale.objects.exclude(pk=Locale.get_default().pk).first()
        chosen = {
            "keys": keys,
            "locale": self.request.GET.get("locale", target),
            "include_subpages": True,
        }
        return super().get_context_data(**kwargs) | {
            "export_form": self.export_form or ExportForm(initial=chosen),
            "upload_form": self.upload_form or UploadForm(),
            "keys": keys,
        }


class Export(Exchange):
    """The file for an agency, or the form again with what is wrong."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.export_form = ExportForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data())
        translations = form.translations()
        jobs = jobs_for(request.user, translations)
        batches = collect(jobs, form.cleaned_data["unfinished_only"])
        try:
            if batches:
                return download(*pack(batches, form.cleaned_data["format"]))
            form.add_error(None, why_nothing(bool(jobs), form.cleaned_data["locale"]))
        except RefusedFile as error:
            form.add_error(None, error)
        return self.render_to_response(self.get_context_data())


def why_nothing(has_jobs: bool, locale: Any) -> str:
    if has_jobs:
        return _("Everything is translated: nothing is left to export.")
    return _(
        "No translation into %(language)s that you may edit has been begun here. Begin it with"
        " “Translate this page”."
    ) % {"language": language_name(locale)}


def download(name: str, content_type: str, content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)


class Upload(Exchange):
    """Keeps a file that came back, and leads to the report on what it would change."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.upload_form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                return redirect(keep(request, form.cleaned_data["file"]))
            except RefusedFile as error:
                form.add_error("file", error)
        return self.render_to_response(self.get_context_data())


def keep(request: HttpRequest, file: Any) -> str:
    """The address of the report on an uploaded file. Raises RefusedFile, and keeps nothing then."""
    uploads.refuse_large(file.size)
    files.read(file.name, file.read())
    file.seek(0)
    upload = uploads.keep(request.user, file)
    return reverse("cms_translation_import", args=[upload.pk])


class Import(ExchangeMixin, TemplateView):
    """What a file would change; once that is confirmed, what it has changed."""

    template_name = "cms/admin/translation/exchange_report.html"
    page_title = gettext_lazy("Import translations")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.report(pk, importer.preview)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.report(pk, partial(importer.take_over, seconds=SECONDS))

    def report(self, pk: int, run: Callable[[ReturnedFile, Any], Report]) -> HttpResponse:
        """The report of `run`, which looks at texts and rights as they are now."""
        upload = uploads.find(self.request.user, pk)
        if upload is None:
            messages.error(self.request, _("This file is no longer here. Please upload it again."))
            return redirect("cms_translation_exchange")
        file = files.read(upload.name, bytes(upload.content))
        try:
            report = run(file, self.request.user)
        except RefusedFile as error:
            messages.error(self.request, str(error))
            return redirect("cms_translation_exchange")
        rows, left_out = to_rows(report)
        return self.render_to_response(
            self.get_context_data(
                report=report, rows=rows, left_out=left_out, page_subtitle=upload.name
            )
        )


def get_translation(request: HttpRequest, translation_id: int) -> Translation:
    """A translation by the id that wagtail-localize's addresses have, if the user may edit it."""
    translation = get_object_or_404(
        Translation.objects.select_related("source__locale", "target_locale"), pk=translation_id
    )
    if not may_exchange(request.user, translation):
        raise PermissionDenied
    return translation


def download_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Our PO file, at wagtail-localize's address for its own."""
    jobs = jobs_for(request.user, [get_translation(request, translation_id)])
    return download(*pack(collect(jobs), "po"))


@require_POST
def upload_po(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Our import, at wagtail-localize's address, which answers 500 to damaged files."""
    get_translation(request, translation_id)
    return Upload.as_view()(request)
