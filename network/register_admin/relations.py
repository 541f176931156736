"""The relations of an authority as the admin shows them, and the form for their states."""

import datetime
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from network.models import (
    Authority,
    Membership,
    Participation,
    RelationChange,
    RelationKind,
    RelationState,
    Signature,
)

MODELS: dict[str, Any] = {
    RelationKind.PARTICIPATION: Participation,
    RelationKind.MEMBERSHIP: Membership,
    RelationKind.SIGNATURE: Signature,
}


@dataclass(frozen=True)
class ShownRelation:
    """A relation with its history, the latest change first."""

    kind: RelationKind
    relation: Any
    title: str
    since: datetime.date | None
    until: datetime.date | None
    changes: list[RelationChange]


def relations_of(authority: Authority) -> list[ShownRelation]:
    """All relations of a saved authority; four queries."""
    changes: dict[tuple[str, int], list[RelationChange]] = {}
    for change in authority.relation_changes.select_related("by"):
        changes.setdefault((change.relation_kind, change.relation_id), []).append(change)
    return [
        ShownRelation(
            kind=RelationKind(kind),
            relation=relation,
            title=title_of(relation),
            since=relation.signed_on if kind == RelationKind.SIGNATURE else relation.joined_on,
            until=getattr(relation, "left_on", None),
            changes=changes.get((kind, relation.pk), []),
        )
        for kind, model in MODELS.items()
        for relation in stored(model).filter(authority_id=authority.pk).order_by("pk")
    ]


def stored(model: Any) -> Any:
    rows = model._base_manager.all()
    return rows.select_related("network") if model is Membership else rows


def title_of(relation: Any) -> str:
    """What the relation is, in a few words: a number, or a role in a network."""
    if isinstance(relation, Participation):
        return f"№ {relation.number}"
    if isinstance(relation, Membership):
        return f"{relation.network}, {relation.get_role_display()}"
    return ""


def takes_part(authority: Authority) -> str:
    """In a list: what an authority takes part in now; from prefetched rows."""
    active = [row for row in authority.participations.all() if row.state == RelationState.ACTIVE]
    parts = [f"№ {row.number}" for row in active]
    roles = {
        row.get_role_display()
        for row in authority.memberships.all()
        if row.state == RelationState.ACTIVE
    }
    signed = [row for row in authority.signatures.all() if row.state == RelationState.ACTIVE]
    parts += sorted(str(role) for role in roles)
    parts += [str(RelationKind.SIGNATURE.label)] if signed else []
    return ", ".join(parts)


def example_mark(authority: Authority) -> str:
    """In a list: that an authority is invented."""
    return gettext("example") if authority.is_example else ""


def get_relation(kind: str, pk: int) -> Any:
    """The relation `pk` of a kind, with its authority; Http404 where there is none."""
    model = MODELS.get(kind)
    relation = model and model._base_manager.select_related("authority").filter(pk=pk).first()
    if not relation:
        raise Http404
    return relation


class StateForm(forms.Form):
    """The state that a relation goes into, from which day, and why."""

    field_order = ("state", "on", "reason")
    on = forms.DateField(label=_("With effect from"), widget=AdminDateInput)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("For the history, which only the admin shows."),
    )

    def __init__(self, *args: Any, relation: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [choice for choice in RelationState.choices if choice[0] != relation.state]
        self.fields["state"] = forms.ChoiceField(
            label=_("New state"), widget=forms.RadioSelect, choices=others
        )
        self.fields["on"].initial = timezone.localdate
        self.order_fields(self.field_order)

    def add_refusal(self, refusal: ValidationError) -> None:
        """Put what `change_state` refuses beside the fields that it names."""
        self.add_error(None, refusal)
