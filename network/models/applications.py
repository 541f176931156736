"""Applications of authorities that want to join and of organisations that want to cooperate.

All of it is personal data or close to it: nothing here is in public output, the search index or
the API. What changes a state is `network.applications.transitions`.
"""

import secrets
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.countries import country_choices, country_name
from cms.languages import language_choices
from network.models.kinds import MOST_PEOPLE, AuthorityKind
from network.private_files import private_files

# No characters that look alike on paper or sound alike on the telephone.
REFERENCE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
REFERENCE_LENGTH = 8


class ApplicationState(models.TextChoices):
    """Where an application stands."""

    RECEIVED = "received", _("Received")
    CONFIRMED = "confirmed", _("Address confirmed")
    UNDER_REVIEW = "under_review", _("Under review")
    MORE_INFORMATION = "more_information", _("More information asked")
    RECOMMENDED = "recommended", _("Recommended")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")


# From these no way leads on.
CLOSED_STATES = frozenset(
    {
        ApplicationState.ACCEPTED,
        ApplicationState.DECLINED,
        ApplicationState.WITHDRAWN,
        ApplicationState.EXPIRED,
    }
)


class ApplicationKind(models.TextChoices):
    """Who applies."""

    AUTHORITY = "authority", _("Local or regional authority")
    ORGANISATION = "organisation", _("Non-governmental organisation")


class ApplicationTarget(models.TextChoices):
    """What is applied for."""

    ALLIANCE = "alliance", _("The Alliance")
    NETWORK = "network", _("The national network")


class Actor(models.TextChoices):
    """In what role somebody changes the state of an application."""

    APPLICANT = "applicant", _("applicant")
    COORDINATOR = "coordinator", _("coordinator")
    SECRETARIAT = "secretariat", _("secretariat")
    SYSTEM = "system", _("passing of time")


def new_reference() -> str:
    """A short code to name an application by; it opens nothing."""
    return "".join(secrets.choice(REFERENCE_LETTERS) for _number in range(REFERENCE_LENGTH))


def decision_path(application: "Application", filename: str) -> str:
    """Where an uploaded decision is kept; nothing of the name that the sender gave it remains."""
    return f"decisions/{secrets.token_hex(16)}.pdf"


class Application(models.Model):
    """What an authority or organisation wrote, and where its wish stands."""

    reference = models.CharField(
        _("reference"), max_length=12, unique=True, default=new_reference, editable=False
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ApplicationState.choices,
        default=ApplicationState.RECEIVED,
        db_index=True,
    )
    kind = models.CharField(_("who applies"), max_length=20, choices=ApplicationKind.choices)
    target = models.CharField(
        _("applies for"),
        max_length=10,
        choices=ApplicationTarget.choices,
        default=ApplicationTarget.ALLIANCE,
    )
    # The translation key of the network's pages, where it is a network that is applied for.
    network_key = models.UUIDField(_("network"), null=True, blank=True)
    language = models.CharField(
        _("language of correspondence"), max_length=10, choices=language_choices
    )
    country = models.CharField(_("country"), max_length=2, choices=country_choices, db_index=True)
    region = models.CharField(_("region"), max_length=200, blank=True)

    authority_name = models.CharField(_("official name"), max_length=255)
    # BCP 47, as in the register; filled in by whoever handles the application.
    authority_name_language = models.CharField(_("language of the name"), max_length=10, blank=True)
    authority_kind = models.CharField(
        _("kind of authority"), max_length=20, choices=AuthorityKind.choices, blank=True
    )
    website = models.URLField(_("website"), max_length=200, blank=True)
    population = models.PositiveIntegerField(
        _("population"), null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)]
    )

    office = models.CharField(_("office or department"), max_length=200, blank=True)
    person_name = models.CharField(_("name of the person responsible"), max_length=200)
    person_role = models.CharField(_("position"), max_length=200)
    email = models.EmailField(_("e-mail address"), max_length=254, db_index=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    reason = models.TextField(_("why"), max_length=4000)
    decision_on = models.DateField(_("date of the council's decision"), null=True, blank=True)
    decision_document = models.FileField(
        _("the council's decision"),
        upload_to=decision_path,
        storage=private_files,
        null=True,
        blank=True,
    )

    consent = models.ForeignKey(
        "network.ConsentText",
        verbose_name=_("consent text"),
        on_delete=models.PROTECT,
        related_name="applications",
    )
    consent_language = models.CharField(_("language of the consent text"), max_length=10)
    consent_given_at = models.DateTimeField(_("consent given at"))

    received_at = models.DateTimeField(_("received at"), auto_now_add=True)
    confirmed_at = models.DateTimeField(_("address confirmed at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    # When the personal data was taken out (`network.applications.privacy`).
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    # What came of it.
    authority = models.ForeignKey(
        "network.Authority",
        verbose_name=_("authority in the register"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="applications",
    )
    participation = models.ForeignKey(
        "network.Participation",
        verbose_name=_("participation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="applications",
    )

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering: ClassVar = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.reference}: {self.authority_name}"

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED_STATES


class Transition(models.Model):
    """A change of state: who, when and why. Never edited."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="transitions"
    )
    from_state = models.CharField(
        _("from"), max_length=20, choices=ApplicationState.choices, blank=True
    )
    to_state = models.CharField(_("to"), max_length=20, choices=ApplicationState.choices)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    actor = models.CharField(_("as"), max_length=20, choices=Actor.choices)
    # The applicant reads what others write here, and they read what the applicant writes.
    reason = models.TextField(_("why"), blank=True)

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class StatusLink(models.Model):
    """A secret link to the page that shows where an application stands.

    Each letter brings a link of its own, so that only digests need to be kept
    (`network.applications.links`). Deleting the rows closes the page.
    """

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="status_links"
    )
    # SHA-256 of the token, in hexadecimal.
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("link to the status page")
        verbose_name_plural = _("links to the status page")

    def __str__(self) -> str:
        return str(self.application_id)
