"""Characters that nobody sees, which turn names round or make two look the same."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Controls, formats such as marks of direction and joiners, separators of lines, and what has no
# character (Unicode Standard, 4.5). The scripts of Europe need none of them in a name.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def refuse_hidden(text: str) -> None:
    """A validator of one line of text. Raises ValidationError that tells which there are."""
    found = dict.fromkeys(sign for sign in text if unicodedata.category(sign) in HIDDEN)
    if found:
        codes = ", ".join(f"U+{ord(sign):04X}" for sign in found)
        raise ValidationError(
            _("There are characters in this text that cannot be seen (%(codes)s). Type it anew.")
            % {"codes": codes},
            code="hidden_characters",
        )
