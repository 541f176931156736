"""The three independent relations of an authority.

Participant of the Alliance, founder or member of a national network, signatory of the Declaration
against anti-Gypsyism: none implies another, and only active participants are counted.
"""

import datetime
import uuid
from dataclasses import dataclass
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from network.models.history import RelationState
from network.models.register import Authority


@dataclass(frozen=True)
class Counter:
    """Active participants of the Alliance, and the countries they are in."""

    participants: int
    countries: int


def joined_and_not_left(day: datetime.date) -> Q:
    """Those that take part on `day`: the day of joining counts, the day of leaving does not."""
    joined = Q(joined_on__isnull=True) | Q(joined_on__lte=day)
    return joined & (Q(left_on__isnull=True) | Q(left_on__gt=day))


def taking_part(day: datetime.date) -> Q:
    """Those that count on `day`: active, joined and not left."""
    return Q(state=RelationState.ACTIVE) & joined_and_not_left(day)


STATE_PANEL = FieldPanel("state", read_only=True)


def state_field() -> models.CharField:
    """The state of a relation. Change it through `network.relations`, which keeps the history."""
    return models.CharField(
        _("state"),
        max_length=10,
        choices=RelationState.choices,
        default=RelationState.ACTIVE,
    )


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Participations by day, and how many they are."""

    def active(self, day: datetime.date | None = None) -> "ParticipationQuerySet":
        """Active ones that had joined and not left on `day` (default: today)."""
        return self.filter(taking_part(day or timezone.localdate()))

    def counter(self) -> Counter:
        """How many authorities of how many countries take part today; one query."""
        counts = self.active().aggregate(
            participants=models.Count("authority", distinct=True),
            countries=models.Count("authority__country", distinct=True),
        )
        return Counter(**counts)


class Participation(models.Model):
    """An authority as participant of the Alliance. Its number is never used again."""

    authority = ParentalKey(Authority, on_delete=models.CASCADE, related_name="participations")
    number = models.PositiveIntegerField(_("number"), unique=True)
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    state = state_field()

    objects = ParticipationQuerySet.as_manager()

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("joined_on"), FieldPanel("left_on")]),
        STATE_PANEL,
    ]

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.authority}"


class AnnouncedParticipation(models.Model):
    """That webhooks were told of a participant, so that each is told of once (`cms.webhooks`).

    The row goes when the participation ends; whoever takes part again is told of again.
    """

    participation = models.OneToOneField(
        Participation, on_delete=models.CASCADE, primary_key=True, related_name="announced"
    )

    def __str__(self) -> str:
        return str(self.participation)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships by network, whichever of its pages they name."""

    def present(self, translation_key: uuid.UUID) -> "MembershipQuerySet":
        """Today's members of the network whose pages have this key; each authority once."""
        present = self.filter(
            taking_part(timezone.localdate()),
            network__translation_key=translation_key,
            role=Membership.Role.MEMBER,
        )
        one_each = present.order_by().values("authority").annotate(one=models.Min("pk"))
        return self.filter(pk__in=one_each.values("one"))


class Membership(models.Model):
    """An authority as founder or member of a national network.

    `network` is the page of the network in any one language; its translations share the row
    through their translation key.
    """

    class Role(models.TextChoices):
        FOUNDER = "founder", _("founder")
        MEMBER = "member", _("member")

    authority = ParentalKey(Authority, on_delete=models.CASCADE, related_name="memberships")
    network = models.ForeignKey(
        "network.NetworkPage",
        verbose_name=_("network"),
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    joined_on = models.DateField(_("from"), null=True, blank=True)
    left_on = models.DateField(_("to"), null=True, blank=True)
    state = state_field()

    objects = MembershipQuerySet.as_manager()

    panels: ClassVar = [
        FieldPanel("network"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("joined_on"), FieldPanel("left_on")]),
        STATE_PANEL,
    ]

    class Meta:
        verbose_name = _("membership of a network")
        verbose_name_plural = _("memberships of networks")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "network", "role"], name="network_membership_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.get_role_display()}"


class Signature(models.Model):
    """An authority as signatory of the Declaration against anti-Gypsyism."""

    authority = ParentalKey(Authority, on_delete=models.CASCADE, related_name="signatures")
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    state = state_field()

    panels: ClassVar = [FieldRowPanel([FieldPanel("signed_on"), STATE_PANEL])]

    class Meta:
        verbose_name = _("signature of the Declaration")
        verbose_name_plural = _("signatures of the Declaration")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority"], name="network_signature_unique")
        ]

    def __str__(self) -> str:
        return str(self.authority)
