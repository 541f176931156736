"""What stands in a cell, as values: each function takes a cell, and raises RefusedCell."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache
from math import isfinite
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from cms.countries import country_choices, country_name
from cms.hidden_characters import refuse_hidden
from cms.spreadsheets import FORMULA_STARTS
from network.models import Authority
from network.register_admin.importing.refusals import RefusedCell
from network.search_names import normalise_name

Parser = Callable[[Any], Any]

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SPACES = re.compile(r"[\s\u00a0\u202f']")
DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
# Day 0 of the spreadsheets' calendar, which counts a 29 February 1900 (ECMA-376, part 1, 18.17.4).
DAY_0 = date(1899, 12, 30)
# From 1927 on: a smaller number is rather a year.
NUMBER_OF_DAY = re.compile(r"[1-9]\d{4}(\.\d+)?", re.ASCII)
YES = frozenset(
    normalise_name(word) for word in ("1", "true", "yes", "x", "oui", "vrai", "так", "va")
)
NO = frozenset(normalise_name(word) for word in ("0", "false", "no", "non", "faux", "ні", "na"))


def text(cell: Any) -> str:
    """A cell as text; what an export guards against formulas with is taken off."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    found = str(cell).strip()
    if found.startswith("'") and found[1:].startswith(FORMULA_STARTS):
        found = found[1:]
    if CONTROL.search(found):
        raise RefusedCell(_("There are control characters in this text."))
    return found


def of_field(name: str, convert: Parser = text) -> Parser:
    """A parser for a field of an authority, by that field's own rules."""
    field = Authority._meta.get_field(name)

    def parse(cell: Any) -> Any:
        value = convert(cell)
        try:
            field.run_validators(value)
        except ValidationError as error:
            raise RefusedCell(" ".join(dict.fromkeys(error.messages))) from error
        return value

    return parse


def plain_name(cell: Any) -> str:
    """A name, which no spreadsheet may take for a formula."""
    name = text(cell)
    if name.startswith(FORMULA_STARTS):
        raise RefusedCell(_("A name does not begin with “%(sign)s”.") % {"sign": name[0]})
    if len(name) > 255:
        raise RefusedCell(_("A name has at most 255 characters."))
    try:
        refuse_hidden(name)
    except ValidationError as error:
        raise RefusedCell(error.messages[0]) from error
    return name


def whole_number(cell: Any) -> int:
    """A number without fraction; digits may be grouped by spaces, commas or points."""
    if isinstance(cell, float) and not cell.is_integer():
        raise RefusedCell(_("This is no whole number."))
    digits = re.sub(r"(?<=\d)[.,](?=\d{3}(\D|$))", "", SPACES.sub("", text(cell)))
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 9:
        raise RefusedCell(_("This is no whole number."))
    return int(digits)


def decimal_number(cell: Any) -> float:
    """A number; a comma may stand for the point."""
    try:
        number = float(SPACES.sub("", text(cell)).replace(",", "."))
    except ValueError as error:
        raise RefusedCell(_("This is no number.")) from error
    if not isfinite(number):
        raise RefusedCell(_("This is no number."))
    return number


def day(cell: Any) -> date:
    """A date: 2024-05-31, 31.05.2024, 31/05/2024, or the number that a spreadsheet stores."""
    written = text(cell)
    if NUMBER_OF_DAY.fullmatch(written):
        return DAY_0 + timedelta(days=int(float(written)))
    match = DAY_FIRST.fullmatch(written)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(written[:10])
    except ValueError as error:
        raise RefusedCell(_("This is no date: write it as 2024-05-31.")) from error


def yes_or_no(cell: Any) -> bool:
    word = normalise_name(text(cell))
    if word not in YES | NO:
        raise RefusedCell(_("Write “yes” or “no”."))
    return word in YES


def language(cell: Any) -> str:
    """A BCP 47 code, such as “sr-Latn”."""
    code = text(cell)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,6})?", code):
        raise RefusedCell(_("This is no code of a language, such as “uk” or “sr-Latn”."))
    return code


@lru_cache
def country_codes() -> dict[str, str]:
    """The codes of countries by themselves and by their names in the languages of the site."""
    codes = [code for code, _name in country_choices()]
    names = {
        normalise_name(country_name(code, own)): code
        for own, _label in settings.LANGUAGES
        for code in codes
    }
    return names | {code.casefold(): code for code in codes}


def country(cell: Any) -> str:
    """A country by its code (ISO 3166-1) or its name in one of the site's languages."""
    written = text(cell)
    code = country_codes().get(written.casefold()) or country_codes().get(normalise_name(written))
    if not code:
        raise RefusedCell(_("“%(country)s” is no country.") % {"country": written})
    return code


def one_of(choices: Iterable[tuple[str, Any]]) -> Parser:
    """A parser for one of `choices`, by its value or its label in a language of the site."""
    pairs = list(choices)
    known: dict[str, str] = {}

    def parse(cell: Any) -> str:
        if not known:
            known.update(labels(pairs))
        written = text(cell)
        value = known.get(normalise_name(written))
        if value is None:
            raise RefusedCell(
                _("“%(value)s” is none of: %(choices)s.")
                % {"value": written, "choices": ", ".join(value for value, _label in pairs)}
            )
        return value

    return parse


def labels(pairs: list[tuple[str, Any]]) -> dict[str, str]:
    found = {}
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            found.update({normalise_name(str(label)): value for value, label in pairs})
    return found | {normalise_name(value): value for value, _label in pairs}
