from argparse import ArgumentParser
from time import sleep
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from cms.webhooks import delivery
from cms.webhooks.due import write_due
from cms.webhooks.models import Endpoint


class Command(BaseCommand):
    help = "Send the webhooks that are due, and forget what the log need not keep any longer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--loop",
            type=float,
            metavar="SECONDS",
            help="Stay, and look again after so many seconds, for a site without a task worker",
        )

    def handle(self, *args: Any, loop: float | None, **options: Any) -> None:
        while True:
            write_due()
            while any(moment <= timezone.now() for moment in delivery.send_due()):
                pass
            delivery.forget_old()
            self.name_those_without_secret()
            if loop is None:
                return
            close_old_connections()
            sleep(loop)

    def name_those_without_secret(self) -> None:
        for endpoint in Endpoint.objects.filter(is_active=True):
            if endpoint.needs_new_secret:
                self.stderr.write(
                    f"Nothing is sent to the endpoint “{endpoint}”: SECRET_KEY has changed. Make a"
                    " new secret for it under Settings → Webhooks."
                )
