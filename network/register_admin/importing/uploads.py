"""Keeps an uploaded table until its import is confirmed: one a person, a day long."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from network.models.uploads import RegisterUpload
from network.register_admin.importing.tables import read, refuse_large

LIFETIME = timedelta(days=1)


def keep(user: Any, file: UploadedFile, charset: str = "") -> RegisterUpload:
    """Keep a table of `user` in place of the one before. Raises RefusedFile for what is none."""
    refuse_large(file.size or 0)
    content = file.read()
    read(content, charset)
    with transaction.atomic():
        RegisterUpload.objects.exclude(pk__in=current().values("pk")).delete()
        RegisterUpload.objects.filter(user=user).delete()
        name = (file.name or "")[-255:]
        return RegisterUpload.objects.create(user=user, name=name, content=content, charset=charset)


def find(user: Any, pk: int) -> RegisterUpload | None:
    """The table that `user` has uploaded, unless it has been replaced or its time is over."""
    return current().filter(user=user, pk=pk).first()


def current() -> QuerySet[RegisterUpload]:
    return RegisterUpload.objects.filter(created_at__gt=timezone.now() - LIFETIME)
