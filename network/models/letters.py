"""Letters that are to be sent, written down with the change that they tell of."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterKind(models.TextChoices):
    """What a letter tells; one template each."""

    CONFIRM = "confirm", _("Please confirm your address")
    CONFIRMED = "confirmed", _("Address confirmed")
    MORE_INFORMATION = "more_information", _("More information asked")
    RECOMMENDED = "recommended", _("Recommended")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    NOTICE_NEW = "notice_new", _("Notice: new application")
    NOTICE_ANSWER = "notice_answer", _("Notice: the applicant has answered")
    NOTICE_DOCUMENT = "notice_document", _("Notice: the council's decision has arrived")
    NOTICE_RECOMMENDED = "notice_recommended", _("Notice: recommended")
    NOTICE_WITHDRAWN = "notice_withdrawn", _("Notice: withdrawn")


class Letter(models.Model):
    """A letter to the applicant or, where `user` is set, a notice to somebody who works here.

    It holds no address and no words: both are read when it is sent.
    """

    application = models.ForeignKey(
        "network.Application", on_delete=models.CASCADE, related_name="letters"
    )
    transition = models.ForeignKey(
        "network.Transition", null=True, on_delete=models.CASCADE, related_name="letters"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=LetterKind.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("to"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # The name of what went wrong, without the words of the mail server, which quote addresses.
    error = models.CharField(_("error"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering: ClassVar = ["created_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["sent_at", "created_at"], name="network_letter_unsent")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
