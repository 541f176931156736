"""Brings what stands in the outbox to its endpoints: at least once, and in order for each object.

A worker claims a delivery, sends it, and writes down what came of it. One that is killed in between
leaves the claim, which ends by itself; the event is then sent again, with the id that it has. Until
an event is delivered or given up, later ones of its object wait, at this endpoint alone.
"""

import datetime
import random
import uuid
from collections.abc import Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from time import monotonic

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.webhooks.models import Attempt, Delivery, Endpoint, Event, ObjectSequence
from cms.webhooks.sending import Answer, post
from cms.webhooks.signing import signed_headers

State = Delivery.State

# Seconds after each failed attempt; after the last one the delivery is a dead letter. Three days.
DELAYS = (5, 60, 5 * 60, 30 * 60, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600)
# Each delay is lengthened by up to this share of it, so that what failed together does not come
# back together.
JITTER = 0.2
# Longer than a request and the resolver's own patience.
CLAIM_SECONDS = 120
# So many endpoints at once; one that does not answer keeps no other waiting.
ENDPOINTS_AT_ONCE = 8
# After so long a worker looks again who else waits.
RUN_SECONDS = 20
# How often a run that waits for one endpoint looks for what is due to others.
LOOK_AGAIN_SECONDS = 1
RETENTION_DAYS = 30


def due(now: datetime.datetime) -> QuerySet[Delivery]:
    """Deliveries that may be sent now, those that were written first first."""
    earlier = Delivery.objects.filter(
        endpoint=OuterRef("endpoint"),
        state=State.PENDING,
        event__object_key=OuterRef("event__object_key"),
        event__sequence__lt=OuterRef("event__sequence"),
    )
    return (
        unclaimed(now)
        .filter(endpoint__is_active=True, next_attempt_at__lte=now)
        .exclude(Exists(earlier))
        .order_by("pk")
    )


def unclaimed(now: datetime.datetime) -> QuerySet[Delivery]:
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    return Delivery.objects.filter(free, state=State.PENDING)


@dataclass
class Round:
    """What sending to one endpoint came to."""

    # When more is due to it, as far as that is known.
    moments: list[datetime.datetime] = field(default_factory=list)
    # Whether it did not answer at all: it is left alone then, and nobody waits for it again.
    is_silent: bool = False


def send_due() -> list[datetime.datetime]:
    """Send what is due; returns when there is more to send."""
    if Endpoint.objects.filter(is_active=True).count() > 1:
        return send_side_by_side()
    return [moment for pk in waiting_endpoints() for moment in send_to(pk).moments]


def waiting_endpoints() -> list[int]:
    """The keys of the endpoints to which something is due."""
    waiting = due(timezone.now()).order_by("endpoint_id").values_list("endpoint_id", flat=True)
    return able_to_sign(waiting.distinct())


def able_to_sign(endpoint_ids: Iterable[int]) -> list[int]:
    """Those whose secret this site can read. What waits for others waits for a new secret."""
    endpoints = Endpoint.objects.filter(pk__in=endpoint_ids).order_by("pk")
    return [endpoint.pk for endpoint in endpoints if not endpoint.needs_new_secret]


def send_side_by_side() -> list[datetime.datetime]:
    """Send to several endpoints at once. As long as one keeps this run waiting, what becomes due to
    the others is sent too.
    """
    until = monotonic() + RUN_SECONDS
    running: dict[int, Future[Round]] = {}
    done: dict[int, Round] = {}
    moments: list[datetime.datetime] = []
    with ThreadPoolExecutor(max_workers=ENDPOINTS_AT_ONCE) as pool:
        while True:
            if monotonic() < until:
                for pk in waiting_endpoints():
                    if pk not in running and not (pk in done and done[pk].is_silent):
                        running[pk] = pool.submit(send_in_thread, pk)
            if not running:
                return moments
            wait(running.values(), timeout=LOOK_AGAIN_SECONDS, return_when=FIRST_COMPLETED)
            for pk in [pk for pk, future in running.items() if future.done()]:
                done[pk] = running.pop(pk).result()
                moments += done[pk].moments


def send_in_thread(endpoint_id: int) -> Round:
    try:
        return send_to(endpoint_id)
    finally:
        connection.close()


def send_to(endpoint_id: int) -> Round:
    """Send what is due to one endpoint, for RUN_SECONDS, or until it does not answer."""
    until = monotonic() + RUN_SECONDS
    this = Round()
    while (claimed := claim_next(endpoint_id)) is not None:
        retry, this.is_silent = attempt(claimed)
        if retry is not None:
            this.moments.append(retry)
        if this.is_silent:
            this.moments.append(timezone.now() + datetime.timedelta(seconds=DELAYS[0]))
            break
        if monotonic() >= until:
            this.moments.append(timezone.now())
            break
    return this


