"""Finds words in Latin letters on a screen that ought to be in Ukrainian."""

import re
from collections.abc import Collection

from playwright.sync_api import Page as Window

# What is seen, and what a screen reader says besides: names of controls that show only a sign.
SPOKEN = """() => {
  const named = ["aria-label", "alt", "placeholder", "title"];
  const seen = [...document.querySelectorAll("body *")].filter((node) => node.checkVisibility());
  const names = seen.flatMap((node) => named.map((name) => node.getAttribute(name) ?? ""));
  const buttons = seen.filter((node) => node.matches("input[type=submit], input[type=button]"));
  return [document.title, document.body.innerText, ...names, ...buttons.map((node) => node.value)];
}"""
WORD = re.compile(r"[A-Za-z][A-Za-z'’.-]+")


def latin_words(window: Window, names: Collection[str] = ()) -> set[str]:
    """Every word of two or more Latin letters that the window shows or speaks, but for `names`."""
    text = "\n".join(window.evaluate(SPOKEN))
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return {match.group().rstrip(".-'’") for match in WORD.finditer(text)}
