"""Which pages somebody moved in one language only, on purpose: their place is no drift."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry

MOVED_ALONE = "cms_translation.moved_alone"
LABEL = _("Move in this language only")


def remember_moved_alone(page: Page, user: Any) -> None:
    """Write into the log of `page`, which has been moved, that its other versions were not."""
    data = {"parent": str(page.get_parent().translation_key)}
    log(page, MOVED_ALONE, user=user, data=data)


def moved_alone() -> set[tuple[int, str]]:
    """The key of each page that was moved alone, with the translation key of its new parent."""
    entries = PageLogEntry.objects.filter(action=MOVED_ALONE, deleted=False)
    return {(entry.page_id, entry.data.get("parent", "")) for entry in entries}
