"""Exchange files between the report on what they would change and the confirmation."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ExchangeUpload(models.Model):
    """The file that somebody has uploaded last: one a person, for a day."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="exchange_upload"
    )
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("exchange file")
        verbose_name_plural = _("exchange files")
        # Nobody but the one who uploaded it sees it.
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
