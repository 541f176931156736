"""The consent texts in the admin: drafts can be edited; what was published stays as it was read."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import DeleteView, EditView
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.model import ModelViewSet

from network.models.consent import ConsentText


class DraftsOnly(PermissionCheckedMixin):
    """A view of one version that leads away from those that readers may have agreed to."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.user_has_permission(self.permission_required):
            raise PermissionDenied
        consent = get_object_or_404(ConsentText, pk=unquote(str(kwargs["pk"])))
        if consent.is_published:
            messages.error(
                request, _("A published version stays as it is. Please add a new version.")
            )
            return redirect("consent_texts:inspect", consent.pk)
        return super().dispatch(request, *args, **kwargs)


class ConsentEditView(DraftsOnly, EditView):
    """Edits a draft."""


class ConsentDeleteView(DraftsOnly, DeleteView):
    """Deletes a draft."""


class ConsentTextViewSet(ModelViewSet):
    """Versions of the text that applicants agree to."""

    model = ConsentText
    name = "consent_texts"
    icon = "doc-full"
    menu_label = _("Consent texts")
    menu_order = 620
    add_to_settings_menu = True
    list_display = ("label", "published_at")
    inspect_view_enabled = True
    inspect_view_fields = ("label", "published_at", "wordings")
    edit_view_class = ConsentEditView
    delete_view_class = ConsentDeleteView
    # A copy would share the words of its original.
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def register_consent_texts() -> ConsentTextViewSet:
    return ConsentTextViewSet()


@hooks.register("register_permissions")
def consent_permissions() -> QuerySet[Permission]:
    """Offer the rights on consent texts in the form of a group."""
    return Permission.objects.filter(
        content_type__app_label="network", content_type__model="consenttext"
    )
