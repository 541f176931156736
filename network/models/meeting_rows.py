"""What a meeting is tied to: authorities of the register, and articles before and after it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel

from network.models.meetings import MeetingPage


class MeetingParticipant(models.Model):
    """An authority that takes part in a meeting. Each version of the page has the same rows."""

    page = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="participants")
    authority = models.ForeignKey(
        "network.Authority",
        verbose_name=_("authority"),
        on_delete=models.CASCADE,
        related_name="meeting_participations",
    )

    panels: ClassVar = [FieldPanel("authority")]

    class Meta:
        verbose_name = _("participant of a meeting")
        verbose_name_plural = _("participants of meetings")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["page", "authority"], name="network_meeting_participant_unique"
            )
        ]

    def __str__(self) -> str:
        return str(self.authority)


class MeetingArticle(models.Model):
    """An article about a meeting, named in any one of its languages."""

    class Role(models.TextChoices):
        ANNOUNCEMENT = "announcement", _("announces it")
        REPORT = "report", _("reports on it")

    page = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="articles")
    article = models.ForeignKey(
        "news.NewsPage",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="meeting_articles",
    )
    role = models.CharField(_("what it does"), max_length=12, choices=Role.choices)

    panels: ClassVar = [FieldPanel("role"), FieldPanel("article")]

    class Meta:
        verbose_name = _("article about a meeting")
        verbose_name_plural = _("articles about meetings")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["page", "article"], name="network_meeting_article_unique"
            )
        ]

    def __str__(self) -> str:
        return str(self.article)
