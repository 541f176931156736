from typing import Any

from django.core.management.base import BaseCommand

from cms.site.groups import provision_groups


class Command(BaseCommand):
    help = (
        "Make or repair the groups of the secretariat, the editors, the translators and the "
        "coordinators. Other groups stay as they are."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for group in provision_groups().values():
            self.stdout.write(group.name)
