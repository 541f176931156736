"""Which files of the typeface readers load."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from cms.fonts import font_files

SHEET = (Path(settings.BASE_DIR) / "cms/static/cms/css/site.css").read_text()
FACE = re.compile(
    r"@font-face \{[^}]*alliance-text-(?P<name>[\w-]+)\.woff2[^}]*unicode-range:(?P<range>[^;]+);"
)
RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


def characters(written: str) -> list[int]:
    return [
        code
        for first, last in RANGE.findall(written)
        for code in range(int(first, 16), int(last or first, 16) + 1)
    ]


def test_a_character_makes_a_browser_load_one_file() -> None:
    faces = {face["name"]: characters(face["range"]) for face in FACE.finditer(SHEET)}
    assert all(finders.find(f"cms/fonts/alliance-text-{name}.woff2") for name in faces)
    counts = Counter(code for codes in faces.values() for code in codes)
    assert [chr(code) for code, count in counts.items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("Roma and Travellers – “inclusion”", {"latin"}),
        ("Égalité, naïveté", {"latin", "western"}),
        ("Європа, ґанок, обʼєднання, м’яч", {"latin", "cyrillic"}),
        ("Sinaia, Łódź, Ștefan", {"latin", "western", "central"}),
        ("Ελλάδα", {"greek"}),
    ],
)
def test_a_language_loads_the_files_that_it_needs(text: str, files: set[str]) -> None:
    faces = {face["name"]: characters(face["range"]) for face in FACE.finditer(SHEET)}
    assert {name for name, codes in faces.items() if set(map(ord, text)) & set(codes)} == files


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", ["latin"]), ("uk", ["latin", "cyrillic"]), ("el", ["latin", "greek"])],
)
def test_browsers_are_told_of_the_files_that_a_language_is_sure_to_need(
    language: str, names: list[str]
) -> None:
    assert font_files(language) == [f"cms/fonts/alliance-text-{name}.woff2" for name in names]
