"""What became of one input."""

from dataclasses import dataclass, field
from enum import Enum

from django.utils.translation import gettext_lazy as _


class Outcome(Enum):
    """Each value is what the report calls it; see `label`."""

    IMPORTED = _("imported")
    REPLACED = _("imported in place of its retelling")
    PUBLISHED = _("published, imported before")
    CHANGED = _("changed: a draft of its page")
    UNCHANGED = _("unchanged")
    LEFT = _("left alone")
    SKIPPED = _("skipped")
    FAILED = _("failed")

    @property
    def label(self) -> str:
        """The outcome in the active language."""
        return str(self.value)


@dataclass(frozen=True)
class Result:
    """One line of the report; `remarks` are what a human must look at.

    `source` is the file, or what the furniture went into; `is_live` whether readers see it.
    """

    source: str
    outcome: Outcome
    language: str = ""
    title: str = ""
    remarks: list[str] = field(default_factory=list)
    is_live: bool = False
    is_furniture: bool = False
