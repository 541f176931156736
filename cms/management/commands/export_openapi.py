"""`manage.py export_openapi`: the OpenAPI document of the API, for a file or a generator."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from cms.api import api


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _("Writes the OpenAPI document of the API to standard output.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            document = api.get_openapi_schema()
        self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False))
