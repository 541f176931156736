"""Names of authorities as a search compares them: without case, accents, apostrophes and hyphens.

Нижній and нижнии, Korçë and korce, Кам’янець and камянець are the same to a reader who looks for
a place. What differs in its letters (Uzhgorod, Uzhhorod, Ужгород) is found because each is a name
of the authority.
"""

import unicodedata
from collections.abc import Iterable

APOSTROPHES = "'`´ʹʻʼʽˈ‘’‛′＇"
# Letters with a stroke and ligatures, which Unicode does not decompose.
LETTERS = {"æ": "ae", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "œ": "oe"}
LETTERS |= {"þ": "th", "ŧ": "t"}
REPLACED = str.maketrans({**LETTERS, **dict.fromkeys(APOSTROPHES, "")})


def normalise_name(text: str) -> str:
    """`text` in words of plain small letters and digits, one space between them; may be empty."""
    without_apostrophes = text.translate(REPLACED)
    decomposed = unicodedata.normalize("NFKD", without_apostrophes.casefold())
    letters = "".join(part for part in decomposed if not is_silent(part))
    # Unicode decomposes some letters (those of mathematics, in a pasted text) into capitals.
    plain = letters.casefold().translate(REPLACED)
    return " ".join("".join(one if one.isalnum() else " " for one in plain).split())


def is_silent(character: str) -> bool:
    """An accent, or what nobody sees: a soft hyphen, a mark of the writing direction."""
    return bool(unicodedata.combining(character)) or unicodedata.category(character) == "Cf"


def search_text(names: Iterable[str]) -> str:
    """What a search of these names looks through: each name once, a line each."""
    normalised = dict.fromkeys(normalise_name(name) for name in names)
    return "\n".join(name for name in normalised if name)
