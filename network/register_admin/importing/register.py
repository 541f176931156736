"""What the register knows, as far as the rows of a table may touch it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from network.models import Authority, NetworkPage, Participation
from network.models.kinds import REGION_KINDS
from network.register_admin.fingerprints import PARTS
from network.scope import Scope
from network.search_names import normalise_name


@dataclass(frozen=True)
class Region:
    """An authority that others lie in, in the register or in the table itself."""

    key: str
    country: str
    names: tuple[str, ...]


class Register:
    """The authorities of a scope that have one of `keys` or lie in one of `countries`."""

    def __init__(
        self, scope: Scope, keys: Iterable[str], countries: Iterable[str], is_locked: bool
    ) -> None:
        self.scope = scope
        wanted = Q(key__in=set(keys)) | Q(country__in=set(countries))
        rows: QuerySet[Authority] = scope.filter(Authority.objects.filter(wanted)).order_by("pk")
        if is_locked:
            rows = rows.select_for_update()
        self.authorities = list(rows.prefetch_related(*PARTS, "region", "memberships__network"))
        self.by_key = {one.key: one for one in self.authorities}
        self.by_name: dict[tuple[str, str], list[Authority]] = defaultdict(list)
        for authority in self.authorities:
            for name in authority.search_names.split("\n"):
                self.by_name[authority.country, name].append(authority)
        self.keys = set(Authority.objects.values_list("key", flat=True))
        self.number_owners: dict[int, int] = dict(
            Participation.objects.values_list("number", "authority_id")
        )
        self.networks: dict[str, tuple[UUID, int]] = {
            slug: (key, pk)
            for slug, key, pk in NetworkPage.objects.order_by("-pk").values_list(
                "slug", "translation_key", "pk"
            )
        }

    def named(self, country: str, name: str) -> list[Authority]:
        """The authorities of a country with this name, in whatever script or case it is written."""
        return self.by_name.get((country, normalise_name(name)), [])

    def regions(self) -> list[Region]:
        return [
            Region(one.key, one.country, tuple(one.search_names.split("\n")))
            for one in self.authorities
            if one.kind in REGION_KINDS
        ]


class Regions:
    """Finds what authorities lie in, by key or by name."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self.by_key = {region.key: region for region in regions}
        self.by_name: dict[tuple[str, str], list[Region]] = defaultdict(list)
        for region in self.by_key.values():
            for name in region.names:
                self.by_name[region.country, name].append(region)

    def find(self, written: str, country: Any) -> Region | None:
        """The region that is meant; None where there is none, or more than one."""
        if written in self.by_key:
            return self.by_key[written]
        found = self.by_name.get((country, normalise_name(written)), [])
        return found[0] if len(found) == 1 else None
