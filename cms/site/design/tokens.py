"""The tokens of the design, read from the style sheet itself."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders

STYLE_SHEET = "cms/css/site.css"
# The first is that of all schemes, the second what the dark one changes.
ROOT = re.compile(r":root \{(?P<body>.*?)\n *\}", re.DOTALL)
TOKEN = re.compile(r"--(?P<name>[\w-]+): (?P<value>[^;]+);")

# What is read on what; WCAG 2.2, 1.4.3, wants a contrast of 4.5.
TEXT = {
    "ink": ("paper", "sand", "notice"),
    "ink-soft": ("paper", "sand"),
    "teal": ("paper", "sand"),
    "ochre-ink": ("paper",),
    "brick": ("paper", "sand"),
    "link": ("paper", "sand", "notice"),
    "link-hover": ("paper", "sand", "notice"),
    "on-teal": ("teal-deep", "foot"),
    "on-teal-soft": ("teal-deep",),
    "on-button": ("button",),
    "on-sun": ("sun",),
    "sun": ("foot",),
}
# What has to be seen beside what; WCAG 2.2, 1.4.11, wants 3.
MARKS: dict[str, tuple[str, ...]] = dict.fromkeys(
    ("ochre", "line-strong", "focus", "button", "brick"), ("paper", "sand", "notice")
)


@dataclass(frozen=True)
class Token:
    """A custom property of CSS; `reference` is how a rule uses it, `dark` its value there."""

    name: str
    value: str
    dark: str = ""

    @property
    def reference(self) -> str:
        return f"var(--{self.name})"

    @property
    def kind(self) -> str:
        """`size`, `space`, `colour`, or `other` for what cannot be drawn."""
        prefix = self.name.partition("-")[0]
        if prefix in ("size", "space"):
            return prefix
        return "colour" if self.value.startswith(("#", "rgb", "color-mix", "var(")) else "other"


@dataclass(frozen=True)
class Pair:
    """A colour on another one, and their contrast in both schemes (1 to 21)."""

    colour: Token
    ground: Token

    @property
    def light(self) -> float:
        return contrast(self.colour.value, self.ground.value)

    @property
    def in_dark(self) -> float:
        return contrast(
            self.colour.dark or self.colour.value, self.ground.dark or self.ground.value
        )


def all_tokens() -> dict[str, Token]:
    """Every token by its name, in the order of the style sheet."""
    sheet = Path(str(finders.find(STYLE_SHEET))).read_text()
    light, dark = (
        {one["name"]: " ".join(one["value"].split()) for one in TOKEN.finditer(body)}
        for body in ROOT.findall(sheet)[:2]
    )
    return {name: Token(name, value, dark.get(name, "")) for name, value in light.items()}


def read_tokens() -> dict[str, list[Token]]:
    """The tokens by kind."""
    by_kind: dict[str, list[Token]] = {"colour": [], "size": [], "space": [], "other": []}
    for token in all_tokens().values():
        by_kind[token.kind].append(token)
    return by_kind


def pairs(used: dict[str, tuple[str, ...]]) -> list[Pair]:
    """`TEXT` or `MARKS` as tokens."""
    tokens = all_tokens()
    return [Pair(tokens[name], tokens[on]) for name, grounds in used.items() for on in grounds]


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, each as `#rrggbb` (WCAG 2.2, “contrast ratio”)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2, “relative luminance”)."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
