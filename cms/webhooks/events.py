"""The outbox: what has happened is written down in the transaction that causes it.

Either both are there afterwards or neither; nothing is sent from here.
"""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from cms.webhooks import tasks
from cms.webhooks.models import Delivery, Endpoint, Event, EventType, ObjectSequence
from cms.webhooks.transactions import on_commit_once


def record(
    event_type: EventType,
    object_key: str,
    data: Callable[[], dict[str, Any]],
    *,
    language: str = "",
    places: Collection[Page] = (),
) -> Event | None:
    """Write an event down for every endpoint that asks for it; None where there is none.

    `object_key` names what changed: events of one object arrive in order. `data` makes what the
    event says; it is called only when somebody asks, and must name nothing that the public may not
    see. `language` and `places` say where it happened: an endpoint that asks for certain languages
    or sections is told of events that happen there, or nowhere in particular. What is moved happens
    in two places.
    """
    asking = asking_for(event_type)
    way = way_to(places) if any(one.sections.all() for one in asking) else set()
    endpoints = [one for one in asking if wants(one, language, way)]
    return write(event_type, object_key, data(), endpoints) if endpoints else None


def record_terms_changed() -> None:
    """Write down, once in each transaction, that terms have changed."""
    if on_commit_once(terms_are_told):
        record(EventType.TERMS_CHANGED, "terms", dict)


def terms_are_told() -> None:
    """Nothing is left to do; that this waits for the commit marks the transaction."""


def record_test(endpoint: Endpoint) -> Event:
    """Write down an event for this endpoint alone, which says nothing."""
    return write(EventType.TEST, f"test:{endpoint.pk}", {}, [endpoint])


def asking_for(event_type: EventType) -> list[Endpoint]:
    """The active endpoints that want to be told of such events, with their sections."""
    active = Endpoint.objects.filter(is_active=True).prefetch_related("sections__page")
    return [endpoint for endpoint in active if event_type in endpoint.event_types]


def wants(endpoint: Endpoint, language: str, way: Collection[UUID]) -> bool:
    """Whether what happened lies in the languages and sections that `endpoint` asks for.

    `way` has the translation keys of the pages where it happened and of those above; it is empty
    for what happened nowhere in particular.
    """
    if language and endpoint.languages and language not in endpoint.languages:
        return False
    sections = endpoint.sections.all()
    if not way or not sections:
        return True
    return any(section.page and section.page.translation_key in way for section in sections)


def way_to(pages: Collection[Page]) -> set[UUID]:
    """The translation keys of `pages` and of those above them."""
    steps = Page.steplen
    paths = {page.path[:end] for page in pages for end in range(steps, len(page.path) + 1, steps)}
    found = Page.objects.filter(path__in=paths).values_list("translation_key", flat=True)
    return set(found) if paths else set()


@transaction.atomic
def write(
    event_type: EventType, object_key: str, data: dict[str, Any], endpoints: Collection[Endpoint]
) -> Event:
    """Write the event and a delivery to each of `endpoints`; the worker is woken on commit."""
    now = timezone.now()
    sequence = next_in_sequence(object_key)
    event = Event.objects.create(
        type=event_type,
        object_key=object_key,
        sequence=sequence,
        body=Event.body_of(event_type, now, {**data, "object": object_key, "sequence": sequence}),
        created_at=now,
    )
    Delivery.objects.bulk_create(
        Delivery(endpoint=endpoint, event=event, next_attempt_at=now) for endpoint in endpoints
    )
    on_commit_once(tasks.wake_worker)
    return event


def next_in_sequence(object_key: str) -> int:
    """The next number for this object, whose row stays locked until the end of the transaction.

    So the order of the numbers is the order in which the changes are committed. A counter that is
    forgotten (`delivery.forget_old`) begins anew beyond what it had: at the seconds since 1970.
    """
    row = ObjectSequence.objects.filter(object_key=object_key)
    while not row.update(last=F("last") + 1):
        begin = ObjectSequence(object_key=object_key, last=int(timezone.now().timestamp()))
        ObjectSequence.objects.bulk_create([begin], ignore_conflicts=True)
    return row.values_list("last", flat=True).get()
