from collections.abc import Iterable
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

Item = TypeVar("Item")

# More than any country of Europe has, and less than a column of every database takes.
MOST_PEOPLE = 999_999_999


class AuthorityKind(models.TextChoices):
    """Kinds of local and regional authorities, from the smallest unit up."""

    CITY = "city", _("City")
    MUNICIPALITY = "municipality", _("Municipality")
    DISTRICT = "district", _("District")
    COUNTY = "county", _("County")
    PROVINCE = "province", _("Province")
    REGION = "region", _("Region")
    STATE_DISTRICT = "state_district", _("District State Administration")
    STATE_REGION = "state_region", _("Regional State Administration")
    OTHER = "other", _("Other authority")


# Kinds that others lie in.
REGION_KINDS = (
    AuthorityKind.COUNTY,
    AuthorityKind.PROVINCE,
    AuthorityKind.REGION,
    AuthorityKind.STATE_REGION,
)

# The same kinds as headings over several authorities.
KIND_PLURALS = {
    AuthorityKind.CITY: _("Cities"),
    AuthorityKind.MUNICIPALITY: _("Municipalities"),
    AuthorityKind.DISTRICT: _("Districts"),
    AuthorityKind.COUNTY: _("Counties"),
    AuthorityKind.PROVINCE: _("Provinces"),
    AuthorityKind.REGION: _("Regions"),
    AuthorityKind.STATE_DISTRICT: _("District State Administrations"),
    AuthorityKind.STATE_REGION: _("Regional State Administrations"),
    AuthorityKind.OTHER: _("Other authorities"),
}


def grouped_by_kind(items: Iterable[tuple[str, Item]]) -> dict[AuthorityKind, list[Item]]:
    """Pairs of a kind and an item, by kind; kinds and items in the order in which they came."""
    groups: dict[AuthorityKind, list[Item]] = {}
    for kind, item in items:
        groups.setdefault(AuthorityKind(kind), []).append(item)
    return groups
