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
from network.models import Participation, RelationState


def tell_joined(changes: Iterable[tuple[Any, str]]) -> None:
    """Write down which of these relations, each with the state that it had, make a participant.

    One that begins another day is not told of: readers do not see it yet. One query where nobody
    wants to know.
    """
    joined = [relation for relation, before in changes if joins(relation, before)]
    if not joined or not asking_for(EventType.PARTICIPANT_JOINED):
        return
    for participation in joined:
        key = f"authority:{participation.authority_id}"
        record(EventType.PARTICIPANT_JOINED, key, partial(facts, participation))


def joins(relation: Any, before: str) -> bool:
    if not isinstance(relation, Participation) or relation.state != RelationState.ACTIVE:
        return False
    begins_later = relation.joined_on and relation.joined_on > timezone.localdate()
    return before != RelationState.ACTIVE and not begins_later


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
