"""Images and documents of the site, with what must be known before a picture of people is shown."""

import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage
from wagtail.search import index

from cms.picture_traces import without_traces


class AllianceImage(AbstractImage):
    """A picture, its rights, and the consent of the persons shown."""

    class Consent(models.TextChoices):
        NOT_NEEDED = "not_needed", _("Nobody can be recognised")
        GIVEN = "given", _("The persons shown have consented")
        UNKNOWN = "unknown", _("Not known yet")

    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Photographer or author, as named")
    )
    licence = models.CharField(
        _("licence"), max_length=100, blank=True, help_text=_("For example: CC BY 4.0")
    )
    consent = models.CharField(
        _("consent"), max_length=20, choices=Consent.choices, default=Consent.UNKNOWN
    )
    use_until = models.DateField(
        _("use until"),
        null=True,
        blank=True,
        help_text=_("After this day the picture is reported and no longer shown in new pages"),
    )

    admin_form_fields = (
        *WagtailImage.admin_form_fields,
        "credit",
        "licence",
        "consent",
        "use_until",
    )

    search_fields: ClassVar = [
        *AbstractImage.search_fields,
        # By this the chooser leaves out what may no longer be used.
        index.FilterField("use_until"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def _set_image_file_metadata(self) -> None:
        """Wagtail calls this when a form has brought a new file, before it looks at it."""
        self.remove_traces()
        super()._set_image_file_metadata()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.remove_traces()
        super().save(*args, **kwargs)

    def remove_traces(self) -> None:
        """Let a file that is new not tell where and with what the picture was taken."""
        image: Any = self
        if not image.file or image.file._committed:
            return
        clean = without_traces(image.file)
        if clean is not None:
            image.file = clean

    @property
    def is_expired(self) -> bool:
        """Whether the consent to use this picture has run out."""
        return self.use_until is not None and self.use_until < timezone.localdate()

    def may_be_shown(self, first_published: datetime.date | None) -> bool:
        """Whether a page first published on that day (None: not yet) may show this picture."""
        if self.use_until is None:
            return True
        return (first_published or timezone.localdate()) <= self.use_until


class AllianceRendition(AbstractRendition):
    """A picture in one size and format."""

    image = models.ForeignKey(AllianceImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="cms_rendition_unique"
            )
        ]


class AllianceDocument(AbstractDocument):
    """A file that readers can download."""

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
