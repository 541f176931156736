"""Setting and clearing the mark “unofficial, awaiting review” of a page.

The editor of translations shows sentences only, so the mark, which each language has for itself,
is changed from the menu of the page.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.models.base import BasePage
from cms.terminology.gate import DiscouragedTerms
from cms.translation.state import State, states_of

REVIEWED = "cms_translation.reviewed"
AWAITING_REVIEW = "cms_translation.awaiting_review"
LABELS = {
    REVIEWED: gettext_lazy("Mark as reviewed"),
    AWAITING_REVIEW: gettext_lazy("Mark as awaiting review"),
}


@transaction.atomic
def set_awaiting_review(page: BasePage, is_awaiting: bool, user: Any) -> None:
    """Set the mark where readers see it, and in the draft that somebody may be writing.

    What is live is published again with nothing changed but the mark; a draft stays a draft.
    """
    draft = page.get_latest_revision_as_object()
    has_draft = not page.live or page.has_unpublished_changes
    live = type(page).objects.get(pk=page.pk)
    live.awaiting_review = is_awaiting
    if live.live:
        live.save_revision(user=user).publish(user=user)
    else:
        # A translation is written into this row: its mark must not wait for a revision.
        type(page).objects.filter(pk=page.pk).update(awaiting_review=is_awaiting)
    if has_draft:
        draft.awaiting_review = is_awaiting
        draft.save_revision(user=user)
    log(live, action_for(is_awaiting), user=user)


def action_for(is_awaiting: bool) -> str:
    """The action, as the log names it, after which the mark is set or not."""
    return AWAITING_REVIEW if is_awaiting else REVIEWED


def may_review(user: Any, page: Page) -> bool:
    """Whether `user` may say that the text of `page` was checked: who publishes it may."""
    rights = page.permissions_for_user(user)
    return not page.alias_of_id and rights.can_publish() and not rights.page_locked()


def review_buttons(page: Page, user: Any) -> list[Button]:
    """The entry in the menus of translations, and of whatever else has the mark."""
    if not isinstance(page, BasePage) or not may_review(user, page):
        return []
    if not page.awaiting_review and not is_translation(page):
        return []
    return [
        Button(
            LABELS[action_for(not page.awaiting_review)],
            reverse("cms_translation_review", args=[page.pk]),
            icon_name="check" if page.awaiting_review else "warning",
            priority=61,
        )
    ]


def is_translation(page: Page) -> bool:
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id
    ).exists()


def is_out_of_date(page: Page) -> bool:
    versions = states_of([page.translation_key])[page.translation_key]
    return versions[page.locale_id].state == State.STALE


class Review(TemplateView):
    """Asks, and then changes the mark of a page to the other value."""

    template_name = "cms/admin/translation/review.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not isinstance(self.page, BasePage) or not may_review(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        label = LABELS[action_for(not self.page.awaiting_review)]
        return super().get_context_data(**kwargs) | {
            "page": self.page,
            "page_title": label,
            "header_title": label,
            "page_subtitle": self.page.get_admin_display_title(),
            "header_icon": "check",
            "next_url": self.next_url,
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        names = {"title": self.page.get_admin_display_title()}
        if self.page.live and is_out_of_date(self.page):
            # Published again, it would pass for up to date.
            messages.error(
                request, _("“%(title)s” is out of date: publish its translation first.") % names
            )
            return redirect(self.next_url)
        is_awaiting = not self.page.awaiting_review
        try:
            set_awaiting_review(self.page, is_awaiting, request.user)
        except DiscouragedTerms as refusal:
            messages.error(request, str(refusal))
            return redirect(self.next_url)
        message = (
            _("“%(title)s” is marked as unofficial and awaiting review.")
            if is_awaiting
            else _("“%(title)s” is marked as reviewed.")
        )
        messages.success(request, message % names)
        return redirect(self.next_url)

    @property
    def next_url(self) -> str:
        return get_valid_next_url_from_request(self.request) or reverse(
            "wagtailadmin_pages:edit", args=[self.page.pk]
        )
