from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from cms.site.groups import provision_groups
from cms.webhooks.models import SUBSCRIBABLE, Endpoint
from tests import factories
from tests.cms.webhooks.receiver import Receiver, receiver

ALL = [value for value, _label in SUBSCRIBABLE]


@pytest.fixture
def listening(settings: Any) -> Iterator[Receiver]:
    """A receiver on this machine, which this site may send to."""
    settings.CMS_WEBHOOKS_ALLOW_UNSAFE_TARGETS = True
    with receiver() as here:
        yield here


@pytest.fixture
def endpoint(db: None) -> Callable[..., Endpoint]:
    """Makes endpoints; one that says nothing else asks for everything."""

    def make(url: str = "https://hooks.example.org/", **fields: Any) -> Endpoint:
        return Endpoint.objects.create(
            **{"name": "Front end", "url": url, "event_types": ALL, **fields}
        )

    return make


@pytest.fixture
def secretariat(client: Client, tree: factories.Tree) -> Client:
    user = User.objects.create_user("secretary")
    user.groups.add(provision_groups()["secretariat"])
    client.force_login(user)
    client.user = user  # type: ignore[attr-defined]
    return client
