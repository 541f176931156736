"""Events reach their receiver: signed, at least once, in order, and at nobody else's cost."""

import datetime
import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from standardwebhooks import Webhook, WebhookVerificationError

from cms.webhooks import delivery, events, sending
from cms.webhooks.management.commands.send_webhooks import Command
from cms.webhooks.models import Attempt, Delivery, Endpoint, Event, EventType, ObjectSequence
from tests import factories
from tests.cms.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db
State = Delivery.State
HOUR = datetime.timedelta(hours=1)


def record(key: str, **more: Any) -> Event:
    event = events.record(EventType.PAGE_PUBLISHED, key, lambda: more)
    assert event
    return event


def come_back() -> None:
    """As if the time of all retries had come."""
    Delivery.objects.update(next_attempt_at=timezone.now(), claimed_until=None)


def test_a_receiver_verifies_what_comes_with_the_library_of_the_standard(
    listening: Receiver, endpoint: Callable[..., Endpoint]
) -> None:
    one = endpoint(listening.url)
    event = record("page:1", title="Ґанок «»")
    delivery.send_due()
    (got,) = listening.received
    told = Webhook(one.secret).verify(got.body, got.headers)
    assert got.id == str(event.pk)
    assert got.headers["content-type"] == "application/json"
    assert told["type"] == "page.published"
    assert told["data"] == {"title": "Ґанок «»", "object": "page:1", "sequence": event.sequence}
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "A" * 43 + "=").verify(got.body, got.headers)


