"""An authority as schema.org describes it."""

from django.http import HttpRequest

from cms.structured_data import Node, alliance_reference, present
from network.directory.entries import Entry
from network.models import RelationState


def authority_organisation(entry: Entry, request: HttpRequest, url: str) -> list[Node]:
    """https://schema.org/GovernmentOrganization; of an example nothing, since it is no fact."""
    if entry.is_example:
        return []
    names = {entry.official_name, *(name.name for name in entry.names)} - {entry.name}
    active = [one for one in entry.relations if one.state == RelationState.ACTIVE]
    memberships: list[Node] = [
        {
            "@type": "Organization",
            "name": one.network.title,
            "url": request.build_absolute_uri(one.network.url),
        }
        for one in active
        if one.network is not None
    ]
    if any(one.kind == "participant" for one in active):
        memberships.insert(0, alliance_reference(request))
    return [
        present(
            {
                "@type": "GovernmentOrganization",
                "@id": f"{url}#authority",
                "name": entry.name,
                "alternateName": sorted(names),
                "url": entry.website,
                "mainEntityOfPage": url,
                "address": {"@type": "PostalAddress", "addressCountry": entry.country},
                "memberOf": memberships,
            }
        )
    ]
