"""Mails about comments, which Wagtail sends to whoever once followed or wrote some."""

from collections.abc import Iterable
from typing import Any

from wagtail.admin.views.pages import edit

from network.guards.registry import guard


@guard(edit, "send_notification")
def tell_those_who_may_read(
    stock: Any, people: Iterable[Any], notification: str, context: dict[str, Any]
) -> bool:
    """Who has lost the right to the page is told of no more comments on it, nor their words."""
    page = context["page"]
    rights = ((user, page.permissions_for_user(user)) for user in people)
    told = [user for user, right in rights if right.can_edit() or right.can_publish()]
    return stock(told, notification, context)
