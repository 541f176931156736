"""Outgoing mail, silent on a demonstration site."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from cms.models import SiteSettings


class EmailBackend(BaseEmailBackend):
    """Hands messages to CMS_EMAIL_BACKEND, unless any site here is a demonstration."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.options = kwargs

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        if SiteSettings.objects.filter(is_demonstration=True).exists():
            return 0
        connection = get_connection(settings.CMS_EMAIL_BACKEND, **self.options)
        return connection.send_messages(email_messages) or 0
