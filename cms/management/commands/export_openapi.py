"""`manage.py export_openapi`: the OpenAPI document of the API, for a file or a generator."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from cms.api import api
from cms.apikit.blocks import SHAPES


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _("Writes the OpenAPI document of the API to standard output.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):
            document = api.get_openapi_schema()
        self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False))
        schemas = document["components"]["schemas"]
        counts = {
            "operations": sum(len(operations) for operations in document["paths"].values()),
            "schemas": len(schemas),
            "types of blocks": len({shape.schema for shape in SHAPES.values()}),
        }
        # Beside the document, which may be going into a file.
        self.stderr.write(", ".join(f"{number} {name}" for name, number in counts.items()))
