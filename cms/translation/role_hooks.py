"""Where Wagtail's admin shows who translates what: log, permissions, menu, addresses."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from cms.translation.role_views import CellView, RemoveSection, Table
from cms.translation.roles import CHANGE_ROLES, PERSON_ADDED, PERSON_REMOVED


class PersonAdded(LogFormatter):
    label = gettext_lazy("Give to a translator")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return _("Given to %(name)s") % {"name": log_entry.data["name"]}


class PersonRemoved(LogFormatter):
    label = gettext_lazy("Take from a translator")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return _("Taken from %(name)s") % {"name": log_entry.data["name"]}


class RolesMenuItem(MenuItem):
    """Shown to those who may say who translates what."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(CHANGE_ROLES)


@hooks.register("register_settings_menu_item")
def roles_item() -> MenuItem:
    return RolesMenuItem(
        gettext_lazy("Who translates what"),
        reverse("cms_translation_roles"),
        icon_name="group",
        order=605,
    )


@hooks.register("register_admin_urls")
def role_urls() -> list[URLPattern]:
    base = "translation/roles"
    return [
        path(f"{base}/", Table.as_view(), name="cms_translation_roles"),
        path(
            f"{base}/<uuid:section>/remove/",
            RemoveSection.as_view(),
            name="cms_translation_remove_section",
        ),
        path(f"{base}/site/<str:language>/", CellView.as_view(), name="cms_translation_role"),
        path(
            f"{base}/<uuid:section>/<str:language>/",
            CellView.as_view(),
            name="cms_translation_role",
        ),
    ]


@hooks.register("register_log_actions")
def role_actions(actions: LogActionRegistry) -> None:
    actions.register_action(PERSON_ADDED)(PersonAdded)
    actions.register_action(PERSON_REMOVED)(PersonRemoved)


@hooks.register("register_permissions")
def role_permissions() -> QuerySet[Permission]:
    """Offer the right to say who translates what, in the form of a group."""
    return Permission.objects.filter(
        content_type__app_label="cms_translation", codename="change_translatorrole"
    )
