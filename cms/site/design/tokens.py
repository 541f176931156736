"""The tokens of the design, read from the style sheet itself."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders

STYLE_SHEET = "cms/css/site.css"
ROOT = re.compile(r":root \{(?P<body>.*?)\n\}", re.DOTALL)
TOKEN = re.compile(r"--(?P<name>[\w-]+): (?P<value>[^;]+);")


@dataclass(frozen=True)
class Token:
    """A custom property of CSS; `reference` is how a rule uses it."""

    name: str
    value: str

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


def read_tokens() -> dict[str, list[Token]]:
    """Tokens of the light scheme by kind, in the order of the style sheet."""
    sheet = finders.find(STYLE_SHEET)
    found = ROOT.search(Path(str(sheet)).read_text())
    by_kind: dict[str, list[Token]] = {"colour": [], "size": [], "space": [], "other": []}
    for match in TOKEN.finditer(found["body"]) if found else ():
        token = Token(match["name"], " ".join(match["value"].split()))
        by_kind[token.kind].append(token)
    return by_kind
