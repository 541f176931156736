"""The style sheet keeps to its tokens, and they to what can be read."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from cms.site.design.tokens import MARKS, STYLE_SHEET, TEXT, all_tokens, contrast, pairs

COMMENT_OR_TOKENS = re.compile(r"/\*.*?\*/|:root \{.*?\n *\}", re.DOTALL)
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", re.IGNORECASE)
# In the units of a drawing (px), as the text around (em, inherit), on paper (pt).
OTHER_TYPE = re.compile(r"(?:\d+px|[\d.]+em|inherit|\d+pt)$")
RAW_SPACE = re.compile(r"^\s*(?:padding|margin|gap)[\w-]*: [^;]*\d(?:rem|px)", re.MULTILINE)


def sheet() -> str:
    return Path(str(finders.find(STYLE_SHEET))).read_text()


def test_colour_type_and_space_come_from_tokens_alone() -> None:
    rules = COMMENT_OR_TOKENS.sub("", sheet())
    assert not COLOUR.findall(rules)
    sizes = re.findall(r"font-size: ([^;]+);", rules)
    assert not [one for one in sizes if "var(--size-" not in one and not OTHER_TYPE.match(one)]
    assert not RAW_SPACE.findall(rules)


def test_every_token_is_used_and_none_is_missing() -> None:
    assert set(re.findall(r"var\(--([\w-]+)", sheet())) == set(all_tokens())


def test_colours_can_be_read_in_both_schemes() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21
    for least, used in ((4.5, TEXT), (3, MARKS)):
        for pair in pairs(used):
            assert min(pair.light, pair.in_dark) >= least, pair
