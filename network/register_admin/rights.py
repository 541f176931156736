"""Who may do what with which authorities: the rows of the own countries, nothing of the others."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from wagtail.permissions import policy_registry

from network.models import Authority, Membership, Participation, Signature
from network.scope import scope_of

Row = TypeVar("Row", bound=Model)

SEEN_BY = frozenset({"add", "change", "delete", "view"})


def authorities_for(user: Any, *actions: str) -> QuerySet[Authority]:
    """The authorities with which `user` may do any of `actions` (default: see them)."""
    policy = policy_registry.get_by_type(Authority)
    return policy.instances_user_has_any_permission_for(user, set(actions) or SEEN_BY)


def get_authority(user: Any, pk: Any, *actions: str) -> Authority:
    """An authority that `user` may do any of `actions` with; Http404 for one of which not."""
    try:
        return authorities_for(user, *actions).get(pk=pk)
    except (Authority.DoesNotExist, ValueError, OverflowError) as error:
        raise Http404 from error


def with_keys(rows: QuerySet[Row], keys: Iterable[Any]) -> QuerySet[Row]:
    """Those of `rows` with one of these primary keys, whatever somebody sent as such."""
    numbers = [str(key) for key in keys]
    return rows.filter(pk__in=[n for n in numbers if n.isdecimal() and len(n) < 19])


def decides_on_participants(user: Any) -> bool:
    """Whether `user` may change who takes part in the Alliance: the secretariat, nobody else."""
    return scope_of(user).everywhere


def decides_on(user: Any, relation: Participation | Membership | Signature) -> bool:
    """Whether the state of a relation of an authority that `user` may change is theirs to change.

    The secretariat decides on participants of the Alliance, each network on its members.
    """
    if isinstance(relation, Membership):
        return scope_of(user).covers_network(relation.network.translation_key)
    return isinstance(relation, Signature) or decides_on_participants(user)
