"""Whose authorities, applications and meetings a user may work with: those of which countries.

The groups of coordinators hold no right on a model. What they may do with rows of their country
follows from the section that their group belongs to, and ends when the section is retired or the
user leaves the group: both are read anew with each request.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from network.models.sections import NetworkSection

# Who may change every authority works in every country.
EVERYWHERE = "network.change_authority"
ACTIONS_IN_SCOPE = frozenset({"add", "change", "delete", "view"})

Rows = TypeVar("Rows", bound=QuerySet)


@dataclass(frozen=True)
class Scope:
    """The countries, by their codes, and the networks, by the key of their pages, of a user."""

    everywhere: bool = False
    countries: frozenset[str] = frozenset()
    networks: frozenset[UUID] = frozenset()

    def covers(self, country: str) -> bool:
        """Whether what belongs to `country` is within the scope."""
        return self.everywhere or country in self.countries

    def covers_network(self, key: UUID) -> bool:
        """Whether the network whose pages have this translation key is within the scope."""
        return self.everywhere or key in self.networks

    def filter(self, queryset: Rows, field: str = "country") -> Rows:
        """Those rows of `queryset` whose `field`, a lookup, names a country within the scope."""
        if self.everywhere:
            return queryset
        return queryset.filter(**{f"{field}__in": self.countries})


NOWHERE = Scope()


def scope_of(user: Any) -> Scope:
    """Where `user` works; one query for a coordinator. Asked once a request.

    A superuser and whoever may change every authority work everywhere; nobody else does, and who
    is inactive or not signed in works nowhere.
    """
    if not user.is_active or user.is_anonymous:
        return NOWHERE
    if not hasattr(user, "_network_scope"):
        user._network_scope = read_scope(user)
    return user._network_scope


def read_scope(user: Any) -> Scope:
    if user.has_perm(EVERYWHERE):
        return Scope(everywhere=True)
    sections = list(
        NetworkSection.objects.active()
        .filter(group__user=user)
        .values_list("country", "network_key")
    )
    return Scope(
        countries=frozenset(country for country, _key in sections),
        networks=frozenset(key for _country, key in sections),
    )


class ScopedPermissionPolicy(ModelPermissionPolicy):
    """The rights on a model count everywhere; beside them, coordinators work in their country.

    `country_field` leads from a row to the code of its country, over relations with `__` between;
    `actions` are those that coordinators have.
    """

    def __init__(
        self,
        model: type[models.Model] | str,
        country_field: str = "country",
        actions: Iterable[str] = ACTIONS_IN_SCOPE,
    ) -> None:
        super().__init__(model)
        self.country_field = country_field
        self.actions = frozenset(actions)

    def country_of(self, instance: models.Model) -> str:
        """The code of the country that `instance`, as it is in memory, belongs to."""
        value: Any = instance
        for name in self.country_field.split("__"):
            value = getattr(value, name)
        return value

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether there is any country in which `user` may do it."""
        return super().user_has_permission(user, action) or (
            action in self.actions and bool(scope_of(user).countries)
        )

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: models.Model
    ) -> bool:
        return super().user_has_permission(user, action) or (
            action in self.actions and self.country_of(instance) in scope_of(user).countries
        )

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet:
        rows = self.model._default_manager.all()
        wanted = set(actions)
        if any(super(ScopedPermissionPolicy, self).user_has_permission(user, a) for a in wanted):
            return rows
        if not wanted & self.actions:
            return rows.none()
        return rows.filter(**{f"{self.country_field}__in": scope_of(user).countries})

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet:
        return self._with_coordinators(actions, Q())

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: models.Model
    ) -> QuerySet:
        its_country = Q(groups__network_section__country=self.country_of(instance))
        return self._with_coordinators(actions, its_country)

    def _with_coordinators(self, actions: Iterable[str], of: Q) -> QuerySet:
        """Who has a right on the model, and the coordinators that `of` describes."""
        wanted = set(actions)
        everywhere = super().users_with_any_permission(wanted)
        if not wanted & self.actions:
            return everywhere
        works = Q(
            groups__network_section__isnull=False, groups__network_section__retired_at__isnull=True
        )
        coordinators = get_user_model().objects.filter(works & of, is_active=True)
        return (everywhere | coordinators.distinct()).distinct()
