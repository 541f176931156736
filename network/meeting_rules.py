"""What makes a meeting impossible: ends before beginnings, hours that do not exist, taken ordinals.

An hour that comes twice, when clocks go back, is the first of the two (docs/adr/0005).
"""

import datetime
import uuid
import zoneinfo
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import publish_gate
from network.days import refuse_far_day

if TYPE_CHECKING:
    from network.models import MeetingPage


def hour_exists(day: datetime.date, time: datetime.time, zone: str) -> bool:
    """Whether clocks in `zone` (IANA name) show `time` on `day`: not where they are put forward."""
    there = zoneinfo.ZoneInfo(zone)
    local = datetime.datetime.combine(day, time)
    instant = local.replace(tzinfo=there).astimezone(datetime.UTC)
    return instant.astimezone(there).replace(tzinfo=None) == local


def find_errors(meeting: "MeetingPage") -> dict[str, str]:
    """What is wrong with time and place of `meeting`, which may lack required fields, by field."""
    errors = time_errors(meeting) if meeting.start_date else {}
    if not meeting.place and not meeting.is_online:
        errors["place"] = _("Say where the meeting takes place, or that it is online.")
    if meeting.online_url and not meeting.is_online:
        errors["is_online"] = _("There is a link: say that the meeting can be attended online.")
    if meeting.online_url_is_public and not meeting.online_url:
        errors["online_url"] = _("Give the link that everybody is to see.")
    return errors


def time_errors(meeting: "MeetingPage") -> dict[str, str]:
    """What is wrong with the days and hours of `meeting`, by field."""
    errors = far_days(meeting)
    if errors:
        return errors
    start = (meeting.start_date, meeting.start_time)
    end = (meeting.last_day, meeting.end_time)
    if meeting.last_day < meeting.start_date:
        errors["end_date"] = _("The meeting cannot end before it begins.")
    if meeting.timezone in zoneinfo.available_timezones():
        for field, (day, time) in (("start_time", start), ("end_time", end)):
            if time and not hour_exists(day, time, meeting.timezone):
                errors[field] = _(
                    "Clocks are put forward that day: %(time)s does not exist in %(zone)s."
                ) % {"time": time.strftime("%H:%M"), "zone": meeting.timezone}
    if meeting.end_time and not meeting.start_time:
        errors["start_time"] = _("Give the hour at which the meeting begins too.")
    elif not errors and meeting.start_time and meeting.end_time and end < start:
        errors["end_time"] = _("The meeting cannot end before it begins.")
    return errors


def far_days(meeting: "MeetingPage") -> dict[str, str]:
    errors = {}
    for field in ("start_date", "end_date"):
        day = getattr(meeting, field)
        try:
            if day:
                refuse_far_day(day)
        except ValidationError as error:
            errors[field] = error.messages[0]
    return errors


def ordinal_error(meeting: "MeetingPage", network_key: uuid.UUID) -> str:
    """Why `meeting` cannot have its ordinal in the network with this key; empty where it can.

    The versions of one meeting in several languages share theirs.
    """
    if meeting.ordinal is None:
        return ""
    others = (
        type(meeting)
        .objects.of_network(network_key)
        .filter(ordinal=meeting.ordinal)
        .exclude(translation_key=meeting.translation_key)
    )
    taken = others.first()
    if taken is None:
        return ""
    return _("“%(title)s” is meeting %(number)d of this network already.") % {
        "title": taken.title,
        "number": meeting.ordinal,
    }


def refuse_taken_ordinal(instance: Any, changed: frozenset[str] | None = None) -> None:
    """At the gate before publication: raise NotPublishable for the field `ordinal`.

    Drafts may share a number: a copied meeting keeps that of its model until somebody edits it.
    """
    from network.models import MeetingPage

    if not isinstance(instance, MeetingPage) or instance.alias_of_id is not None:
        return
    if changed is not None and "ordinal" not in changed:
        return
    wait_for_others(instance.network_key)
    error = ordinal_error(instance, instance.network_key)
    if error:
        raise publish_gate.NotPublishable({"ordinal": ValidationError(error)})


def wait_for_others(network_key: uuid.UUID) -> None:
    """Let one meeting of a network be published after the other, so that each sees the last.

    Lasts until the end of the transaction; SQLite lets nobody write beside one as it is. Outside
    of transactions, where code saves a row, there is nothing to wait for.
    """
    if connection.in_atomic_block:
        pages = Page.objects.filter(translation_key=network_key).order_by("pk")
        list(pages.select_for_update().values_list("pk", flat=True))


def install() -> None:
    """Ask at the gate; called once, when the app registry is ready."""
    publish_gate.revision_checks.append(refuse_taken_ordinal)
    publish_gate.row_checks.append(refuse_taken_ordinal)
