"""Who is told of what, what has happened, and how far telling it is."""

import base64
import datetime
import json
import secrets
import uuid
from contextlib import suppress
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Page

from cms.webhooks.addresses import Refused, parse_target
from cms.webhooks.encryption import Unreadable, decrypted, encrypted

SECRET_PREFIX = "whsec_"  # noqa: S105 - what Standard Webhooks puts before every secret
SECRET_BYTES = 32
# How long after a rotation the previous secret signs too.
PREVIOUS_SECRET_SIGNS_FOR = datetime.timedelta(hours=24)


class EventType(models.TextChoices):
    """What may have happened."""

    PAGE_PUBLISHED = "page.published", _("Page published")
    PAGE_UNPUBLISHED = "page.unpublished", _("Page unpublished")
    PAGE_MOVED = "page.moved", _("Page moved")
    PAGE_DELETED = "page.deleted", _("Page deleted")
    TRANSLATION_LIVE = "translation.live", _("Translation live")
    TRANSLATION_STALE = "translation.stale", _("Translation out of date")
    TERMS_CHANGED = "terms.changed", _("Terms changed")
    PARTICIPANT_JOINED = "participant.joined", _("Participant joined")
    TEST = "webhook.test", _("Test")


# A test goes to the one endpoint that it is made for, whatever that asks for.
SUBSCRIBABLE = [choice for choice in EventType.choices if choice[0] != EventType.TEST]


def new_secret() -> str:
    """A secret as Standard Webhooks writes it: `whsec_` and base64."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def new_encrypted_secret() -> str:
    return encrypted(new_secret())


class Endpoint(ClusterableModel):
    """An address of another program, and what it is told of."""

    name = models.CharField(_("name"), max_length=100)
    url = models.URLField(_("address"), max_length=500)
    event_types = models.JSONField(_("events"), default=list)
    languages = models.JSONField(
        _("languages"), default=list, blank=True, help_text=_("None chosen means all.")
    )
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("An endpoint that is not active is told nothing; what waits for it stays."),
    )
    encrypted_secret = models.TextField(default=new_encrypted_secret, editable=False)
    encrypted_previous_secret = models.TextField(blank=True, editable=False)
    previous_secret_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if not self.url:
            return  # the field has said what is wrong
        try:
            parse_target(self.url)
        except Refused as refused:
            raise ValidationError({"url": str(refused)}) from refused

    @property
    def secret(self) -> str:
        """What this endpoint's receiver verifies with. Raises Unreadable."""
        return decrypted(self.encrypted_secret)

    @property
    def needs_new_secret(self) -> bool:
        """Whether SECRET_KEY has changed since, so that nothing can be signed and sent."""
        try:
            return not self.secret
        except Unreadable:
            return True

    def rotate_secret(self) -> None:
        """Sign with a new secret; the one until now signs too for PREVIOUS_SECRET_SIGNS_FOR."""
        self.encrypted_previous_secret = self.encrypted_secret
        self.previous_secret_until = timezone.now() + PREVIOUS_SECRET_SIGNS_FOR
        self.encrypted_secret = new_encrypted_secret()
        self.save(
            update_fields=[
                "encrypted_secret",
                "encrypted_previous_secret",
                "previous_secret_until",
            ]
        )

    def signing_secrets(self, now: datetime.datetime) -> list[str]:
        """The secrets that sign at `now`, the newest first.

        Raises Unreadable for the present one. A previous one that cannot be read signs no longer.
        """
        secrets = [self.secret]
        if self.previous_secret_until and now < self.previous_secret_until:
            with suppress(Unreadable):
                secrets.append(decrypted(self.encrypted_previous_secret))
        return secrets


class EndpointSection(models.Model):
    """A section of the site that an endpoint asks for, in whatever language.

    When the page is deleted the row stays and stands for nothing: without it the endpoint would be
    told of the whole site.
    """

    endpoint = ParentalKey(Endpoint, on_delete=models.CASCADE, related_name="sections")
    page = models.ForeignKey(
        Page,
        verbose_name=_("section"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Events of this page and of those below it, in all languages"),
    )

    class Meta:
        verbose_name = _("section of interest")
        verbose_name_plural = _("sections of interest")

    def __str__(self) -> str:
        return str(self.page or "")


class ObjectSequence(models.Model):
    """How many events there have been of one object. Its row lock puts them in order."""

    object_key = models.CharField(max_length=100, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.object_key}: {self.last}"


class Event(models.Model):
    """Something that has happened, as every endpoint is told of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    type = models.CharField(_("event"), max_length=30, choices=EventType.choices)
    object_key = models.CharField(_("object"), max_length=100)
    sequence = models.PositiveBigIntegerField(_("number in the object's sequence"))
    # As text: a retry sends and signs the same bytes.
    body = models.TextField()
    created_at = models.DateTimeField(_("happened at"))

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["object_key", "sequence"], name="cms_webhooks_event_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.object_key}"

    @staticmethod
    def body_of(event_type: str, created_at: datetime.datetime, data: dict[str, Any]) -> str:
        """The body of a request, as Standard Webhooks has it."""
        body = {"type": event_type, "timestamp": created_at.isoformat(), "data": data}
        return json.dumps(body, cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))


class Delivery(models.Model):
    """An event on its way to one endpoint."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        DELIVERED = "delivered", _("delivered")
        DEAD = "dead", _("dead letter")

    endpoint = models.ForeignKey(
        Endpoint, verbose_name=_("endpoint"), on_delete=models.CASCADE, related_name="deliveries"
    )
    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="deliveries"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.PENDING
    )
    # Since it was written or replayed; all of them stand in the log.
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    # A worker that takes it writes both; whoever comes after the time may take it too.
    claimed_by = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["endpoint", "event"], name="cms_webhooks_delivery_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["endpoint", "next_attempt_at"],
                condition=models.Q(state="pending"),
                name="cms_webhooks_delivery_due",
            ),
            models.Index(fields=["state", "finished_at"], name="cms_webhooks_delivery_done"),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.endpoint}"


class Attempt(models.Model):
    """One request, or the attempt at one, and what came back."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="log")
    started_at = models.DateTimeField(_("at"))
    milliseconds = models.PositiveIntegerField(_("milliseconds"))
    status_code = models.PositiveSmallIntegerField(_("answer"), null=True)
    excerpt = models.TextField(_("beginning of the answer"), blank=True)
    error = models.CharField(_("error"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering: ClassVar = ["started_at", "pk"]

    def __str__(self) -> str:
        return str(self.status_code or self.error)
