"""Who may look at an application and decide on it: asked of each application, in every view."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from network.models.applications import Application
from network.scope import Scope, scope_of


def handles_any(user: Any) -> bool:
    """Whether there is any country whose applications `user` handles."""
    scope = scope_of(user)
    return scope.everywhere or bool(scope.countries)


def visible_to(user: Any) -> QuerySet[Application]:
    """The applications that `user` may see: those of the own countries, for the secretariat all."""
    return within(scope_of(user))


def within(scope: Scope) -> QuerySet[Application]:
    """The applications of the countries in `scope`, but not to a network outside of it."""
    rows = scope.filter(Application.objects.all())
    if scope.everywhere:
        return rows
    return rows.filter(Q(network_key=None) | Q(network_key__in=scope.networks))


def get_visible(user: Any, pk: int) -> Application:
    """The application `pk`. Raises PermissionDenied for who handles none, Http404 for one of
    another country, so that nobody learns whether it exists.
    """
    if not handles_any(user):
        raise PermissionDenied
    return get_object_or_404(visible_to(user).select_related("authority", "participation"), pk=pk)
