"""`update_index`: Wagtail's, for the admin's search, and then what readers search."""

from typing import Any

from wagtail.search.management.commands.update_index import Command as WagtailCommand

from cms.site.search.indexing import rebuild


class Command(WagtailCommand):
    help = "Makes the search index of the admin and that of the public site anew."

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if not options["schema_only"]:
            self.stdout.write(f"Search of the public site: {rebuild()} entries")
