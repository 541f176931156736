"""What a national network did in a period, computed from the content as it is now.

Dates are those of the content: when an authority joined, a meeting took place, an article is dated.
Queries do not grow with the number of rows.
"""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import TranslationLog

from cms.collation import sort_key
from cms.languages import translated_name
from cms.privacy import private_paths, public
from network.models import MeetingPage, Membership, NetworkPage, Signature
from network.models.relations import joined_and_not_left
from news.models import NewsPage


@dataclass(frozen=True)
class Entry:
    """A line of the report; `detail` says more in a few words."""

    day: datetime.date | None
    name: str
    detail: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the report. `key` stays the same in all languages; `summary` is a sentence."""

    key: str
    heading: str
    summary: str
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Period:
    """Both days belong to it."""

    first: datetime.date
    last: datetime.date

    @property
    def moments(self) -> tuple[datetime.datetime, datetime.datetime]:
        """The beginning of the first day and of the one after the last, in the site's zone."""
        days = self.first, self.last + datetime.timedelta(days=1)
        first, end = (datetime.datetime.combine(day, datetime.time()) for day in days)
        return timezone.make_aware(first), timezone.make_aware(end)


class Activity:
    """A network in a period, for a reader of the active language."""

    def __init__(self, network: NetworkPage, period: Period) -> None:
        self.key: uuid.UUID = network.translation_key
        self.country = network.country
        self.period = period
        self.language = get_language() or ""
        paths = Page.objects.filter(translation_key=self.key).values_list("path", flat=True)
        self.beneath = Q()
        for path in paths:
            self.beneath |= Q(path__startswith=path)

    def sections(self) -> list[Section]:
        parts: list[Callable[[], Section]] = [
            self.members,
            self.meetings,
            self.news,
            self.signatures,
            self.translations,
        ]
        return [part() for part in parts]

    def members(self) -> Section:
        """Who joined and who left, and how many there were at the end."""
        rows = Membership.objects.filter(network__translation_key=self.key)
        present = rows.filter(joined_and_not_left(self.period.last))
        days = (self.period.first, self.period.last)
        changed = rows.filter(Q(joined_on__range=days) | Q(left_on__range=days))
        entries = set()
        for row in with_names(changed):
            name = row.authority.name_in(self.language)
            for day, detail in ((row.joined_on, _("joined")), (row.left_on, _("left"))):
                if day and self.period.first <= day <= self.period.last:
                    entries.add(Entry(day, name, f"{row.get_role_display()}: {detail}"))
        counts = present.aggregate(
            founders=Count("authority", distinct=True, filter=Q(role=Membership.Role.FOUNDER)),
            members=Count("authority", distinct=True, filter=Q(role=Membership.Role.MEMBER)),
        )
        summary = _("On the last day – founders: %(founders)d, members: %(members)d.")
        return Section("members", _("Members"), summary % counts, in_order(entries))

    def meetings(self) -> Section:
        """Those that fall into the period, if only in part; cancelled ones are not counted."""
        overlapping = (
            MeetingPage.objects.live()
            .filter(self.beneath, start_date__lte=self.period.last)
            .with_final_day()
            .filter(final_day__gte=self.period.first)
        )
        meetings = self.one_version_each(overlapping)
        entries = [
            Entry(
                meeting.start_date,
                meeting.title,
                ", ".join(filter(None, (meeting.place, _("cancelled") * meeting.is_cancelled))),
            )
            for meeting in meetings
        ]
        held = sum(not meeting.is_cancelled for meeting in meetings)
        summary = ngettext("%(count)d meeting.", "%(count)d meetings.", held)
        return Section("meetings", _("Meetings"), summary % {"count": held}, in_order(entries))

    def news(self) -> Section:
        """Articles of the section, and public ones about its country."""
        articles = public(NewsPage.objects.live(), private_paths()).filter(
            self.beneath | Q(countries__country=self.country),
            date__range=(self.period.first, self.period.last),
        )
        languages = languages_by_key(articles)
        entries = [
            Entry(
                article.date,
                article.title,
                capfirst(", ".join(sorted(languages[article.translation_key], key=sort_key))),
            )
            for article in self.one_version_each(articles.distinct())
        ]
        summary = ngettext("%(count)d article.", "%(count)d articles.", len(entries))
        return Section("news", _("News"), summary % {"count": len(entries)}, in_order(entries))

    def signatures(self) -> Section:
        """Who of the country signed the Declaration."""
        rows = Signature.objects.filter(
            authority__country=self.country,
            signed_on__range=(self.period.first, self.period.last),
        )
        entries = [
            Entry(row.signed_on, row.authority.name_in(self.language)) for row in with_names(rows)
        ]
        summary = ngettext(
            "%(count)d authority signed the Declaration.",
            "%(count)d authorities signed the Declaration.",
            len(entries),
        )
        return Section(
            "signatures", _("Signatures"), summary % {"count": len(entries)}, in_order(entries)
        )

    def translations(self) -> Section:
        """Texts of the section that were brought into another language, and are read in it.

        Drafts are logged too, but a page is an alias until its translation is published.
        """
        pages = Page.objects.filter(self.beneath).live()
        published = set(
            pages.filter(alias_of=None).values_list("translation_key", "locale__language_code")
        )
        titles = {page.translation_key: page.title for page in self.one_version_each(pages)}
        first, end = self.period.moments
        logs = (
            TranslationLog.objects.filter(
                created_at__gte=first, created_at__lt=end, source__object_id__in=titles
            )
            .order_by("created_at")
            .values_list("source__object_id", "locale__language_code", "created_at")
        )
        made: dict[tuple[Any, str], datetime.datetime] = {}
        for key, language, moment in logs:
            if (key, language) in published:
                made.setdefault((key, language), moment)
        entries = [
            Entry(timezone.localdate(moment), titles[key], capfirst(translated_name(language)))
            for (key, language), moment in made.items()
        ]
        summary = ngettext("%(count)d translation.", "%(count)d translations.", len(entries))
        return Section(
            "translations", _("Translations"), summary % {"count": len(entries)}, in_order(entries)
        )

    def one_version_each(self, pages: QuerySet) -> list[Any]:
        """Of each page the version in the reader's language, else the one it was written in."""
        versions: dict[uuid.UUID, list[Any]] = defaultdict(list)
        for page in pages.select_related("locale"):
            versions[page.translation_key].append(page)
        return [min(pages, key=self.rank) for pages in versions.values()]

    def rank(self, page: Page) -> tuple[bool, bool, int]:
        """Lower for what suits the reader better: their language, a text of its own, the oldest."""
        is_alias = page.alias_of_id is not None
        is_theirs = page.locale.language_code == self.language and not is_alias
        return not is_theirs, is_alias, page.pk


def with_names(rows: QuerySet) -> QuerySet:
    """`rows` with their authority and its names."""
    return rows.select_related("authority").prefetch_related("authority__names")


def languages_by_key(pages: QuerySet) -> dict[uuid.UUID, set[str]]:
    """The names of the languages in which pages really exist, by translation key."""
    rows = pages.filter(alias_of=None).values_list("translation_key", "locale__language_code")
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    for key, language in rows:
        found[key].add(translated_name(language))
    return found


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """By day, then by name; those without a day last."""
    return sorted(entries, key=lambda entry: (entry.day or datetime.date.max, sort_key(entry.name)))
