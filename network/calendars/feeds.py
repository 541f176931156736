"""Calendars to subscribe to: of all networks, of one, or one meeting, in each language.

A meeting that is not translated is listed all the same, marked with the language of its words: that
it takes place is a fact, and whoever follows a network must not miss it for want of a translation.
Its page says in which language it is read. Drafts and private pages are never listed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.apikit.addresses import Addresses
from cms.cache import cached
from cms.conditional import conditional_response, last_modified
from cms.languages import current_language
from cms.models.settings import alliance_name_in
from cms.privacy import private_paths, public
from cms.resolver import find_route, find_site
from network.calendars.events import add_timezones, meeting_event, new_calendar, withdrawn_event
from network.cancellations import reasons_elsewhere
from network.models import CalendarEntry, MeetingPage, NetworkIndexPage, NetworkPage
from network.models.calendar_entries import TOLD_AS_WITHDRAWN

CONTENT_TYPE = "text/calendar; charset=utf-8"
FILE_NAME = "calendar.ics"
# Seconds for which subscribers need not ask again.
MAX_AGE = 900


@dataclass(frozen=True)
class Section:
    """What a calendar is about."""

    name: str
    language: str
    meetings: Iterable[MeetingPage]
    entries: Iterable[CalendarEntry]


@require_safe
def calendar_feed(request: HttpRequest, path: str) -> HttpResponseBase:
    """The calendar of the page at `path`: the networks, one of them, or a meeting.

    Of a page that has moved or was renamed, subscribers are sent to its present address. Http404
    for other pages, and where there is no public page.
    """
    url = request.build_absolute_uri(request.path)
    modified = last_modified()
    try:
        body = cached(f"calendar:{url}", lambda: build_calendar(request, path, url))
    except Http404:
        present = present_address(request)
        if present is None:
            raise
        return HttpResponsePermanentRedirect(present)
    return conditional_response(request, body, CONTENT_TYPE, modified=modified, max_age=MAX_AGE)


def present_address(request: HttpRequest) -> str | None:
    """The calendar of the page that a redirect from the page of this one leads to."""
    page_path = request.path.removesuffix(FILE_NAME)
    redirect = get_redirect(request, Redirect.normalise_path(page_path))
    page = redirect.redirect_page if redirect else None
    if page is None or not page.live:
        return None
    address = f"{page.get_url(request)}{FILE_NAME}"
    return address if address != request.path else None


def build_calendar(request: HttpRequest, path: str, url: str) -> bytes:
    """The calendar as it is sent; queries do not grow with the number of meetings."""
    section = find_section(request, path)
    meetings = list(section.meetings)
    entries = latest_entries(section.entries)
    networks = names_of_networks(meetings)
    reasons = reasons_elsewhere(meetings)
    addresses = Addresses(request)
    calendar = new_calendar(section.name, section.language, url)
    add_timezones(calendar, meetings)
    for meeting in meetings:
        entry = entries.pop(meeting.translation_key, None)
        network = networks.get(meeting.path[: -meeting.steplen], "")
        calendar.add_component(
            meeting_event(
                meeting,
                entry,
                addresses.page(meeting) or url,
                network,
                reasons.get(meeting.translation_key),
            )
        )
    for entry in entries.values():
        if is_to_be_dropped(entry):
            calendar.add_component(withdrawn_event(entry))
    return calendar.to_ical(sorted=False)


def find_section(request: HttpRequest, path: str) -> Section:
    """What the page at `path`, below the home of the active language, has a calendar of."""
    site, route = find_site(request), find_route(request, path)
    page = route[0] if route else None
    if site is None or page is None or page.get_view_restrictions().exists():
        raise Http404
    meetings = (
        public(MeetingPage.objects.live(), private_paths())
        .select_related("locale", "alias_of__locale")
        .defer("body", "documents")
        .order_by("start_date", "start_time", "pk")
    )
    entries = CalendarEntry.objects.all()
    if isinstance(page, NetworkIndexPage):
        name = _("Meetings – %(site)s") % {"site": alliance_name_in(site, current_language().code)}
        beneath = meetings.filter(path__startswith=page.path)
        return Section(name, current_language().code, beneath, entries)
    if isinstance(page, NetworkPage):
        beneath = meetings.filter(path__startswith=page.path)
        own = entries.filter(network_key=page.translation_key)
        return Section(page.title, page.language_code, beneath, own)
    if isinstance(page, MeetingPage):
        own = entries.filter(meeting_key=page.translation_key)
        return Section(page.title, page.language_code, meetings.filter(pk=page.pk), own)
    raise Http404


def latest_entries(entries: Iterable[CalendarEntry]) -> dict[object, CalendarEntry]:
    """The entries by meeting; of one that has moved between networks, the latest."""
    return {entry.meeting_key: entry for entry in sorted(entries, key=lambda entry: entry.sequence)}


def is_to_be_dropped(entry: CalendarEntry) -> bool:
    """Whether subscribers may still have a meeting that is not listed (any more).

    It may go on being published in other languages than this calendar's.
    """
    today = timezone.now()
    if entry.withdrawn_at is not None:
        return entry.withdrawn_at >= today - TOLD_AS_WITHDRAWN
    return entry.start_date >= (today - TOLD_AS_WITHDRAWN).date()


def names_of_networks(meetings: Iterable[MeetingPage]) -> dict[str, str]:
    """The titles of the pages above, by their paths."""
    paths = {meeting.path[: -meeting.steplen] for meeting in meetings}
    return dict(Page.objects.filter(path__in=paths).values_list("path", "title"))
