"""How often something was done, for limits that all processes share without a cache server."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class UseCount(models.Model):
    """A count that ends at `until`. The key is a digest: it does not tell who was counted."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("count of uses")
        verbose_name_plural = _("counts of uses")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return str(self.count)
