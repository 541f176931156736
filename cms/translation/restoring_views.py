"""Asks before a translation is written again over what somebody wrote into its page by hand."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import DraftStateMixin
from wagtail_localize.models import Translation, get_edit_url

from cms.translation.editor.access import access_to, begun_translations
from cms.translation.restoring import Plan, plan_restoring, restore

RESTART = "localize-restart-translation"
REVERTING = "revisions_revert"


def restore_texts(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """The question, where `instance` is to be translated again or an old revision to come back."""
    translation = (
        begun_translations()
        .filter(source__object_id=instance.translation_key, target_locale_id=instance.locale_id)
        .first()
    )
    if translation is None:
        return None
    match = request.resolver_match
    if translation.enabled:
        if match is None or match.url_name != REVERTING:
            return None
        revision = get_object_or_404(instance.revisions, pk=match.kwargs["revision_id"])
        return Restoring(request, translation, instance, revision.as_object()).respond()
    if request.method != "POST" or RESTART not in request.POST:
        return None
    return Restoring(request, translation, instance, newest(instance)).respond()


def newest(instance: Any) -> Any:
    """The version that somebody edits: the latest draft."""
    if isinstance(instance, DraftStateMixin):
        return instance.get_latest_revision_as_object()
    return instance


class Restoring:
    """One request: what would change is shown, and done once it is confirmed."""

    template_name = "cms/admin/translation/restoring.html"

    def __init__(
        self, request: HttpRequest, translation: Translation, target: models.Model, version: Any
    ) -> None:
        self.request = request
        self.translation = translation
        self.target = target
        self.version = version

    def respond(self) -> HttpResponse:
        if not access_to(self.translation, self.target, self.request.user).can_edit:
            raise PermissionDenied
        plan = plan_restoring(self.translation, self.version)
        is_restart = not self.translation.enabled
        needs_question = plan.replaces or plan.left or not is_restart
        if needs_question and "confirm" not in self.request.POST:
            return self.ask(plan, is_restart)
        self.take_over(plan)
        return redirect(get_edit_url(self.target))

    def ask(self, plan: Plan, is_restart: bool) -> HttpResponse:
        title = _("Translate this page again") if is_restart else _("Take over an earlier version")
        return TemplateResponse(
            self.request,
            self.template_name,
            {
                "plan": plan,
                "is_restart": is_restart,
                "restart": RESTART,
                "target_locale": self.translation.target_locale,
                "page_title": title,
                "header_title": title,
                "page_subtitle": str(self.target),
                "header_icon": "history",
                "edit_url": get_edit_url(self.target),
            },
        )

    @transaction.atomic
    def take_over(self, plan: Plan) -> None:
        user: Any = self.request.user
        refused = restore(self.translation, plan, user)
        if not self.translation.enabled:
            self.translation.enabled = True
            self.translation.save(update_fields=["enabled"])
        count = len(plan.taken) + len(plan.left) - len(refused)
        messages.success(
            self.request,
            ngettext("%d text was taken over.", "%d texts were taken over.", count) % count,
        )
        if refused:
            messages.warning(
                self.request,
                ngettext(
                    "%d text has no place in the translation. It is kept as a comment.",
                    "%d texts have no place in the translation. They are kept as comments.",
                    len(refused),
                )
                % len(refused),
            )
