"""Keeps an uploaded file until its import is confirmed.

In the database, which is all that the processes of a site share. One a person, and a day long, so
that what nobody confirms does not pile up.
"""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from cms.translation.exchange.safety import refuse_large
from cms.translation.models import ExchangeUpload

LIFETIME = timedelta(days=1)


@transaction.atomic
def keep(user: Any, file: UploadedFile) -> ExchangeUpload:
    """Keep a file of `user` in place of the one before. Raises RefusedFile if it is too large."""
    refuse_large(file.size or 0)
    ExchangeUpload.objects.exclude(pk__in=current().values("pk")).delete()
    ExchangeUpload.objects.filter(user=user).delete()
    name = (file.name or "")[-255:]
    return ExchangeUpload.objects.create(user=user, name=name, content=file.read())


def find(user: Any, pk: int) -> ExchangeUpload | None:
    """The file that `user` has uploaded, unless it has been replaced or its time is over."""
    return current().filter(user=user, pk=pk).first()


def current() -> QuerySet[ExchangeUpload]:
    return ExchangeUpload.objects.filter(created_at__gt=timezone.now() - LIFETIME)
