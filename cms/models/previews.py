"""Drafts kept for a short time, for an external front end to show."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

# How long a draft can be seen with its token.
LIFETIME = datetime.timedelta(minutes=10)


class PagePreviewQuerySet(models.QuerySet):
    def usable(self) -> "PagePreviewQuerySet":
        return self.filter(created_at__gt=timezone.now() - LIFETIME)

    def expired(self) -> "PagePreviewQuerySet":
        return self.filter(created_at__lte=timezone.now() - LIFETIME)


class PagePreview(models.Model):
    """A page as one user saw it when pressing preview, bound to a token that only they were given.

    A page stands in the tree of one language: the page is the language, too.
    """

    wagtail_reference_index_ignore = True

    # SHA-256 of the token, in hexadecimal digits: whoever reads the database cannot use it.
    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    # Of a page that is not saved yet, there is only the one above it.
    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="+")
    # As in a revision of Wagtail.
    content = models.JSONField(encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = PagePreviewQuerySet.as_manager()

    class Meta:
        default_permissions: ClassVar = ()
        verbose_name = _("preview")
        verbose_name_plural = _("previews")

    def __str__(self) -> str:
        return f"{self.content_type}, {self.created_at:%Y-%m-%d %H:%M}"
