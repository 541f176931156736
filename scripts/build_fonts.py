"""Cuts the site's typeface by script and writes its @font-face rules into site.css.

Needs fontTools with brotli, and the unpacked npm package @fontsource-variable/source-sans-3
(versions in cms/static/cms/fonts/README.md). From the root of the repository:

    python scripts/build_fonts.py FOLDER_OF_THE_PACKAGE
"""

import io
import re
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

STATIC = Path(__file__).resolve().parent.parent / "cms" / "static" / "cms"
STYLE_SHEET = STATIC / "css" / "site.css"
FAMILY = "Alliance Text"
WEIGHTS = (400, 700)
FEATURES = ["kern", "liga", "locl", "tnum", "lnum", "case"]
MARKS = ["mark", "mkmk", "ccmp"]

# Name of the file, the package's file that it is cut from, features, characters. A character stands
# in one file only: a browser loads a file for the first character that a page uses of it.
CUTS = (
    # What every language needs: ASCII, European punctuation, the Ukrainian apostrophe U+02BC.
    (
        "latin",
        "latin",
        FEATURES,
        "U+0020-007E, U+00A0, U+00A7, U+00A9, U+00AB, U+00AD, U+00B7, U+00BB, U+02BC, U+2013-2014, "
        "U+2018-201A, U+201C-201E, U+2022, U+2026, U+20AC, U+2212",
    ),
    # Letters of Western Europe.
    (
        "western",
        "latin",
        FEATURES,
        "U+00A1, U+00AA, U+00B0, U+00BA, U+00BF-00D6, U+00D8-00F6, U+00F8-00FF, U+0152-0153",
    ),
    (
        "signs",
        "latin",
        FEATURES,
        "U+00A2-00A6, U+00A8, U+00AC, U+00AE-00AF, U+00B1-00B6, U+00B8-00B9, U+00BC-00BE, U+00D7, "
        "U+00F7, U+0131, U+02C6, U+02DA, U+02DC, U+2032-2033, U+2039-203A, U+2044, U+2122, U+2191, "
        "U+2193, U+2215",
    ),
    # Czech, Croatian, Hungarian, Polish, Romanian, Slovak, Slovene.
    (
        "central",
        "latin-ext",
        FEATURES,
        "U+0102-0107, U+010C-0111, U+0118-011B, U+0139-013A, U+013D-013E, U+0141-0144, "
        "U+0147-0148, U+0150-0151, U+0154-0155, U+0158-015B, U+015E-0165, U+016E-0171, "
        "U+0179-017E, U+0218-021B",
    ),
    # Baltic languages, Turkish, Maltese, Sami, Romani (ǎ, ʒ).
    (
        "latin-ext",
        "latin-ext",
        FEATURES,
        "U+0100-0101, U+0108-010B, U+0112-0117, U+011C-0130, U+0132-0138, U+013B-013C, "
        "U+013F-0140, U+0145-0146, U+0149-014F, U+0156-0157, U+015C-015D, U+0166-016D, "
        "U+0172-0178, U+017F, U+018F, U+01B7, U+01CD-01D4, U+01E4-01E7, U+01EE-01EF, U+0259, "
        "U+0292, U+02C7, U+02DD, U+1E80-1E85, U+1E9E, U+1EF2-1EF3, U+20B4, U+20BA, U+20BD",
    ),
    # Ukrainian, Russian and Bulgarian.
    (
        "cyrillic",
        "cyrillic",
        [*FEATURES, *MARKS],
        "U+0301, U+0401, U+0404, U+0406-0407, U+0410-044F, U+0451, U+0454, U+0456-0457, "
        "U+0490-0491, U+2116",
    ),
    # What Serbian, Macedonian and Belarusian have besides.
    (
        "cyrillic-ext",
        "cyrillic",
        FEATURES,
        "U+0400, U+0402-0403, U+0405, U+0408-040F, U+0450, U+0452-0453, U+0455, U+0458-045F, "
        "U+04B0-04B1",
    ),
    ("greek", "greek", FEATURES, "U+0370-03FF"),
)


def cut(source: Path, features: list[str], characters: str) -> bytes:
    """The font of `source` with these features and characters, weights 400 to 700, as WOFF2."""
    font = instancer.instantiateVariableFont(TTFont(source), {"wght": WEIGHTS})
    # The subsetter wants a font that has been written once.
    whole = io.BytesIO()
    font.flavor = None
    font.save(whole)
    whole.seek(0)
    font = TTFont(whole)
    options = subset.Options(layout_features=features, hinting=False, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(characters.replace(" ", "")))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 16):
            record.string = FAMILY
        elif record.nameID == 6:
            record.string = FAMILY.replace(" ", "")
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def rule(name: str, characters: str) -> str:
    """The @font-face rule of one file."""
    lines, line = [], "  unicode-range:"
    for part in characters.split(", "):
        if len(line) + len(part) > 97:
            lines.append(line)
            line = "   "
        line += f" {part},"
    lines.append(line[:-1] + ";")
    return "\n".join(
        [
            "@font-face {",
            f'  font-family: "{FAMILY}";',
            f'  src: url("../fonts/alliance-text-{name}.woff2") format("woff2");',
            f"  font-weight: {WEIGHTS[0]} {WEIGHTS[1]};",
            "  font-display: optional;",
            *lines,
            "}",
        ]
    )


def main(package: Path) -> None:
    rules = []
    for name, script, features, characters in CUTS:
        source = package / "files" / f"source-sans-3-{script}-wght-normal.woff2"
        font = cut(source, features, characters)
        (STATIC / "fonts" / f"alliance-text-{name}.woff2").write_bytes(font)
        rules.append(rule(name, characters))
        print(f"{name:14}{len(font):7} bytes")
    sheet = re.sub(
        r"(@font-face \{\n  font-family: \"Alliance Text\".*?\n\}\n)+",
        lambda _found: "\n".join(rules) + "\n",
        STYLE_SHEET.read_text(),
        count=1,
        flags=re.DOTALL,
    )
    STYLE_SHEET.write_text(sheet)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