def test_the_previous_secret_signs_until_its_time_is_over(
    listening: Receiver, endpoint: Callable[..., Endpoint]
) -> None:
    one = endpoint(listening.url)
    before = one.secret
    one.rotate_secret()
    record("page:1")
    delivery.send_due()
    Webhook(before).verify(listening.received[-1].body, listening.received[-1].headers)
    Endpoint.objects.update(previous_secret_until=timezone.now())
    record("page:1")
    delivery.send_due()
    last = listening.received[-1]
    Webhook(one.secret).verify(last.body, last.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(before).verify(last.body, last.headers)


def test_what_fails_holds_back_its_own_object_alone_and_comes_again_with_its_id(
    listening: Receiver, endpoint: Callable[..., Endpoint]
) -> None:
    failing, working = endpoint(listening.url), endpoint(f"{listening.url}/2", name="Other")
    first, second, other = record("page:1"), record("page:1"), record("page:2")
    listening.broken["/hook"] = 500
    Delivery.objects.filter(endpoint=failing, event=other).update(state=State.DELIVERED)
    retries = delivery.send_to(failing.pk).moments
    assert [got.id for got in listening.received] == [str(first.pk)]
    assert len(retries) == 1 and retries[0] > timezone.now()
    delivery.send_to(working.pk)
    assert [got.id for got in listening.received[1:]] == [
        str(first.pk),
        str(second.pk),
        str(other.pk),
    ]

    # Several are sent to from threads, which do not see what a test has not committed.
    Endpoint.objects.filter(pk=working.pk).update(is_active=False)
    listening.received.clear()
    listening.broken.clear()
    assert delivery.send_due() == []  # its time has not come
    come_back()
    delivery.send_due()
    assert [got.id for got in listening.received] == [str(first.pk), str(second.pk)]
    assert not Delivery.objects.exclude(state=State.DELIVERED).exists()


def test_attempts_are_spread_and_end_as_a_dead_letter_that_holds_back_nobody(
    listening: Receiver, endpoint: Callable[..., Endpoint]
) -> None:
    endpoint(listening.url)
    dead, next_one = record("page:1"), record("page:1")
    listening.answers = [503] * (len(delivery.DELAYS) + 1)
    waits = []
    for _ in range(len(delivery.DELAYS)):
        (retry,) = delivery.send_due()
        waits.append((retry - timezone.now()).total_seconds())
        come_back()
    for wait, planned in zip(waits, delivery.DELAYS, strict=True):
        assert planned - 2 < wait < planned * (1 + delivery.JITTER)
    delivery.send_due()
    states = dict(Delivery.objects.values_list("event_id", "state"))
    assert states == {dead.pk: State.DEAD, next_one.pk: State.DELIVERED}
    assert Attempt.objects.filter(delivery__event=dead, status_code=503).count() == 11
    assert {got.id for got in listening.received[:-1]} == {str(dead.pk)}


def test_a_redirect_is_not_followed_and_little_of_an_answer_is_kept(
    listening: Receiver, endpoint: Callable[..., Endpoint]
) -> None:
    endpoint(listening.url)
    record("page:1")
    listening.answers = [307]
    listening.headers = {"Location": listening.url.replace("hook", "inside")}
    listening.body = b"\xff\0" + b"long " * 100_000
    delivery.send_due()
    (attempt,) = Attempt.objects.all()
    assert [got.path for got in listening.received] == ["/hook"]
    assert attempt.error == "A redirect, which is not followed"
    assert len(attempt.excerpt) == sending.EXCERPT_BYTES
    assert "\0" not in attempt.excerpt


# One header without an end, byte by byte; and the word to go on, for ever.
DRIPS = [
    [bytes([byte]) for byte in b"HTTP/1.1 200 OK\r\nX-Endless: " + b"x" * 10_000],
    [b"HTTP/1.1 100 Continue\r\n\r\n"] * 10_000,
]


@pytest.fixture(params=DRIPS, ids=["header", "continue"])
def endless(request: Any) -> Any:
    """An address where somebody takes connections and sends a little now and then, for ever."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop, seen = threading.Event(), threading.Event()

    def drip() -> None:
        taken, _address = listener.accept()
        seen.set()
        with taken:
            for some in request.param:
                if stop.wait(0.02):
                    return
                try:
                    taken.sendall(some)
                except OSError:
                    return

    thread = threading.Thread(target=drip)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/", seen
    stop.set()
    if not seen.is_set():
        socket.create_connection(listener.getsockname()).close()
    thread.join()
    listener.close()


def test_an_endless_receiver_costs_the_editor_nothing(
    endless: Any,
    endpoint: Callable[..., Endpoint],
    tree: factories.Tree,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    """Tasks run at once here; publishing does not so much as connect."""
    settings.CMS_WEBHOOKS_ALLOW_UNSAFE_TARGETS = True
    url, connected = endless
    article = factories.news_page(tree.news, aliases=False)
    endpoint(url)
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    assert not connected.is_set()
    assert Delivery.objects.get().state == State.PENDING


def test_an_endless_receiver_is_left_when_its_time_is_over(
    endless: Any, endpoint: Callable[..., Endpoint], settings: Any, monkeypatch: Any
) -> None:
    settings.CMS_WEBHOOKS_ALLOW_UNSAFE_TARGETS = True
    monkeypatch.setattr(sending, "TOTAL_SECONDS", 0.3)
    url, connected = endless
    endpoint(url)
    record("page:1")
    delivery.send_due()
    assert connected.is_set()
    assert Attempt.objects.get().error == "No answer in time"


def test_one_that_does_not_answer_is_not_waited_for_again_at_once(
    endpoint: Callable[..., Endpoint], settings: Any
) -> None:
    settings.CMS_WEBHOOKS_ALLOW_UNSAFE_TARGETS = True
    nobody = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{nobody.getsockname()[1]}/"
    nobody.close()
    endpoint(url)
    for place in range(3):
        record(f"page:{place}")
    moments = delivery.send_due()
    assert Attempt.objects.count() == 1
    assert min(moments) > timezone.now()


def test_a_worker_that_was_killed_leaves_what_it_had_claimed_to_the_next(
    listening: Receiver, endpoint: Callable[..., Endpoint]
) -> None:
    one = endpoint(listening.url)
    event = record("page:1")
    assert delivery.claim_next(one.pk)  # and then it is gone
    assert delivery.claim_next(one.pk) is None
    delivery.send_due()
    assert listening.received == []
    Delivery.objects.update(claimed_until=timezone.now())
    delivery.send_due()
    assert [got.id for got in listening.received] == [str(event.pk)]


def test_an_endpoint_that_is_deleted_while_it_is_sent_to_stops_nobody(
    listening: Receiver, endpoint: Callable[..., Endpoint], monkeypatch: Any
) -> None:
    endpoint(listening.url)
    record("page:1")

    def deleted_meanwhile(*arguments: Any) -> sending.Answer:
        Endpoint.objects.all().delete()
        return sending.Answer(status=500)

    monkeypatch.setattr(delivery, "post", deleted_meanwhile)
    assert delivery.send_due() == []
    connection.check_constraints()
    assert not Attempt.objects.exists()


def test_a_long_run_ends_and_says_that_there_is_more(
    listening: Receiver, endpoint: Callable[..., Endpoint], monkeypatch: Any
) -> None:
    endpoint(listening.url)
    for place in range(3):
        record(f"page:{place}")
    monkeypatch.setattr(delivery, "RUN_SECONDS", 0)
    (again,) = delivery.send_due()
    assert again <= timezone.now()
    assert len(listening.received) == 1
    Command().handle(loop=None)
    assert len(listening.received) == 3


def test_an_endpoint_that_is_not_active_gets_nothing_and_later_what_waited(
    listening: Receiver, endpoint: Callable[..., Endpoint]
) -> None:
    one = endpoint(listening.url)
    record("page:1")
    Endpoint.objects.update(is_active=False)
    assert events.record(EventType.PAGE_PUBLISHED, "page:1", dict) is None
    delivery.send_due()
    assert listening.received == []
    Endpoint.objects.filter(pk=one.pk).update(is_active=True)
    delivery.send_due()
    assert len(listening.received) == 1


def test_the_log_forgets_what_is_finished_for_long_and_nothing_that_waits(
    listening: Receiver, endpoint: Callable[..., Endpoint]
) -> None:
    endpoint(listening.url)
    done, waiting, young = record("page:1"), record("page:2"), record("page:3")
    long_ago = timezone.now() - delivery.retention() - HOUR
    Event.objects.exclude(pk=young.pk).update(created_at=long_ago)
    Delivery.objects.update(state=State.DELIVERED, finished_at=timezone.now())
    Delivery.objects.filter(event=done).update(finished_at=long_ago)
    Delivery.objects.filter(event=waiting).update(state=State.PENDING, finished_at=None)
    Endpoint.objects.update(is_active=False)
    Command().handle(loop=None)
    assert set(Event.objects.values_list("pk", flat=True)) == {waiting.pk, young.pk}
    left = ObjectSequence.objects.values_list("object_key", flat=True)
    assert set(left) == {"page:2", "page:3"}
    # A receiver skips what has a smaller number than it has had.
    Endpoint.objects.update(is_active=True)
    assert record("page:1").sequence >= done.sequence


def test_sending_costs_the_same_for_each_of_few_and_of_many(
    listening: Receiver, endpoint: Callable[..., Endpoint]
) -> None:
    endpoint(listening.url)
    costs = []
    for number in (5, 20):
        for place in range(number):
            record(f"page:{number}-{place}")
        with CaptureQueriesContext(connection) as queries:
            delivery.send_due()
        costs.append((len(queries) - 2) / number)
    assert costs[1] <= costs[0]
