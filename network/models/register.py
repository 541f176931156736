"""The register of local and regional authorities and their three independent relations.

Participant of the Alliance, founder or member of a national network, signatory of the Declaration
against anti-Gypsyism: none implies another, and only active participants are counted.
"""

import datetime
import uuid
from dataclasses import dataclass
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from cms.countries import country_choices, country_name
from network.forms import AuthorityForm
from network.models.kinds import AuthorityKind


@dataclass(frozen=True)
class Counter:
    """Active participants of the Alliance, and the countries they are in."""

    participants: int
    countries: int


class Authority(ClusterableModel):
    """A local or regional authority: one row, whatever it takes part in."""

    key = models.SlugField(_("key"), max_length=100, unique=True, help_text=_("Part of addresses"))
    name = models.CharField(_("official name"), max_length=255)
    name_language = models.CharField(
        _("language of the name"),
        max_length=10,
        blank=True,
        help_text=_("BCP 47 code, such as “sr-Latn”"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=AuthorityKind.choices)
    country = models.CharField(_("country"), max_length=2, choices=country_choices, db_index=True)
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    is_example = models.BooleanField(
        _("example"),
        default=False,
        help_text=_("Invented for a demonstration; readers are told so"),
    )

    base_form_class = AuthorityForm
    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("name_language"),
        InlinePanel("names", heading=_("Names in other languages")),
        FieldPanel("key"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("country")]),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        InlinePanel("participations", heading=_("Participant of the Alliance")),
        InlinePanel("memberships", heading=_("Founder or member of a national network")),
        InlinePanel("signatures", heading=_("Signatory of the Declaration"), max_num=1),
        FieldPanel("is_example"),
    ]

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        ordering: ClassVar = ["country", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    def name_in(self, language: str) -> str:
        """The name in `language`, else the official one (prefetch `names` for lists)."""
        names = {row.language: row.name for row in self.names.all()}
        return names.get(language, self.name)


class AuthorityName(models.Model):
    """The name of an authority in a language that is not its own."""

    authority = ParentalKey(Authority, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(_("language"), max_length=10)
    name = models.CharField(_("name"), max_length=255)

    panels: ClassVar = [FieldPanel("language"), FieldPanel("name")]

    class Meta:
        verbose_name = _("name in another language")
        verbose_name_plural = _("names in other languages")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "language"], name="network_authority_name_unique"
            )
        ]

    def __str__(self) -> str:
        return self.name


def joined_and_not_left(day: datetime.date) -> Q:
    """Those that take part on `day`: the day of joining counts, the day of leaving does not."""
    joined = Q(joined_on__isnull=True) | Q(joined_on__lte=day)
    return joined & (Q(left_on__isnull=True) | Q(left_on__gt=day))


class ParticipationQuerySet(models.QuerySet["Participation"]):
    """Participations by day, and how many they are."""

    def active(self, day: datetime.date | None = None) -> "ParticipationQuerySet":
        """Those that had joined and not left on `day` (default: today)."""
        return self.filter(joined_and_not_left(day or timezone.localdate()))

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

    objects = ParticipationQuerySet.as_manager()

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("joined_on"), FieldPanel("left_on")])
    ]

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.authority}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships by network, whichever of its pages they name."""

    def present(self, translation_key: uuid.UUID) -> "MembershipQuerySet":
        """Today's members of the network whose pages have this key; each authority once."""
        present = self.filter(
            joined_and_not_left(timezone.localdate()),
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

    objects = MembershipQuerySet.as_manager()

    panels: ClassVar = [
        FieldPanel("network"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("joined_on"), FieldPanel("left_on")]),
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

    panels: ClassVar = [FieldPanel("signed_on")]

    class Meta:
        verbose_name = _("signature of the Declaration")
        verbose_name_plural = _("signatures of the Declaration")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["authority"], name="network_signature_unique")
        ]

    def __str__(self) -> str:
        return str(self.authority)
