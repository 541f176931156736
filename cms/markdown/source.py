"""A Markdown file as lines: its front matter, its running text and its fenced directives."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from django.utils.translation import gettext as _

FENCE = ":::"


class MarkdownError(ValueError):
    """A text that is not in the dialect; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(_("Line %(line)s: %(message)s") % {"line": line, "message": message})
        self.line = line


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The YAML front matter between two `---` lines, and the text after it.

    A text that does not begin with `---` has none. Raises MarkdownError.
    """
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    if not lines or lines[0].rstrip() != "---":
        return {}, text
    end = next((n for n, line in enumerate(lines[1:], start=1) if line.rstrip() == "---"), None)
    if end is None:
        raise MarkdownError(1, _("The front matter has no end."))
    try:
        values = yaml.safe_load("".join(lines[1:end]))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        raise MarkdownError(mark.line + 2 if mark else 1, reason) from error
    if values is None:
        values = {}
    if not isinstance(values, dict):
        raise MarkdownError(2, _("The front matter is not a list of names and values."))
    return values, "".join(lines[end + 1 :])


@dataclass(frozen=True)
class Passage:
    """Lines of a body: running text, or a fenced directive with its argument."""

    directive: str
    argument: str
    text: str
    line: int


def split_passages(markdown: str, first_line: int) -> Iterator[Passage]:
    """Text and directives in their order; `line` is where the text of each begins."""
    directive, argument, opened_at = "", "", 0
    lines: list[str] = []
    start = first_line
    for number, line in enumerate(markdown.split("\n"), start=first_line):
        if not line.startswith(FENCE):
            lines.append(line)
            continue
        opening = line[len(FENCE) :].strip()
        if bool(opening) == bool(directive):
            raise MarkdownError(
                opened_at or number, _("“:::” must open with a name and close alone, in turn.")
            )
        yield Passage(directive, argument, "\n".join(lines), start)
        directive, _space, argument = opening.partition(" ")
        lines, start, opened_at = [], number + 1, number if opening else 0
    if directive:
        raise MarkdownError(opened_at, _("“:::%(name)s” is not closed.") % {"name": directive})
    yield Passage("", "", "\n".join(lines), start)
