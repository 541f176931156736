"""Names of people, by whom lists of the admin can be filtered.

Wagtail offers everybody who ever wrote, submitted or locked a page anywhere.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django_filters.filters import QuerySetRequestMixin
from wagtail.admin.views.generic.history import HistoryFilterSet
from wagtail.models import Page, PageLogEntry
from wagtail.permissions import page_permission_policy

from network.guards.registry import guard


def works_everywhere(user: Any) -> bool:
    rights = page_permission_policy.get_cached_permissions_for_user(user)
    return user.is_superuser or any(right.page.is_root() for right in rights)


def colleagues(user: Any) -> Q:
    """Those who wrote the pages that the explorer shows `user`, or own one, and `user`."""
    wrote = PageLogEntry.objects.viewable_by_user(user).order_by().values("user_id")
    explorable: QuerySet[Page] = page_permission_policy.explorable_instances(user)
    owners = explorable.order_by().values("owner_id")
    return Q(pk=user.pk) | Q(pk__in=wrote) | Q(pk__in=owners)


def known_to(user: Any, people: QuerySet) -> QuerySet:
    return people if works_everywhere(user) else people.filter(colleagues(user))


@guard(QuerySetRequestMixin, "get_queryset")
def offer_colleagues(stock: Any, field: Any, request: Any) -> QuerySet | None:
    offered = stock(field, request)
    if offered is None or offered.model is not get_user_model() or request is None:
        return offered
    return known_to(request.user, offered)


@guard(HistoryFilterSet, "get_users_queryset")
def offer_colleagues_of_the_log(stock: Any, filters: Any) -> QuerySet:
    """The history of the site takes those of its whole log."""
    return known_to(filters.request.user, stock(filters))
