from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cms.webhooks.encryption import Unreadable, reencrypted
from cms.webhooks.models import Endpoint


class Command(BaseCommand):
    help = (
        "Encrypt the secrets of webhooks under the present SECRET_KEY, before the previous one is"
        " taken out of SECRET_KEY_FALLBACKS."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for endpoint in Endpoint.objects.select_for_update():
            for name in ("encrypted_secret", "encrypted_previous_secret"):
                self.renew(endpoint, name)
            endpoint.save(update_fields=["encrypted_secret", "encrypted_previous_secret"])

    def renew(self, endpoint: Endpoint, name: str) -> None:
        token = getattr(endpoint, name)
        if not token:
            return
        try:
            setattr(endpoint, name, reencrypted(token))
        except Unreadable:
            self.stderr.write(f"A secret of the endpoint “{endpoint}” cannot be read; it stays.")
