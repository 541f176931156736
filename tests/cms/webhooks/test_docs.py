"""What docs/webhooks.md tells receivers is so."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cms.webhooks import delivery, events
from cms.webhooks.models import Endpoint, EventType
from tests.cms.webhooks.receiver import Receiver

GUIDE = Path(__file__).parents[3] / "docs/webhooks.md"


@pytest.mark.django_db
def test_the_program_of_the_guide_tells_genuine_requests(
    listening: Receiver, endpoint: Callable[..., Endpoint]
) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(program, names)  # noqa: S102 - our own guide
    is_genuine = names["is_genuine"]
    one = endpoint(listening.url)
    before = one.secret
    one.rotate_secret()
    events.record_test(one)
    delivery.send_due()
    (got,) = listening.received
    assert is_genuine(one.secret, got.headers, got.body)
    assert is_genuine(before, got.headers, got.body)
    assert not is_genuine(one.secret, got.headers, got.body + b" ")
    assert not is_genuine("whsec_AAAA", got.headers, got.body)
    assert not is_genuine(one.secret, {**got.headers, "webhook-id": "1"}, got.body)
    assert not is_genuine(one.secret, got.headers, got.body, tolerance=-1)


def test_the_guide_names_every_event() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert [one.value for one in EventType if f"`{one.value}`" not in guide] == []
