"""Where a translator begins, what a refusal leads to, and what the editor's script says."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Media
from django.utils.translation import gettext as _

from cms.terminology.gate import DiscouragedTerms
from cms.translation.segments import State


def first_open(rows: Any) -> str:
    """The unit that a translator begins with: the first that is not translated."""
    return next(
        (
            row.segment.unit_id
            for row in rows
            if row.kind == "segment" and row.segment.state != State.TRANSLATED
        ),
        "",
    )


def choosers_media(rows: Any) -> Media:
    """The scripts of the choosers that `rows` have."""
    widgets = {
        type(row.override.chooser): row.override.chooser for row in rows if row.kind == "override"
    }
    return sum((widget.media for widget in widgets.values() if widget is not None), Media())


def filter_for(error: ValidationError) -> str:
    """The texts to look at after a publication was refused."""
    return "findings" if isinstance(error, DiscouragedTerms) else "open"


def words() -> dict[str, str]:
    """What the script says."""
    return {
        "saving": _("Saving…"),
        "saved": _("Saved"),
        "unsaved": _("Not saved yet"),
        "offline": _("No connection: your text is kept in this browser and saved later."),
        "signedOut": _("Nothing is saved: you are signed out, or may not change this any more."),
        "removed": _("Nothing is saved: this translation was removed. Copy what you need."),
        "restored": _("Restored from this browser: this text had not been saved."),
        "progress": _("%(done)d of %(total)d translated"),
    }
