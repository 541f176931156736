"""An authority as the directory shows it, everywhere: pages, CSV, JSON and API."""

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from wagtail.models import Locale

from cms import dates
from cms.apikit.sql import rows_as_json
from cms.cache import cached
from cms.countries import cldr_locale, country_name
from cms.languages import OWN_LANG_INFO, translated_name
from network.directory.filters import listed
from network.directory.order import name_in_language
from network.models import (
    Authority,
    AuthorityName,
    Membership,
    Participation,
    RelationState,
    Signature,
)
from network.models.kinds import AuthorityKind
from network.models.networks import networks_in_language


@dataclass(frozen=True)
class NetworkLink:
    """A national network as its page in one language names it."""

    key: uuid.UUID
    slug: str
    title: str
    url: str
    country: str
    language_code: str
    founded_on: datetime.date | None
    founded_precision: str


@dataclass(frozen=True)
class RegionLink:
    """The region that an authority lies in; it has a profile only if it takes part itself."""

    key: str
    name: str
    is_listed: bool


@dataclass(frozen=True)
class OtherName:
    """A name beside the official one: `kind` is one of AuthorityName.Kind."""

    kind: str
    language: str
    name: str

    @property
    def language_name(self) -> str:
        """The language in the reader's language, with its script where the code names one."""
        return tag_name(self.language)


def tag_name(tag: str) -> str:
    """The name of a BCP 47 code in the active language by CLDR; the code where it has none."""
    primary, *others = tag.split("-")
    locale = cldr_locale(translation.get_language() or "en")
    name = locale.languages.get(primary.lower(), tag)
    # CLDR names Romani in some languages by the word that the Alliance avoids for Roma.
    if primary.lower() in OWN_LANG_INFO:
        name = translated_name(primary.lower())
    script = next((locale.scripts.get(other.title()) for other in others if len(other) == 4), None)
    return f"{name} ({script})" if script else name


@dataclass(frozen=True)
class Relation:
    """A relation of an authority: `kind` is one of the directory's RELATIONS."""

    pk: int
    kind: str
    state: str
    since: datetime.date | None
    until: datetime.date | None = None
    number: int | None = None
    network: NetworkLink | None = None

    @property
    def period(self) -> str:
        """When, in the active language and as far as it is known; may be empty.

        To found and to sign are moments. The founding of a network may be known to the month.
        """
        if self.since is None:
            return dates.interval(None, self.until)
        if self.network is not None and self.since == self.network.founded_on:
            precision = self.network.founded_precision
        else:
            precision = dates.DatePrecision.DAY
        if self.kind in ("founder", "signatory"):
            return dates.partial_date(self.since, precision)
        if self.until is None and precision != dates.DatePrecision.DAY:
            return gettext("since %(day)s") % {"day": dates.partial_date(self.since, precision)}
        return dates.interval(self.since, self.until)


@dataclass(frozen=True)
class Entry:
    """An authority in one language."""

    pk: int
    key: str
    name: str
    name_language: str
    official_name: str
    official_name_language: str
    kind: str
    kind_label: str
    country: str
    country_name: str
    region: RegionLink | None
    population: int | None
    population_year: int | None
    website: str
    latitude: float | None
    longitude: float | None
    is_example: bool
    names: list[OtherName]
    relations: list[Relation]
    updated_at: datetime.datetime

    @property
    def kind_words(self) -> Promise:
        """`kind_label` as words that are translated when they are shown."""
        return AuthorityKind(self.kind).label


def networks(language: str) -> dict[uuid.UUID, NetworkLink]:
    """The networks published in the tree of `language`, by the key of their pages."""
    return cached(f"directory-networks:{language}", lambda: read_networks(language))


def read_networks(language: str) -> dict[uuid.UUID, NetworkLink]:
    """As `networks`, by the name of the country."""
    locale = Locale.objects.filter(language_code=language).first()
    pages = networks_in_language(locale.pk) if locale else []
    return {
        page.translation_key: NetworkLink(
            key=page.translation_key,
            slug=page.slug,
            title=page.title,
            url=page.url or "",
            country=page.country,
            language_code=page.language_code,
            founded_on=page.founded_on,
            founded_precision=page.founded_precision,
        )
        for page in pages
    }


