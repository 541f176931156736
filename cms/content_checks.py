"""What Wagtail's content checks look at before publishing, beyond what they do by themselves.

Rules of axe-core that an editor can do something about, and one of our own: the text of a link has
to say where it leads. `cms.terminology.editor.preview` puts them into previews and their editors.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

# Selects our own rule; those of axe-core are enabled by name.
TAG = "editing"
LINK_TEXT = "editing-link-text"

# Rules of axe-core with what editors are told: what is amiss, and what to do.
MESSAGES: dict[str, dict[str, Any]] = {
    "image-alt": {
        "error_name": _("Picture without a description"),
        "help_text": _("Describe what it shows, or mark it as decoration"),
    },
    "image-redundant-alt": {
        "error_name": _("Picture described by the words beside it"),
        "help_text": _("Who listens hears them twice: mark the picture as decoration"),
    },
    "identical-links-same-purpose": {
        "error_name": _("Links with the same text lead to different pages"),
        "help_text": _("Say in each text where it leads"),
    },
    "td-has-header": {
        "error_name": _("Table cell without a heading"),
        "help_text": _("Give every column a heading"),
    },
    "empty-table-header": {
        "error_name": _("Table cell without a heading"),
        "help_text": _("Give every column a heading"),
    },
    "table-duplicate-name": {
        "error_name": _("Table with the same caption and summary"),
        "help_text": _("Let the caption say what the table shows"),
    },
    "table-fake-caption": {
        "error_name": _("Table whose first row is its caption"),
        "help_text": _("Write it into the field for the caption"),
    },
    "valid-lang": {
        "error_name": _("Passage in an unknown language"),
        "help_text": _("Choose a language that exists"),
    },
    LINK_TEXT: {
        "error_name": _("Link that does not say where it leads"),
        "help_text": _("Name the page or document in the text of the link"),
    },
}

# Whole texts of links that say nothing to who hears a list of links, in the languages of editors.
EMPTY_PHRASES = (
    *("click here", "here", "link", "more", "read more", "learn more", "this link", "this page"),
    *("cliquez ici", "ici", "en savoir plus", "lien", "lire la suite", "plus", "suite"),
    *("тут", "тута", "посилання", "детальніше", "докладніше", "читати далі", "натисніть тут"),
)

# As Wagtail's, and descriptions that begin by saying that a picture is a picture.
ALT_PATTERN = (
    r"\.(avif|gif|jpg|jpeg|png|svg|webp)$|_"
    r"|^(image|picture|photo|photograph)(\s+(of|de|du|des)\s|$)"
    r"|^(фото|фотографія|світлина|зображення|малюнок)(\s|$)"
)

RULES: dict[str, dict[str, bool]] = {
    name: {"enabled": True} for name in MESSAGES if name != LINK_TEXT
}


def own_rule() -> dict[str, Any]:
    """Our rule for axe-core. `content-checks.js` evaluates it; the settings are `own_check`."""
    told = MESSAGES[LINK_TEXT]
    return {
        "id": LINK_TEXT,
        "impact": "serious",
        "selector": "main a[href]",
        "tags": [TAG],
        "any": [LINK_TEXT],
        "enabled": True,
        "metadata": {"help": str(told["error_name"]), "description": str(told["help_text"])},
    }


def own_check() -> dict[str, Any]:
    return {"id": LINK_TEXT, "options": {"phrases": EMPTY_PHRASES}}


def with_stricter_descriptions(checks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Wagtail's checks, with our idea of what describes a picture."""
    return [
        {**check, "options": {"pattern": ALT_PATTERN}}
        if check["id"] == "check-image-alt-text"
        else check
        for check in checks
    ]
