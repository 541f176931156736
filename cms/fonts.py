"""Which files of the typeface a page in some language is sure to need.

The browser is told of them at once: a font that arrives after the first paint is not shown any more
(`font-display: optional` in site.css), so that no line breaks anew under the reader's eyes.
"""

from babel.core import get_global

# ISO 15924 codes of scripts; the names are those of scripts/build_fonts.py.
EVERY_PAGE = "latin"
BY_SCRIPT = {"Cyrl": "cyrillic", "Grek": "greek"}


def script_of(language: str) -> str:
    """The script that CLDR takes `language` (BCP 47) to be written in; empty if it knows none."""
    likely = get_global("likely_subtags").get(language.partition("-")[0], "")
    parts = likely.split("_")
    return parts[1] if len(parts) > 1 else ""


def font_files(language: str) -> list[str]:
    """Paths of font files below the static files, for a page in `language` (BCP 47)."""
    names = [EVERY_PAGE]
    if script := BY_SCRIPT.get(script_of(language)):
        names.append(script)
    return [f"cms/fonts/alliance-text-{name}.woff2" for name in names]
