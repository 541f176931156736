"""The columns of a table of authorities: how each is called, read, written and compared."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cms.countries import country_name
from cms.languages import language_choices
from network.models import Authority, RelationState
from network.models.kinds import AuthorityKind
from network.models.register import AuthorityName
from network.register_admin.importing import lists, values
from network.search_names import normalise_name

TRANSLATION = "name_"
Kind = AuthorityName.Kind


@dataclass(frozen=True)
class Column:
    """One column.

    `name` is its heading in exports; `headings` are what else it is called in English, French and
    Ukrainian. `parse` makes a value of a cell, `current` takes it from an authority, `show` writes
    it; `parse(show(value)) == value`. `tell` writes it for readers, where that is something else.
    `decided` is what only the secretariat writes.
    """

    name: str
    label: Any
    parse: values.Parser
    current: Callable[[Authority], Any]
    headings: tuple[str, ...] = ()
    show: Callable[[Any], Any] = lambda value: value
    tell: Callable[[Any], Any] | None = None
    decided: bool = False

    def text(self, value: Any) -> Any:
        """A value as it stands in a table; empty where there is none."""
        return "" if value in (None, "", ()) else self.show(value)

    def told(self, value: Any) -> str:
        """A value as readers see it, in the active language."""
        return "" if value in (None, "", ()) else str((self.tell or self.show)(value))


def field(name: str, parse: values.Parser, *headings: str) -> Column:
    """The column of a field of an authority."""
    label = Authority._meta.get_field(name).verbose_name
    return Column(name, label, parse, lambda authority: getattr(authority, name), headings)


def latest(authority: Authority, relation: str) -> Any:
    """The latest of a relation's rows; None where there is none. From prefetched rows."""
    rows = sorted(getattr(authority, relation).all(), key=lambda row: row.pk)
    return rows[-1] if rows else None


def of_relation(relation: str, name: str) -> Callable[[Authority], Any]:
    def current(authority: Authority) -> Any:
        row = latest(authority, relation)
        return getattr(row, name) if row else None

    return current


def iso(value: date) -> str:
    return value.isoformat()


def yes(value: bool) -> str:
    return "yes" if value else "no"


STATE = values.one_of(RelationState.choices)
FIELDS = (
    field("key", values.of_field("key"), "id", "identifiant", "clé", "ключ", "slug"),
    field("name", values.plain_name, "official name", "nom", "nom officiel", "назва", "громада"),
    field("name_language", values.language, "language", "langue du nom", "мова назви"),
    replace(
        field("kind", values.one_of(AuthorityKind.choices), "type", "nature", "вид", "тип"),
        tell=lambda kind: AuthorityKind(kind).label,
    ),
    replace(field("country", values.country, "pays", "країна", "country code"), tell=country_name),
    Column(
        "region",
        Authority._meta.get_field("region").verbose_name,
        values.text,
        lambda authority: authority.region.key if authority.region else "",
        ("parent region", "région", "область", "регіон"),
    ),
    field("population", values.whole_number, "inhabitants", "habitants", "населення"),
    field(
        "population_year",
        values.of_field("population_year", values.whole_number),
        "année de la population",
        "рік населення",
    ),
    field("latitude", values.of_field("latitude", values.decimal_number), "lat", "широта"),
    field(
        "longitude", values.of_field("longitude", values.decimal_number), "lon", "lng", "довгота"
    ),
    field("website", values.of_field("website"), "site", "site web", "сайт", "вебсайт"),
    Column(
        "is_example",
        _("example"),
        values.yes_or_no,
        lambda authority: authority.is_example,
        ("exemple", "приклад"),
        yes,
    ),
)
NAMES = (
    Column(
        "former_names",
        _("former names"),
        lists.names,
        lists.current_names(Kind.FORMER),
        ("anciens noms", "колишні назви", "former name"),
        lists.show_names,
    ),
    Column(
        "transliterations",
        _("transliterations"),
        lists.names,
        lists.current_names(Kind.TRANSLITERATION),
        ("translittérations", "транслітерації", "transliteration"),
        lists.show_names,
    ),
)
RELATIONS = (
    Column(
        "participation_number",
        _("participation: number"),
        values.whole_number,
        of_relation("participations", "number"),
        ("participant number", "numéro de participant", "номер учасника"),
        decided=True,
    ),
    Column(
        "participation_joined_on",
        _("participation: joined on"),
        values.day,
        of_relation("participations", "joined_on"),
        ("joined on", "adhésion", "дата приєднання"),
        iso,
        decided=True,
    ),
    Column(
        "participation_left_on",
        _("participation: left on"),
        values.day,
        of_relation("participations", "left_on"),
        ("left on", "retrait", "дата виходу"),
        iso,
        decided=True,
    ),
    Column(
        "participation_state",
        _("participation: state"),
        STATE,
        of_relation("participations", "state"),
        (),
        decided=True,
    ),
    Column(
        "signature_signed_on",
        _("Declaration: signed on"),
        values.day,
        of_relation("signatures", "signed_on"),
        ("signed on", "signature", "дата підписання"),
        iso,
    ),
    Column(
        "signature_state",
        _("Declaration: state"),
        STATE,
        of_relation("signatures", "state"),
    ),
    Column(
        "memberships",
        _("memberships of networks"),
        lists.memberships,
        lists.current_memberships,
        ("réseaux", "мережі"),
        lists.show_memberships,
    ),
)


def translation_column(code: str) -> Column:
    """The column of the names in one language."""
    labels = dict(language_choices())

    def current(authority: Authority) -> str:
        rows = authority.names.all()
        found = [r.name for r in rows if r.kind == Kind.TRANSLATION and r.language == code]
        return found[0] if found else ""

    return Column(
        f"{TRANSLATION}{code}",
        format_lazy("{} ({})", _("name in another language"), labels.get(code, code)),
        values.plain_name,
        current,
        (f"name {code}", f"nom {code}", f"назва {code}"),
    )


def all_columns(languages: Iterable[str] = ()) -> dict[str, Column]:
    """The columns by name; with one for the names in each of the site's and these languages."""
    codes = dict.fromkeys([*(code for code, _name in settings.LANGUAGES), *languages])
    columns = (*FIELDS, *map(translation_column, codes), *NAMES, *RELATIONS)
    return {column.name: column for column in columns}


def guess(header: Iterable[str], columns: Iterable[Column]) -> list[str]:
    """For each heading the name of the column that it is most likely for, or nothing; each once."""
    known: dict[str, str] = {}
    for column in columns:
        for heading in (column.name, str(column.label), *column.headings):
            known.setdefault(normalise_name(heading), column.name)
    guessed: list[str] = []
    for heading in header:
        name = known.get(normalise_name(heading), "")
        guessed.append("" if name in guessed else name)
    return guessed
