"""Networks and meetings as schema.org describes them."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from cms.countries import country_name
from cms.dates import iso_date
from cms.structured_data import Node, alliance_reference, country_node, present

if TYPE_CHECKING:
    from network.models import MeetingPage, NetworkPage

EVENT_STATES = {False: "EventScheduled", True: "EventCancelled"}


def network_organisation(page: "NetworkPage", request: HttpRequest, url: str) -> Node:
    """https://schema.org/Organization, a part of the Alliance."""
    founded = page.founded_on and iso_date(page.founded_on, page.founded_precision)
    return present(
        {
            "@type": "Organization",
            "@id": f"{url}#network",
            "name": page.title,
            "url": url,
            "description": page.meta_description,
            "areaServed": country_node(page.country, country_name(page.country)),
            "foundingDate": founded,
            "parentOrganization": alliance_reference(request),
        }
    )


def meeting_event(page: "MeetingPage", request: HttpRequest, url: str) -> Node:
    """https://schema.org/Event; times with their zone where they are known, else days."""
    network = page.get_parent()
    network_url = network.get_url(request)
    first, last = page.starts_at or page.start_date, page.ends_at or page.end_date
    return present(
        {
            "@type": "Event",
            "@id": f"{url}#meeting",
            "url": url,
            "name": page.title,
            "description": page.meta_description,
            "inLanguage": page.language_code,
            "startDate": first.isoformat(),
            "endDate": last and last.isoformat(),
            "eventStatus": f"https://schema.org/{EVENT_STATES[page.is_cancelled]}",
            "eventAttendanceMode": f"https://schema.org/{attendance_mode(page)}",
            "location": locations(page, url),
            "organizer": present(
                {
                    "@type": "Organization",
                    "name": network.title,
                    "url": network_url and request.build_absolute_uri(network_url),
                }
            ),
        }
    )


def attendance_mode(page: "MeetingPage") -> str:
    if not page.is_online:
        return "OfflineEventAttendanceMode"
    return "MixedEventAttendanceMode" if page.place else "OnlineEventAttendanceMode"


def locations(page: "MeetingPage", url: str) -> list[Node]:
    """Where the meeting is; for one online the link if everybody may know it, else the page."""
    places: list[Node] = []
    if page.place:
        address = page.address or page.place
        places.append({"@type": "Place", "name": page.place, "address": address})
    if page.is_online:
        places.append({"@type": "VirtualLocation", "url": page.public_online_url or url})
    return places
