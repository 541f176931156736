"""Where Wagtail's admin shows who translates what: log, permissions, menu, addresses."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import ModelLogEntry

from cms.translation.roles import PERSON_ADDED, PERSON_REMOVED


class PersonAdded(LogFormatter):
    label = gettext_lazy("Give to a translator")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return _("Given to %(name)s") % {"name": log_entry.data["name"]}


class PersonRemoved(LogFormatter):
    label = gettext_lazy("Take from a translator")

    def format_message(self, log_entry: ModelLogEntry) -> str:
        return _("Taken from %(name)s") % {"name": log_entry.data["name"]}


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
