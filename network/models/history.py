"""The states of an authority's relations, and what changed when, by whom and why."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RelationState(models.TextChoices):
    """Whether a relation counts; only active ones do."""

    ACTIVE = "active", _("active")
    SUSPENDED = "suspended", _("suspended")
    WITHDRAWN = "withdrawn", _("withdrawn")


class RelationKind(models.TextChoices):
    """The three relations of an authority, by the names of their models."""

    PARTICIPATION = "participation", _("participant of the Alliance")
    MEMBERSHIP = "membership", _("founder or member of a national network")
    SIGNATURE = "signature", _("signatory of the Declaration")


class RelationChange(models.Model):
    """One step in the history of a relation. It outlives the relation itself."""

    authority = models.ForeignKey(
        "network.Authority", on_delete=models.CASCADE, related_name="relation_changes"
    )
    relation_kind = models.CharField(_("relation"), max_length=20, choices=RelationKind.choices)
    relation_id = models.PositiveBigIntegerField()
    from_state = models.CharField(
        _("from"),
        max_length=10,
        choices=RelationState.choices,
        blank=True,
        help_text=_("Empty where the relation begins"),
    )
    to_state = models.CharField(_("to"), max_length=10, choices=RelationState.choices)
    on = models.DateField(_("with effect from"))
    at = models.DateTimeField(_("recorded at"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("change of a relation")
        verbose_name_plural = _("changes of relations")
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["relation_kind", "relation_id"], name="network_change_relation_idx"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_kind_display()}: {self.get_to_state_display()}, {self.on}"
