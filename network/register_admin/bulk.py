"""What is done with many authorities at once."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.log_actions import log

from network.models import Authority
from network.register_admin.listing import narrowed
from network.register_admin.rights import authorities_for, with_keys
from network.register_admin.views import why_it_stays


class DeleteAuthorities(BulkAction):
    """Deletes the chosen authorities but for those that something is known of."""

    models = (Authority,)
    display_name = _("Delete")
    action_type = "delete"
    aria_label = _("Delete selected authorities")
    template_name = "network/register_admin/bulk_delete.html"
    action_priority = 30
    classes = frozenset({"serious"})

    def get_actionable_objects(self) -> tuple[list[Authority], dict[str, list[Authority]]]:
        """Those of the chosen ones that can be deleted, and those that stay; all of the own."""
        chosen = list(self.chosen())
        if not chosen:
            raise Http404
        stay = [authority for authority in chosen if why_it_stays(authority)]
        kept = {authority.pk for authority in stay}
        go = [authority for authority in chosen if authority.pk not in kept]
        return go, {"items_with_no_access": stay}

    def chosen(self) -> QuerySet[Authority]:
        authorities = authorities_for(self.request.user, "delete")
        keys = self.request.GET.getlist("id")
        if "all" in keys:
            return narrowed(authorities, self.request)
        return with_keys(authorities, keys)

    def object_context(self, obj: Authority) -> dict[str, Any]:
        return {"item": obj, "edit_url": reverse("register:edit", args=[obj.pk])}

    def get_execution_context(self) -> dict[str, Any]:
        return {"user": self.request.user}

    @classmethod
    @transaction.atomic
    def execute_action(
        cls, objects: list[Authority], user: Any = None, **kwargs: Any
    ) -> tuple[int, int]:
        for authority in objects:
            log(instance=authority, action="wagtail.delete", user=user, deleted=True)
            authority.delete()
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext(
            "%(count)d authority deleted.", "%(count)d authorities deleted.", num_parent_objects
        ) % {"count": num_parent_objects}