def with_all_parts(authorities: "QuerySet[Authority]", language: str) -> "QuerySet[Authority]":
    """`authorities` with their names, region and relations, read by the same query."""
    own = {"authority": OuterRef("pk")}
    return authorities.select_related("region").annotate(
        local_name=name_in_language(language),
        region_name=name_in_language(language, "region__"),
        region_is_listed=Exists(listed().filter(pk=OuterRef("region"))),
        name_rows=rows_as_json(
            AuthorityName.objects.filter(**own), "authority", "pk", "kind", "language", "name"
        ),
        participation_rows=rows_as_json(
            Participation.objects.filter(**own),
            "authority",
            *("pk", "number", "state", "joined_on", "left_on"),
        ),
        membership_rows=rows_as_json(
            Membership.objects.filter(**own),
            "authority",
            *("pk", "role", "network__translation_key", "state", "joined_on", "left_on"),
        ),
        signature_rows=rows_as_json(
            Signature.objects.filter(**own), "authority", "pk", "state", "signed_on"
        ),
    )


def read_entries(keys: Collection[int], language: str) -> list[Entry]:
    """The authorities with these primary keys, in the order of the keys; one query."""
    rows = with_all_parts(Authority.objects.filter(pk__in=keys), language)
    found = {row.pk: row for row in rows}
    known = networks(language)
    return [entry(found[pk], language, known) for pk in keys if pk in found]


def find_entry(key: str, language: str) -> Entry | None:
    """The authority of that key, if the directory has a profile of it; one query."""
    row = with_all_parts(listed().filter(key=key), language).first()
    return entry(row, language, networks(language)) if row else None


def entry(row: Any, language: str, known: dict[uuid.UUID, NetworkLink]) -> Entry:
    """What a row of `with_all_parts` says; `known` as from `networks`."""
    names = [OtherName(*fields[1:]) for fields in sorted(row.name_rows or [])]
    translated = any(
        one.kind == AuthorityName.Kind.TRANSLATION and one.language == language for one in names
    )
    return Entry(
        pk=row.pk,
        key=row.key,
        name=row.local_name,
        name_language=language if translated else row.name_language,
        official_name=row.name,
        official_name_language=row.name_language,
        kind=row.kind,
        kind_label=str(AuthorityKind(row.kind).label),
        country=row.country,
        country_name=country_name(row.country, language),
        region=region(row),
        population=row.population,
        population_year=row.population_year,
        website=row.website,
        latitude=row.latitude,
        longitude=row.longitude,
        is_example=row.is_example,
        names=names,
        relations=relations(row, known),
        updated_at=row.updated_at,
    )


def region(row: Any) -> RegionLink | None:
    """The region of a row of `with_all_parts`."""
    if row.region is None:
        return None
    return RegionLink(row.region.key, row.region_name, row.region_is_listed)


def relations(row: Any, known: dict[uuid.UUID, NetworkLink]) -> list[Relation]:
    """The relations of a row of `with_all_parts`, but those to networks that are not published."""
    found = []
    for pk, number, state, joined, left in sorted(row.participation_rows or []):
        found.append(relation(pk, "participant", state, joined, left, number=number))
    for pk, role, network, state, joined, left in sorted(row.membership_rows or []):
        link = known.get(uuid.UUID(str(network)))
        if link is not None:
            found.append(relation(pk, role, state, joined, left, network=link))
    for pk, state, signed in row.signature_rows or []:
        found.append(relation(pk, "signatory", state, signed, None))
    return found


def relation(
    pk: int, kind: str, state: str, since: str | None, until: str | None, **more: Any
) -> Relation:
    """A relation from its columns; whoever has left counts as withdrawn."""
    last = day(until)
    has_left = last is not None and last <= timezone.localdate()
    return Relation(
        pk=pk,
        kind=kind,
        state=RelationState.WITHDRAWN.value if has_left else state,
        since=day(since),
        until=last,
        **more,
    )


def day(text: str | None) -> datetime.date | None:
    """A date as the database writes it in JSON."""
    return datetime.date.fromisoformat(text) if text else None
