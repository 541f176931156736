"""The entry that an import leaves in the history of a page, with what it asks of a human."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import Page, PageLogEntry, Revision

ACTION = "news.import"


class ImportFormatter(LogFormatter):
    """«Imported from fr-62.txt. No date is known …»"""

    label = gettext_lazy("Import")

    def format_message(self, log_entry: PageLogEntry) -> str:
        message = _("Imported from %(file)s.") % {"file": log_entry.data["file"]}
        return " ".join([message, *(f"{capfirst(text)}." for text in log_entry.data["remarks"])])


def register_action(actions: LogActionRegistry) -> None:
    actions.register_action(ACTION)(ImportFormatter)


def log_import(page: Page, revision: Revision, file: str, remarks: list[str]) -> None:
    """Say in the history of `page` that `revision` came from `file`."""
    log(
        instance=page,
        action=ACTION,
        revision=revision,
        content_changed=True,
        data={"file": file, "remarks": remarks},
    )


def readers_see_import(page: Page) -> bool:
    """Whether what is live came in by an import, or was made from that since."""
    return (
        page.live
        and PageLogEntry.objects.filter(
            page=page.pk, action=ACTION, revision_id__lte=page.live_revision_id or 0
        ).exists()
    )
