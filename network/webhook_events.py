"""Tells webhooks who has joined the Alliance (`cms.webhooks`)."""

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone, translation

from cms.webhooks import due
from cms.webhooks.events import asking_for, record
from cms.webhooks.models import EventType
from network.models import Participation, RelationChange, RelationState
from network.models.relations import AnnouncedParticipation
from network.public_address import public_address


def connect() -> None:
    """Have the worker of webhooks ask who joins today; called once, when the apps are ready."""
    due.writers.append(tell_due)


def tell_joined(changes: Iterable[tuple[Any, RelationChange]]) -> None:
    """Write down which of these relations, each with its change of state, make a participant.

    One that begins another day is told of on that day (`tell_due`): readers do not see it yet. One
    that ends may join again.
    """
    changes = [change for change in changes if isinstance(change[0], Participation)]
    joined = [relation for relation, change in changes if joins(relation, change)]
    others = [relation.pk for relation, _change in changes if relation not in joined]
    if others:
        AnnouncedParticipation.objects.filter(participation__in=others).delete()
    announce(joined)


def tell_due() -> None:
    """Write down who takes part now and was not told of: whose day has come, however it came about.

    Once each, whoever runs it at the same time: the participations are locked meanwhile.
    """
    active = Participation.objects.active()
    ended = AnnouncedParticipation.objects.exclude(participation__in=active)
    new = active.filter(
        ~Exists(AnnouncedParticipation.objects.filter(participation=OuterRef("pk")))
    )
    if not (new.exists() or ended.exists()):
        return
    with transaction.atomic():
        ended.delete()
        locked = list(new.select_for_update(of=("self",)).select_related("authority"))
        known = AnnouncedParticipation.objects.filter(participation__in=locked)
        told = set(known.values_list("participation_id", flat=True))
        announce([participation for participation in locked if participation.pk not in told])


def announce(participations: Collection[Participation]) -> None:
    """Write these down as told of, and tell whoever asks. Two queries where nobody does."""
    if not participations:
        return
    AnnouncedParticipation.objects.bulk_create(
        [AnnouncedParticipation(participation=one) for one in participations],
        ignore_conflicts=True,
    )
    if not asking_for(EventType.PARTICIPANT_JOINED):
        return
    for participation in participations:
        key = f"authority:{participation.authority_id}"
        record(EventType.PARTICIPANT_JOINED, key, partial(facts, participation))


def joins(participation: Participation, change: RelationChange) -> bool:
    """Whether the register counts it today, once the change is written."""
    today = timezone.localdate()
    joined, left = participation.joined_on, participation.left_on
    # `left_on` is that of before the change; whoever becomes active again has not left.
    has_left = not change.from_state and left is not None and left <= today
    is_active = change.to_state == RelationState.ACTIVE and not has_left
    return is_active and (joined is None or joined <= today)


def facts(participation: Participation) -> dict[str, Any]:
    """Public facts of the register, and the addresses of its page by language."""
    authority = participation.authority
    site = public_address("")
    return {
        "id": authority.pk,
        "key": authority.key,
        "country": authority.country,
        "number": participation.number,
        "addresses": {code: site + path(authority.key, code) for code, _name in settings.LANGUAGES},
    }


def path(key: str, language: str) -> str:
    """The register's page of an authority."""
    with translation.override(language):
        return reverse("authority", args=[key])
