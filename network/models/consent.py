"""What people agree to when they send an application: versions of one text, in languages."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import RichTextField

from cms.languages import language_choices
from cms.passage_languages import FEATURE as PASSAGE_LANGUAGE

CONSENT_FEATURES = ["bold", "italic", "link", "ul", "ol", PASSAGE_LANGUAGE]


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    """Versions by whether readers are asked for them."""

    def in_force(self) -> "ConsentText | None":
        """The version that is asked for today: the latest that was published and has words."""
        return (
            self.filter(published_at__lte=timezone.now(), wordings__isnull=False)
            .order_by("-published_at", "-pk")
            .prefetch_related("wordings")
            .first()
        )


class ConsentText(ClusterableModel):
    """A version of the text. Once published its words stay: a change is a new version."""

    label = models.CharField(
        _("version"), max_length=40, unique=True, help_text=_("For example “2026-1”")
    )
    published_at = models.DateTimeField(
        _("in force from"), null=True, blank=True, help_text=_("Empty while it is a draft")
    )

    objects = ConsentTextQuerySet.as_manager()

    panels: ClassVar = [
        FieldPanel("label"),
        FieldPanel("published_at"),
        InlinePanel("wordings", heading=_("The text in each language"), min_num=1),
    ]

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering: ClassVar = ["-published_at", "-pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def is_published(self) -> bool:
        return self.published_at is not None and self.published_at <= timezone.now()

    def wording_in(self, language: str) -> "ConsentWording":
        """The words in `language`, else in the site's first language, else in any."""
        wordings = {wording.language: wording for wording in self.wordings.all()}
        for code in (language, settings.LANGUAGE_CODE):
            if code in wordings:
                return wordings[code]
        return next(iter(wordings.values()))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises ValidationError for a version that somebody may have been shown."""
        if self.is_published:
            raise ValidationError(_("A published version cannot be deleted."))
        return super().delete(*args, **kwargs)


class ConsentWording(models.Model):
    """The text of a version in one language."""

    consent = ParentalKey(ConsentText, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    text = RichTextField(_("text"), features=CONSENT_FEATURES)
    agreement = models.CharField(
        _("beside the box to tick"), max_length=255, help_text=_("For example “I agree to this”")
    )

    panels: ClassVar = [FieldPanel("language"), FieldPanel("text"), FieldPanel("agreement")]

    class Meta:
        verbose_name = _("text in a language")
        verbose_name_plural = _("texts in languages")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consent", "language"], name="network_consent_wording_unique"
            )
        ]

    def __str__(self) -> str:
        return self.language
