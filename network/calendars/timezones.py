"""The rules of a time zone as VTIMEZONE (RFC 5545, section 3.6.5).

icalendar makes such components too, but lets clocks be put forward an hour late: the onset of an
observance is told in the time that was in force before it.
"""

import datetime
import zoneinfo
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)


class Observance(NamedTuple):
    """What clocks show from an onset on."""

    name: str
    is_daylight: bool
    offset_before: datetime.timedelta
    offset: datetime.timedelta


@lru_cache(maxsize=64)
def timezone_rules(zone: str, first_year: int, last_year: int) -> Timezone:
    """The rules of `zone` (IANA name) for all moments of these years, both included."""
    component = Timezone()
    component.add("TZID", zone)
    onsets: dict[Observance, list[datetime.datetime]] = defaultdict(list)
    for onset, observance in observances(zone, first_year, last_year):
        onsets[observance].append(onset)
    for observance, moments in onsets.items():
        rule = TimezoneDaylight() if observance.is_daylight else TimezoneStandard()
        rule.add("TZNAME", observance.name)
        rule.add("TZOFFSETFROM", observance.offset_before)
        rule.add("TZOFFSETTO", observance.offset)
        rule.add("DTSTART", moments[0])
        if moments[1:]:
            rule.add("RDATE", moments[1:])
        component.add_component(rule)
    return component


def observances(
    zone: str, first_year: int, last_year: int
) -> Iterator[tuple[datetime.datetime, Observance]]:
    """Each change of clocks with its onset, the first day of the first year being one."""
    there = zoneinfo.ZoneInfo(zone)
    moment = datetime.datetime(first_year, 1, 1, tzinfo=datetime.UTC) - DAY
    before = offset_at(moment, there)
    yield local(moment, before), observance_at(moment, before, there)
    end = datetime.datetime(last_year + 1, 1, 2, tzinfo=datetime.UTC)
    while moment < end:
        following = moment + DAY
        if offset_at(following, there) != before:
            onset = first_minute(moment, following, there)
            yield local(onset, before), observance_at(onset, before, there)
            before = offset_at(following, there)
        moment = following


def first_minute(
    early: datetime.datetime, late: datetime.datetime, there: zoneinfo.ZoneInfo
) -> datetime.datetime:
    """The minute at which clocks are changed, which they are between these moments."""
    before = offset_at(early, there)
    while late - early > MINUTE:
        middle = early + (late - early) / 2
        middle = middle.replace(second=0, microsecond=0)
        if offset_at(middle, there) == before:
            early = middle
        else:
            late = middle
    return late


def offset_at(moment: datetime.datetime, there: zoneinfo.ZoneInfo) -> datetime.timedelta:
    return moment.astimezone(there).utcoffset() or datetime.timedelta()


def observance_at(
    moment: datetime.datetime, before: datetime.timedelta, there: zoneinfo.ZoneInfo
) -> Observance:
    clock = moment.astimezone(there)
    return Observance(clock.tzname() or "", bool(clock.dst()), before, offset_at(moment, there))


def local(moment: datetime.datetime, offset: datetime.timedelta) -> datetime.datetime:
    """What clocks show that are `offset` ahead of UTC."""
    return (moment + offset).replace(tzinfo=None)
