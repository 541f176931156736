"""Whoever reads the database cannot sign events; a new SECRET_KEY breaks nothing."""

from collections.abc import Callable
from importlib import import_module
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from standardwebhooks import Webhook

from cms.webhooks import delivery, events
from cms.webhooks.encryption import Unreadable
from cms.webhooks.models import Delivery, Endpoint
from tests.cms.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db
KEYS = ("encrypted_secret", "encrypted_previous_secret")


def stored() -> str:
    """All that the table of endpoints has, as whoever finds a backup reads it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cms_webhooks_endpoint")
        return str(cursor.fetchall())


def test_no_secret_can_be_read_in_the_database(endpoint: Callable[..., Endpoint]) -> None:
    one = endpoint()
    before = one.secret
    one.rotate_secret()
    for secret in (before, one.secret):
        assert secret.startswith("whsec_")
        assert secret.removeprefix("whsec_") not in stored()
    assert "whsec" not in stored()


def test_a_key_is_changed_without_a_gap(
    endpoint: Callable[..., Endpoint], listening: Receiver, settings: Any
) -> None:
    """The old key is a fallback; then all is under the new one; then the old one goes."""
    one = endpoint(listening.url)
    previous = one.secret
    one.rotate_secret()
    secret = one.secret
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert Endpoint.objects.get().secret == secret
    call_command("reencrypt_webhook_secrets")
    settings.SECRET_KEY_FALLBACKS = []
    events.record_test(one)
    delivery.send_due()
    (got,) = listening.received
    for each in (secret, previous):
        Webhook(each).verify(got.body, got.headers)


def test_an_endpoint_whose_secret_is_lost_says_so_waits_and_goes_on_with_a_new_one(
    endpoint: Callable[..., Endpoint],
    listening: Receiver,
    settings: Any,
    secretariat: Client,
) -> None:
    one = endpoint(listening.url)
    event = events.record_test(one)
    settings.SECRET_KEY = "another"
    secretariat.force_login(secretariat.user)  # type: ignore[attr-defined]
    with pytest.raises(Unreadable):
        _ = Endpoint.objects.get().secret
    told = StringIO()
    call_command("send_webhooks", stderr=told)
    call_command("reencrypt_webhook_secrets", stderr=told)
    assert listening.received == []
    assert Delivery.objects.get().attempts == 0
    assert "“Front end”: SECRET_KEY has changed" in told.getvalue()
    for name, words in (("index", "New secret needed"), ("edit", "cannot be read any more")):
        shown = secretariat.get(
            reverse(f"webhooks:{name}", args=[one.pk] if name == "edit" else [])
        )
        assert words in shown.content.decode(), name
    assert "cannot be read any more" in log_of(secretariat, one)

    made = secretariat.post(reverse("webhooks:secret", args=[one.pk])).content.decode()
    assert "signs too" not in made
    assert "cannot be read any more" not in log_of(secretariat, one)
    delivery.send_due()
    (got,) = listening.received
    assert got.id == str(event.pk)
    Webhook(Endpoint.objects.get().secret).verify(got.body, got.headers)
    assert got.headers["webhook-signature"].count("v1,") == 1


def log_of(client: Client, endpoint: Endpoint) -> str:
    return client.get(reverse("webhooks:log", args=[endpoint.pk])).content.decode()


def test_secrets_of_before_are_encrypted_by_the_migration_and_given_back_by_its_reverse(
    endpoint: Callable[..., Endpoint], settings: Any
) -> None:
    migration = import_module("cms.webhooks.migrations.0003_encrypt_secrets")
    editor = SimpleNamespace(connection=connection)
    one, other = endpoint(), endpoint()
    plain = {"encrypted_secret": "whsec_one", "encrypted_previous_secret": ""}
    Endpoint.objects.filter(pk=one.pk).update(**plain)
    Endpoint.objects.filter(pk=other.pk).update(**plain | {KEYS[1]: "whsec_before"})
    migration.encrypt(apps, editor)
    assert "whsec_" not in stored()
    assert Endpoint.objects.get(pk=other.pk).secret == "whsec_one"
    migration.decrypt(apps, editor)
    rows = Endpoint.objects.order_by("pk").values_list(*KEYS)
    assert list(rows) == [("whsec_one", ""), ("whsec_one", "whsec_before")]
    # One that nobody can read is replaced: an empty secret would let anybody sign.
    migration.encrypt(apps, editor)
    settings.SECRET_KEY = "another"
    migration.decrypt(apps, editor)
    assert len(Endpoint.objects.get(pk=one.pk).encrypted_secret) > 40
