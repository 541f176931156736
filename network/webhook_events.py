"""Tells webhooks who has joined the Alliance (`cms.webhooks`)."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Site

from cms.webhooks.events import asking_for, record
from cms.webhooks.models import EventType
from network.models import Participation, RelationChange, RelationState


def tell_joined(changes: Iterable[tuple[Any, RelationChange]]) -> None:
    """Write down which of these relations, each with its change of state, make a participant.

    One that begins another day is not told of: readers do not see it yet. One query where nobody
    wants to know.
    """
    joined = [relation for relation, change in changes if joins(relation, change)]
    if not joined or not asking_for(EventType.PARTICIPANT_JOINED):
        return
    for participation in joined:
        key = f"authority:{participation.authority_id}"
        record(EventType.PARTICIPANT_JOINED, key, partial(facts, participation))


def joins(relation: Any, change: RelationChange) -> bool:
    if not isinstance(relation, Participation) or change.to_state != RelationState.ACTIVE:
        return False
    return relation.joined_on is None or relation.joined_on <= timezone.localdate()


def facts(participation: Participation) -> dict[str, Any]:
    """Public facts of the register, and the addresses of its page by language."""
    authority = participation.authority
    return {
        "id": authority.pk,
        "key": authority.key,
        "country": authority.country,
        "number": participation.number,
        "addresses": {code: address(authority.key, code) for code, _name in settings.LANGUAGES},
    }


def address(key: str, language: str) -> str:
    """The address of the register's page on the default site."""
    with translation.override(language):
        return Site.objects.get(is_default_site=True).root_url + reverse("authority", args=[key])
