"""Lines and marks can be seen: what axe-core, which looks at text, cannot tell."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from cms.site.design.tokens import STYLE_SHEET

# A scheme and what it sets; the dark one leaves the rest as it is.
SCHEME = re.compile(r":root \{(.*?)\n *\}", re.DOTALL)
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
MARKS = ("ochre", "line-strong", "focus", "button", "link", "brick")
GROUNDS = ("paper", "sand", "notice")


def schemes() -> list[dict[str, str]]:
    sheet = finders.find(STYLE_SHEET)
    assert isinstance(sheet, str)
    light, dark = (
        dict(COLOUR.findall(body)) for body in SCHEME.findall(Path(sheet).read_text())[:2]
    )
    return [light, light | dark]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_lines_and_marks_stand_out_from_what_they_stand_on(scheme: int) -> None:
    """WCAG 2.2, 1.4.11: at least 3 to 1."""
    colours = schemes()[scheme]
    faint = {
        f"{mark} on {ground}": round(contrast(colours[mark], colours[ground]), 2)
        for mark in MARKS
        for ground in GROUNDS
        if contrast(colours[mark], colours[ground]) < 3
    }
    assert faint == {}
