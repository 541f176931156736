from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cms.webhooks.models import SUBSCRIBABLE, Endpoint
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
