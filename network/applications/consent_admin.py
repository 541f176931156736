"""The consent texts in the admin: drafts can be edited; what was published stays as it was read."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from network.models.consent import ConsentText


class DraftsOnlyPolicy(ModelPermissionPolicy):
    """Rights on the model, without changing or deleting what is published."""

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: ConsentText
    ) -> bool:
        if action in ("change", "delete") and ConsentText.objects.get(pk=instance.pk).is_published:
            return False
        return super().user_has_permission_for_instance(user, action, instance)


register_permission_policy(ConsentText, DraftsOnlyPolicy(ConsentText))


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
