"""What is wrong with a page's place among the languages, in words that people read."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Page


@dataclass(frozen=True)
class Drift:
    """One fault. `mend` puts it right; without it a person has to decide."""

    page: Page
    language: str
    fault: str
    mend: Callable[[], object] | None = None

    def __str__(self) -> str:
        return _("%(id)d “%(title)s” (%(language)s): %(fault)s") % {
            "id": self.page.pk,
            "title": self.page.get_admin_display_title(),
            "language": self.language,
            "fault": self.fault,
        }
