"""The order of words in a language, as readers of that language look them up.

Letters come in the order of the CLDR's root collation, accents and capitals only deciding between
words that are otherwise alike. Cyrillic is written out here, since Unicode numbers its letters
otherwise: Ukrainian ґ, є, і and ї would come after я.
"""

import unicodedata

# Letters that are letters of their own, in order; й is not и with a mark, ї not і with one.
CYRILLIC = "абвгґдђѓеёєжзѕиіїйјклљмнњопрстћќуўфхцчџшщъыьэюя"
RANKS = {letter: f"{number:02}" for number, letter in enumerate(CYRILLIC)}
# After the last Latin letter, as in the root collation.
AFTER_LATIN = "\u0400"


def sort_key(text: str) -> tuple[str, str, str]:
    """A key that puts `text` in its place: by letters, then accents, then capitals.

    Spaces, hyphens and apostrophes do not count: “anti-Gypsyism” stands beside “antigypsyism”.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    letters = "".join(rank(letter) for letter in folded if letter.isalnum())
    return letters, folded, text.swapcase()


def rank(letter: str) -> str:
    """The place of a letter among letters: the letter itself without accents, unless listed."""
    if letter in RANKS:
        return AFTER_LATIN + RANKS[letter]
    decomposed = unicodedata.normalize("NFD", letter)
    return "".join(part for part in decomposed if not unicodedata.combining(part))
