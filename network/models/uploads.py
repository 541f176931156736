"""Tables of authorities between their upload and the confirmation of what they change."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RegisterUpload(models.Model):
    """The table that somebody has uploaded last: one a person, for a day."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="register_upload"
    )
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    # How it is encoded; empty where that is to be found out.
    charset = models.CharField(max_length=20, blank=True)
    # For each place of its first row the column of the register, or nothing.
    mapping = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("table of authorities")
        verbose_name_plural = _("tables of authorities")
        # Nobody but the one who uploaded it sees it.
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
