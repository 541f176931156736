"""`manage.py make_renditions`: every size and format of every picture that is not there yet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from cms.picture_sizes import make_missing

CHUNK = 100


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Makes the sizes and formats of pictures that do not exist yet, AVIF included. What"
            " exists stays; a picture that cannot be read is named, and the rest goes on."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        made = unread = 0
        pictures = get_image_model().objects.order_by("pk").prefetch_related("renditions")
        for picture in pictures.iterator(chunk_size=CHUNK):
            try:
                made += make_missing(picture)
            except OSError as error:
                unread += 1
                self.stderr.write(f"{picture.pk} {picture.title}: {error}")
        self.stdout.write(_("%(number)d files of pictures were made.") % {"number": made})
        if unread:
            raise CommandError(_("%(number)d pictures cannot be read.") % {"number": unread})
