"""Which authorities a reader asks the directory for."""

import datetime
import uuid
from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Authority, Membership, Participation, RelationState, Signature
from network.models.relations import joined_and_not_left, taking_part
from network.search_names import normalise_name

ANY_STATE = "any"
STATES = {
    RelationState.ACTIVE.value: _("taking part now"),
    RelationState.SUSPENDED.value: _("suspended"),
    RelationState.WITHDRAWN.value: _("withdrawn"),
    ANY_STATE: _("now or formerly"),
}


@dataclass(frozen=True)
class RelationKind:
    """A relation that readers can ask for: where its rows are, and the date on which it began."""

    model: type[Model]
    began: str
    role: str = ""

    def rows(self, state: str, day: datetime.date) -> QuerySet:
        """The rows of this relation that are in `state` (of STATES) on `day`."""
        rows = self.model._default_manager.filter(in_state(self.model, state, day))
        return rows.filter(role=self.role) if self.role else rows


RELATIONS = {
    "participant": RelationKind(Participation, "joined_on"),
    "founder": RelationKind(Membership, "joined_on", Membership.Role.FOUNDER),
    "member": RelationKind(Membership, "joined_on", Membership.Role.MEMBER),
    "signatory": RelationKind(Signature, "signed_on"),
}
OF_A_NETWORK = ("founder", "member")


@dataclass(frozen=True)
class Filters:
    """What the wanted authorities have in common. Empty values ask for nothing.

    `state` is one of STATES and `year` that of joining; both are about the relations asked for:
    `relation`, or those to `network` (the key of its pages), or all.
    """

    text: str = ""
    country: str = ""
    kind: str = ""
    relation: str = ""
    state: str = RelationState.ACTIVE.value
    network: uuid.UUID | None = None
    year: int | None = None

    @property
    def relations(self) -> tuple[str, ...]:
        """Names of the relations that are asked for."""
        if self.relation:
            return (self.relation,)
        return OF_A_NETWORK if self.network else tuple(RELATIONS)


def in_state(model: type[Model], state: str, day: datetime.date) -> Q:
    """Rows of `model` that are in `state` on `day`; whoever has left counts as withdrawn."""
    if state == ANY_STATE:
        return Q()
    if model is Signature:
        return Q(state=state)
    if state == RelationState.ACTIVE:
        return taking_part(day)
    if state == RelationState.SUSPENDED:
        return Q(state=state) & joined_and_not_left(day)
    return Q(state=state) | Q(left_on__lte=day)


def listed() -> "QuerySet[Authority]":
    """All authorities that the directory has a profile of: those with a relation, even a past one.

    Others are in the register for the work on it, such as a region that has not joined.
    """
    return matching(Filters(state=ANY_STATE))


def matching(filters: Filters) -> "QuerySet[Authority]":
    """The authorities asked for, in no order."""
    found = Q()
    for relation in filters.relations:
        rows = rows_of(relation, filters)
        found |= Q(Exists(rows.filter(authority=OuterRef("pk"))))
    authorities = Authority.objects.filter(found)
    if filters.network and filters.relation and filters.relation not in OF_A_NETWORK:
        rows = Membership.objects.filter(in_state(Membership, filters.state, timezone.localdate()))
        members = rows.filter(network__translation_key=filters.network)
        authorities = authorities.filter(Exists(members.filter(authority=OuterRef("pk"))))
    if filters.country:
        authorities = authorities.filter(country=filters.country)
    if filters.kind:
        authorities = authorities.filter(kind=filters.kind)
    return with_text(authorities, filters.text)


def with_text(authorities: "QuerySet[Authority]", text: str) -> "QuerySet[Authority]":
    """Those of `authorities` that have every word of `text` in one of their names."""
    words = normalise_name(text).split()
    if text and not words:
        return authorities.none()
    for word in words:
        authorities = authorities.filter(search_names__contains=word)
    return authorities


def rows_of(relation: str, filters: Filters) -> QuerySet:
    """The rows of one relation that are as `filters` ask."""
    kind = RELATIONS[relation]
    rows = kind.rows(filters.state, timezone.localdate())
    if filters.network and relation in OF_A_NETWORK:
        rows = rows.filter(network__translation_key=filters.network)
    if filters.year is not None:
        rows = rows.filter(**{f"{kind.began}__year": filters.year})
    return rows


def joined_on(filters: Filters) -> Coalesce | Subquery:
    """When an authority joined: the first date of the relations asked for, in their order."""
    dates = [
        Subquery(
            rows_of(relation, filters)
            .filter(authority=OuterRef("pk"))
            .order_by(RELATIONS[relation].began)
            .values(RELATIONS[relation].began)[:1]
        )
        for relation in filters.relations
    ]
    return Coalesce(*dates) if len(dates) > 1 else dates[0]
