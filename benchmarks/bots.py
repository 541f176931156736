"""A thousand posts of programs to the form on joining: how many are stored, how many mails go out?

usage: python -m benchmarks.bots [POSTS]

Through Django's test client, in a database of its own, with kinds of programs from the crude to
those that know this site well.
"""

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

POSTS = 1000
ANSWERS = {
    "authority_name": "Cheap watches",
    "authority_kind": "city",
    "country": "UA",
    "target": "alliance",
    "reason": "Visit https://example.com",
    "person_name": "Bot",
    "person_role": "Bot",
    "language": "en",
    "agree": "on",
}


def crude(number: int) -> tuple[dict[str, Any], str]:
    """Fills in every field that it finds, the one that nobody sees too."""
    from network.applications.submission import HONEYPOT

    return {**human(number), HONEYPOT: "1", "seal": aged_seal()}, "192.0.2.1"


def blind(number: int) -> tuple[dict[str, Any], str]:
    """Sends what it has once seen, without having asked for the page."""
    return {**human(number), "seal": ""}, f"198.51.100.{number % 250}"


def hasty(number: int) -> tuple[dict[str, Any], str]:
    """Sends a proper form as soon as it has it."""
    from network.applications.seals import new_seal

    return {**human(number), "seal": new_seal().value}, f"198.51.100.{number % 250}"


def replaying(number: int) -> tuple[dict[str, Any], str]:
    """Asks for the page once, waits, and sends it again and again."""
    return {**human(number), "seal": SEALS[0]}, f"2001:db8:{number:x}::1"


def one_place(number: int) -> tuple[dict[str, Any], str]:
    """Does all as a person would, from one place."""
    return {**human(number), "seal": aged_seal()}, "203.0.113.5"


def one_victim(number: int) -> tuple[dict[str, Any], str]:
    """Does all as a person would, from many places, with the address of somebody else."""
    return {**human(number), "seal": aged_seal(), "email": "victim@example.org"}, anywhere(number)


def everywhere(number: int) -> tuple[dict[str, Any], str]:
    """Does all as a person would, from as many places, with as many addresses."""
    return {**human(number), "seal": aged_seal()}, anywhere(number)


KINDS: list[Callable[[int], tuple[dict[str, Any], str]]] = [
    crude,
    blind,
    hasty,
    replaying,
    one_place,
    one_victim,
    everywhere,
]
SEALS: list[str] = []


def human(number: int) -> dict[str, Any]:
    return {**ANSWERS, "consent_shown": CONSENT[0], "email": f"bot-{number}@example.org"}


CONSENT: list[str] = []


def anywhere(number: int) -> str:
    return f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}"


def aged_seal() -> str:
    """A seal as of ten seconds ago, as who waits has."""
    from unittest.mock import patch

    from network.applications.seals import new_seal

    ago = time.time() - 10
    with patch("django.core.signing.time.time", return_value=ago):
        return new_seal().value


def build() -> None:
    from django.utils import timezone

    from network.models import ConsentText, ConsentWording, JoinPage
    from tests import factories

    tree = factories.site_tree(languages=("en",))
    factories.add_page(tree.home, JoinPage(title="Join", slug="join"))
    consent = ConsentText(label="1", published_at=timezone.now())
    consent.wordings = [ConsentWording(language="en", text="<p>Text</p>", agreement="Yes")]
    consent.save()
    CONSENT.append(f"{consent.pk}-en")
    SEALS.append(aged_seal())


def main() -> None:
    posts = int(sys.argv[1]) if len(sys.argv) > 1 else POSTS
    folder = Path(tempfile.mkdtemp(prefix="alliance-cms-bots-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
    os.environ.setdefault("TEST_DATABASE_URL", f"sqlite:///{folder / 'db.sqlite3'}")
    django.setup()
    from django.core import mail
    from django.core.management import call_command
    from django.test import Client
    from django.test.utils import setup_test_environment

    from network.models import Application, Letter

    call_command("migrate", verbosity=0)
    setup_test_environment()
    build()
    client, stored, mailed = Client(), Counter[str](), Counter[str]()
    slowest, began = 0.0, time.monotonic()
    for number in range(posts):
        kind = KINDS[number % len(KINDS)]
        values, address = kind(number)
        before = (Application.objects.count(), len(mail.outbox))
        started = time.monotonic()
        client.post("/en/join/", values, REMOTE_ADDR=address)
        slowest = max(slowest, time.monotonic() - started)
        stored[kind.__name__] += Application.objects.count() - before[0]
        mailed[kind.__name__] += len(mail.outbox) - before[1]
    seconds = time.monotonic() - began
    print(f"{'program':12}{'posts':>8}{'stored':>8}{'mailed':>8}")
    for place, kind in enumerate(KINDS):
        name = kind.__name__
        count = len(range(place, posts, len(KINDS)))
        print(f"{name:12}{count:8}{stored[name]:8}{mailed[name]:8}")
    print(f"{'all':12}{posts:8}{sum(stored.values()):8}{sum(mailed.values()):8}")
    most = max(Counter(message.to[0] for message in mail.outbox).values(), default=0)
    waiting = Letter.objects.filter(sent_at=None).count()
    print(
        f"At most {most} mails to one address, {waiting} letters waiting; {seconds:.0f} s, "
        f"the slowest answer {slowest * 1000:.0f} ms. None is confirmed, so that nobody has to "
        "read one, and all expire after a week."
    )


if __name__ == "__main__":
    main()
