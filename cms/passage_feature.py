"""How an editor marks a passage in another language: a button of the rich text editor.

The mark is an inline style, not an entity: a character has one entity at most, and a link or a term
may stand within the passage. Button and window are those of an entity type, which never makes an
entity (docs/deviations/passage-language.md).
"""

from typing import Any

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.contentstate_models import InlineStyleRange
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import Feature
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.languages import site_languages
from cms.passage_languages import (
    FEATURE,
    passage_attributes,
    passage_codes,
    passage_language_name,
)

# What Draftail knows button, shortcut and decoration by; the script uses it too.
TYPE = "PASSAGE_LANGUAGE"
STYLE_PREFIX = "LANG-"
SHORTCUT = "Ctrl + Shift + L"
LABELS = {
    "title": _("Language of the passage"),
    "help": _("Screen readers then say the words as they are said in that language."),
    "site": _("Languages of this site"),
    "others": _("Other languages"),
    "apply": _("Mark the passage"),
    "remove": _("Remove the mark"),
    "cancel": _("Cancel"),
    "undecided": _("Choose a language first."),
    "nothing": _("Select the words that are in another language first."),
}

lazy_name = lazy(passage_language_name, str)


class PassageLanguageFeature(Feature):
    """The button, a style for each language, the shortcut, and how the mark is shown."""

    def construct_options(self, options: dict[str, Any]) -> None:
        codes = passage_codes()
        of_site = {language.code for language in site_languages()}
        button = {
            "type": TYPE,
            "icon": "globe",
            "description": format_lazy("{}\n{}", LABELS["title"], SHORTCUT),
            "labels": LABELS,
            "languages": [
                {"code": code, "name": lazy_name(code), "isOfSite": code in of_site}
                for code in codes
            ],
        }
        # Without label and icon they have no buttons of their own.
        styles = [{"type": STYLE_PREFIX + code} for code in codes]
        options.setdefault("entityTypes", []).append(button)
        options.setdefault("inlineStyles", []).extend(styles)
        options.setdefault("decorators", []).append({"type": TYPE})
        options.setdefault("plugins", []).append({"type": TYPE})


class PassageElementHandler(InlineStyleElementHandler):
    """From the stored tag to what the editor shows. Of passages within each other, the outer."""

    def handle_starttag(self, name: str, attrs: Any, state: Any, contentstate: Any) -> None:
        is_within_another = any(map(is_mark, state.current_inline_styles))
        super().handle_starttag(name, attrs, state, contentstate)
        if is_within_another:
            state.current_block.inline_style_ranges.pop()


def is_mark(style_range: InlineStyleRange) -> bool:
    return style_range.style.startswith(STYLE_PREFIX)


def register(features: FeatureRegistry) -> None:
    """Teach Wagtail's rich text the mark. What is no language of the register is dropped."""
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        PassageLanguageFeature(
            js=["cms/js/passage-language.js"], css={"all": ["cms/css/passage-language.css"]}
        ),
    )
    styles = {code: STYLE_PREFIX + code for code in passage_codes()}
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {
                f'span[lang="{code}"]': PassageElementHandler(style)
                for code, style in styles.items()
            },
            "to_database_format": {
                "style_map": {
                    style: {"element": "span", "props": passage_attributes(code)}
                    for code, style in styles.items()
                }
            },
        },
    )
