"""Wagtail's pages that ask before a page is deleted, unpublished or moved: in which languages?"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.views.pages.utils import type_to_delete_confirmation
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from cms.translation import cascade
from cms.translation.cascade import Refused, Scope, Version
from cms.translation.fallback import is_translated_by_strings
from cms.translation.needs import needed_by, refusal


def install() -> None:
    """Let our views answer where Wagtail's did; called once, with the admin's hooks.

    A host's page types with views of their own keep those.
    """
    PageViewSet.delete_view_class = Delete
    PageViewSet.unpublish_view_class = Unpublish
    PageViewSet.move_confirm_view_class = Move


class ScopeMixin:
    """A question about all languages or one, with what stands in the way of all."""

    default_scope = Scope.THIS
    request: HttpRequest

    @cached_property
    def versions(self) -> list[Version]:
        raise NotImplementedError

    @property
    def scope(self) -> str:
        """What was chosen; where there is no choice, this page with its aliases."""
        if not self.versions:
            return Scope.THIS
        return self.request.POST.get("scope", self.preselected)

    @property
    def preselected(self) -> str:
        is_possible = not any(version.obstacle for version in self.versions)
        return self.default_scope if is_possible else Scope.THIS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {  # type: ignore[misc]
            "versions": self.versions,
            "obstacles": cascade.obstacles_of(self.versions),
            "scope": self.preselected,
        }


def lead_to_text(request: HttpRequest, page: Page, url_name: str, may: str) -> HttpResponse | None:
    """Where `page` only shows a text of another language: lead to that text, and say so.

    `may` is the right on that text that is asked for; who lacks it stays, and learns why.
    """
    text = cascade.shown_text(page)
    if text is None:
        return None
    if not getattr(text.permissions_for_user(request.user), may)():
        messages.error(
            request,
            _(
                "This page is not translated: it shows the text in another language (%(language)s),"
                " and goes along with it. You may not change that text."
            )
            % {"language": cascade.language_of(text)},
        )
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    messages.info(
        request,
        _(
            "The page that you chose is not translated and shows the text of another language:"
            " this is the page with that text."
        ),
    )
    return redirect(url_name, text.pk)


class Delete(ScopeMixin, DeleteView):
    template_name = "cms/admin/translation/cascade_delete.html"

    page: Page

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> Any:
        page = get_object_or_404(Page, pk=page_id)
        text = lead_to_text(request, page, "wagtailadmin_pages:delete", "can_delete")
        return text or super().dispatch(request, page_id, *args, **kwargs)

    @cached_property
    def versions(self) -> list[Version]:
        judge = cascade.judge_deletion(self.request.user)
        return cascade.versions_of(self.page, judge, with_sections=True)

    @cached_property
    def needing(self) -> str:
        return needed_by(self.page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        total = cascade.count_texts(self.page, self.versions)
        return context | {
            "refusal": refusal(self.needing) if self.needing else "",
            "total_count": total,
            "type_to_confirm_before_delete": total
            >= getattr(settings, "WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT", 10),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.needing:
            # The page says what needs it.
            return self.render_to_response(self.get_context_data())
        others = cascade.chosen(self.versions, self.scope)
        if not type_to_delete_confirmation(request):
            return self.render_to_response(self.get_context_data())
        parent_id = self.page.get_parent().pk
        try:
            cascade.delete(self.page, others, request.user)
        except Refused as error:
            messages.error(request, str(error))
            return redirect("wagtailadmin_explore", parent_id)
        title = {"title": self.page.get_admin_display_title()}
        messages.success(
            request,
            _("“%(title)s” was deleted in all languages.") % title
            if others
            else _("“%(title)s” was deleted.") % title,
        )
        for hook in hooks.get_hooks("after_delete_page"):
            result = hook(request, self.page)
            if hasattr(result, "status_code"):
                return result
        return redirect(self.next_url or reverse("wagtailadmin_explore", args=[parent_id]))


class Unpublish(ScopeMixin, UnpublishView):
    template_name = "cms/admin/translation/cascade_unpublish.html"

    object: Page

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        text = lead_to_text(request, self.object, "wagtailadmin_pages:unpublish", "can_unpublish")
        return text or super().dispatch(request, *args, **kwargs)

    @cached_property
    def versions(self) -> list[Version]:
        judge = cascade.judge_unpublishing(self.request.user)
        versions = cascade.versions_of(self.object, judge)
        return [version for version in versions if version.page.live]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rest = (
            _("The other languages stay published, and one of them will be shown here instead.")
            if is_translated_by_strings(self.object)
            else _(
                "The other languages stay published, and one of them will be shown at this address;"
                " lists in this language leave the page out."
            )
        )
        return super().get_context_data(**kwargs) | {"this_help": rest}

    def get_objects_to_unpublish(self) -> list[Page]:
        """The page alone: its other versions are unpublished if they are chosen."""
        return [self.object]

    @transaction.atomic
    def unpublish(self) -> HttpResponse | None:
        others = cascade.chosen(self.versions, self.scope)
        self.objects_to_unpublish = [self.object, *others]
        return super().unpublish()


class Move(ScopeMixin, MoveConfirmView):
    template_name = "cms/admin/translation/cascade_move.html"
    default_scope = Scope.ALL

    page_to_move: Page
    destination: Page

    def dispatch(
        self, request: HttpRequest, page_to_move_id: int, destination_id: int, **kwargs: Any
    ) -> Any:
        page = get_object_or_404(Page, pk=page_to_move_id)
        text = lead_to_text(request, page, "wagtailadmin_pages:move", "can_move")
        if text is not None:
            return text
        destination = get_object_or_404(Page, pk=destination_id)
        if not page.permissions_for_user(request.user).can_move():
            raise PermissionDenied
        obstacle = cascade.obstacle_of_place(page, destination)
        if obstacle:
            messages.error(request, obstacle)
            return redirect("wagtailadmin_pages:move", page.pk)
        if not page.permissions_for_user(request.user).can_move_to(destination):
            raise PermissionDenied
        return super().dispatch(request, page_to_move_id, destination_id, **kwargs)

    @cached_property
    def versions(self) -> list[Version]:
        judge = cascade.judge_move(self.request.user, self.destination)
        return cascade.versions_of(self.page_to_move, judge)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        others = cascade.chosen(self.versions, self.scope)
        alone = bool(self.versions) and not others
        cascade.move(self.page_to_move, others, self.destination, request.user, alone)
        title = {"title": self.page_to_move.get_admin_display_title()}
        messages.success(
            request,
            _("“%(title)s” was moved in this language only.") % title
            if alone
            else _("“%(title)s” was moved.") % title,
        )
        for hook in hooks.get_hooks("after_move_page"):
            result = hook(request, self.page_to_move)
            if hasattr(result, "status_code"):
                return result
        return redirect("wagtailadmin_explore", self.destination.pk)