def claim_next(endpoint_id: int) -> Delivery | None:
    """Take the next delivery that is due, unless another worker is faster."""
    while True:
        now = timezone.now()
        pk = due(now).filter(endpoint=endpoint_id).values_list("pk", flat=True).first()
        if pk is None:
            return None
        # Of this row alone: PostgreSQL looks at it again when another worker was faster, but not
        # at what a subquery had found.
        taken = (
            unclaimed(now)
            .filter(pk=pk)
            .update(
                claimed_by=uuid.uuid4(),
                claimed_until=now + datetime.timedelta(seconds=CLAIM_SECONDS),
            )
        )
        claimed = Delivery.objects.select_related("endpoint", "event").filter(pk=pk).first()
        # An endpoint that is deleted takes its deliveries along, claimed or not.
        if taken and claimed is not None:
            return claimed


def attempt(delivery: Delivery) -> tuple[datetime.datetime | None, bool]:
    """Send one delivery and write down what came of it.

    Returns when to try again, if at all, and whether there was no answer of any kind.
    """
    now, started = timezone.now(), monotonic()
    body = delivery.event.body.encode()
    secrets = delivery.endpoint.signing_secrets(now)
    headers = signed_headers(secrets, str(delivery.event_id), now, body)
    answer = post(delivery.endpoint.url, body, headers)
    log = Attempt(
        delivery=delivery,
        started_at=now,
        milliseconds=int((monotonic() - started) * 1000),
        status_code=answer.status,
        excerpt=answer.excerpt,
        error=answer.error,
    )
    return settle(delivery, answer, log), answer.status is None


@transaction.atomic
def settle(delivery: Delivery, answer: Answer, log: Attempt) -> datetime.datetime | None:
    """Write down the end of an attempt, unless another worker has taken the delivery over since.

    Nothing is left to write down where the endpoint was deleted while it was sent to.
    """
    if not Delivery.objects.select_for_update().filter(pk=delivery.pk).exists():
        return None
    now, tried = timezone.now(), delivery.attempts + 1
    retry = None if answer.is_accepted else next_attempt(tried, now)
    state = State.DELIVERED if answer.is_accepted else State.PENDING if retry else State.DEAD
    mine = Delivery.objects.filter(pk=delivery.pk, claimed_by=delivery.claimed_by)
    written = mine.update(
        state=state,
        attempts=tried,
        next_attempt_at=retry or F("next_attempt_at"),
        claimed_by=None,
        claimed_until=None,
        finished_at=None if retry else now,
    )
    log.save()
    return retry if written else None


def next_attempt(tried: int, now: datetime.datetime) -> datetime.datetime | None:
    """When to try again after `tried` attempts have failed; None when it is given up."""
    if tried > len(DELAYS):
        return None
    stretched = DELAYS[tried - 1] * (1 + random.uniform(0, JITTER))  # noqa: S311 - no secret
    return now + datetime.timedelta(seconds=stretched)


def replay(dead: QuerySet[Delivery]) -> int:
    """Put dead letters back, to be sent with the ids that they have. Returns how many."""
    return dead.filter(state=State.DEAD).update(
        state=State.PENDING, attempts=0, next_attempt_at=timezone.now(), finished_at=None
    )


def retention() -> datetime.timedelta:
    """How long the log keeps what was delivered or given up."""
    return datetime.timedelta(days=getattr(settings, "CMS_WEBHOOKS_LOG_DAYS", RETENTION_DAYS))


@transaction.atomic
def forget_old() -> int:
    """Delete what is finished for longer than the log keeps it. Returns how many deliveries.

    What waits stays, with its event. A counter goes when nothing is left that it has counted.
    """
    before = timezone.now() - retention()
    old = Delivery.objects.exclude(state=State.PENDING).filter(finished_at__lt=before)
    _total, by_model = old.delete()
    Event.objects.filter(created_at__lt=before, deliveries=None).delete()
    counted = Event.objects.filter(object_key=OuterRef("object_key"))
    ObjectSequence.objects.filter(~Exists(counted)).delete()
    return by_model.get(Delivery._meta.label, 0)


def dead_letters(endpoint: Endpoint | None = None) -> QuerySet[Delivery]:
    dead = Delivery.objects.filter(state=State.DEAD)
    return dead.filter(endpoint=endpoint) if endpoint else dead
