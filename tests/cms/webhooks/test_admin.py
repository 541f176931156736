"""Endpoints, their log and what can be done about it, in the admin."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from standardwebhooks import Webhook

from cms.site.groups import provision_groups
from cms.webhooks import delivery, events
from cms.webhooks.models import Delivery, Endpoint
from tests import factories
from tests.cms.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db


def form(**fields: object) -> dict[str, object]:
    return {
        "name": "Front end",
        "url": "https://hooks.alliance.eu/site",
        "event_types": ["page.published", "page.deleted"],
        "languages": ["uk"],
        "is_active": "on",
        "sections-TOTAL_FORMS": "1",
        "sections-INITIAL_FORMS": "0",
        "sections-0-page": "",
        "sections-0-DELETE": "",
        **fields,
    }


def test_the_secretariat_makes_an_endpoint_and_a_bad_address_is_told_of_at_its_field(
    secretariat: Client, tree: factories.Tree
) -> None:
    add = reverse("webhooks:add")
    for url, reason in (
        ("https://10.0.0.1/", "Addresses of a local network are not allowed."),
        ("https://exa mple.org/", "Enter a valid URL."),
    ):
        refused = secretariat.post(add, form(url=url, **{"sections-TOTAL_FORMS": "0"}))
        assert refused.context["form"].errors["url"] == [reason]
    assert not Endpoint.objects.exists()

    shown = secretariat.post(add, form(**{"sections-0-page": str(tree.news.pk)}))
    made = Endpoint.objects.get()
    assert made.secret in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert made.event_types == ["page.published", "page.deleted"]
    assert made.languages == ["uk"]
    assert made.sections.get().page_id == tree.news.pk
    listed = secretariat.get(reverse("webhooks:index")).content.decode()
    assert "Front end" in listed
    assert made.secret not in listed
    edit = secretariat.get(reverse("webhooks:edit", args=[made.pk])).content.decode()
    assert made.secret not in edit
    assert reverse("webhooks:log", args=[made.pk]) in edit


def test_a_new_secret_is_shown_once_and_is_the_one_that_signs(
    secretariat: Client, endpoint: Callable[..., Endpoint], listening: Receiver
) -> None:
    one = endpoint(listening.url)
    before = one.secret
    shown = secretariat.post(reverse("webhooks:secret", args=[one.pk]))
    one.refresh_from_db()
    assert one.secret != before
    assert one.secret in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert (
        one.secret not in secretariat.get(reverse("webhooks:log", args=[one.pk])).content.decode()
    )

    secretariat.post(reverse("webhooks:test", args=[one.pk]))
    delivery.send_due()
    (got,) = listening.received
    for secret in (one.secret, before):
        assert Webhook(secret).verify(got.body, got.headers)["type"] == "webhook.test"


def test_what_waits_for_an_endpoint_that_is_not_active_is_said_to_and_goes_once_it_is(
    secretariat: Client,
    endpoint: Callable[..., Endpoint],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable,
) -> None:
    one = endpoint(is_active=False)
    log = secretariat.post(reverse("webhooks:test", args=[one.pk]), follow=True).content.decode()
    assert "An endpoint that is not active is told nothing" in log
    assert "on its way" not in log

    woken = []
    monkeypatch.setattr("cms.webhooks.admin.wake_worker", lambda: woken.append(True))
    with django_capture_on_commit_callbacks(execute=True):
        fields = form(**{"sections-TOTAL_FORMS": "0"})
        secretariat.post(reverse("webhooks:edit", args=[one.pk]), fields)
    one.refresh_from_db()
    assert one.is_active
    assert woken == [True]


def test_dead_letters_are_sent_again_one_or_all_with_the_ids_that_they_had(
    secretariat: Client, endpoint: Callable[..., Endpoint], listening: Receiver
) -> None:
    one, other = endpoint(listening.url), endpoint(listening.url, name="Other", is_active=False)
    ids = [str(events.record_test(to).pk) for to in (one, one, one, other)]
    Delivery.objects.update(state=Delivery.State.DEAD, attempts=11)
    dead = list(Delivery.objects.order_by("pk"))

    secretariat.post(reverse("webhooks:replay", args=[dead[0].pk]))
    delivery.send_due()
    assert [got.id for got in listening.received] == ids[:1]
    secretariat.post(reverse("webhooks:replay_all", args=[one.pk]))
    delivery.send_due()
    assert [got.id for got in listening.received] == ids[:3]

    log = secretariat.get(reverse("webhooks:log", args=[other.pk]), {"state": "dead"})
    assert "Send 1 dead letter again" in log.content.decode()
    refused = secretariat.post(reverse("webhooks:replay", args=[dead[0].pk]), follow=True)
    assert "Only dead letters can be sent again." in refused.content.decode()


def test_what_a_receiver_answers_is_shown_as_text(
    secretariat: Client, endpoint: Callable[..., Endpoint], listening: Receiver
) -> None:
    listening.answers, listening.body = [500], b"<script>alert(1)</script>\0" + b"x" * 5000
    events.record_test(endpoint(listening.url))
    delivery.send_due()
    row = Delivery.objects.get()
    page = secretariat.get(reverse("webhooks:delivery", args=[row.pk])).content.decode()
    assert "HTTP 500" in page
    assert "&lt;script&gt;alert(1)" in page
    assert page.count("x" * 100) < 20


def test_the_log_costs_the_same_for_five_deliveries_and_fifty(
    secretariat: Client,
    endpoint: Callable[..., Endpoint],
    django_assert_num_queries: Callable,
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    one = endpoint()
    costs = []
    for number in (5, 45):
        for _ in range(number):
            events.record_test(one)
        secretariat.get(reverse("webhooks:log", args=[one.pk]))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            secretariat.get(reverse("webhooks:log", args=[one.pk]))
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_editors_and_coordinators_do_not_reach_webhooks(
    client: Client, tree: factories.Tree, endpoint: Callable[..., Endpoint]
) -> None:
    one = endpoint()
    events.record_test(one)
    user = User.objects.create_user("editor")
    user.groups.add(provision_groups()["editors"])
    client.force_login(user)
    row = Delivery.objects.get()
    for name, args in (
        ("index", []),
        ("add", []),
        ("edit", [one.pk]),
        ("delete", [one.pk]),
        ("history", [one.pk]),
        ("usage", [one.pk]),
        ("log", [one.pk]),
        ("log_results", [one.pk]),
        ("delivery", [row.pk]),
    ):
        answer = client.get(reverse(f"webhooks:{name}", args=args))
        assert answer.status_code in (302, 403), name
        assert b"hooks.example.org" not in answer.content
    before = one.secret
    for name, args in (
        ("test", [one.pk]),
        ("secret", [one.pk]),
        ("replay_all", [one.pk]),
        ("replay", [row.pk]),
    ):
        client.post(reverse(f"webhooks:{name}", args=args))
    one.refresh_from_db()
    assert one.secret == before
    assert Delivery.objects.count() == 1
