"""A site with a page to join by, a text to agree to, and people who decide."""

import datetime
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone

from network.applications import seals
from network.models import (
    Application,
    ApplicationState,
    ConsentText,
    ConsentWording,
    CooperatePage,
    JoinPage,
    NetworkSection,
)
from tests import factories

LINK = re.compile(r"http://localhost(/\w+/join/status/[\w-]+/)")


@dataclass
class Office:
    """Where applications come in, and who handles them."""

    join: JoinPage
    cooperate: CooperatePage
    coordinator: Any
    secretariat: Any
    consent: ConsentText


def consent(label: str, **texts: str) -> ConsentText:
    made = ConsentText(label=label, published_at=timezone.now())
    made.wordings = [
        ConsentWording(language=language, text=f"<p>{text}</p>", agreement=f"I agree ({language})")
        for language, text in (texts or {"en": "What happens with your data."}).items()
    ]
    made.save()
    return made


def section(country: str) -> NetworkSection:
    group = Group.objects.create(name=f"Coordinators {country}")
    return NetworkSection.objects.create(country=country, slug=country.lower(), group=group)


def user(name: str, group: Group | None = None, permission: str = "") -> Any:
    made = get_user_model().objects.create_user(name, f"{name}@example.org", "x")
    if group:
        made.groups.add(group)
    if permission:
        made.user_permissions.add(Permission.objects.get(codename=permission))
    return made


def application(consent: ConsentText, **fields: Any) -> Application:
    """One of Ukraine that is under review."""
    fields = {
        "kind": "authority",
        "state": ApplicationState.UNDER_REVIEW,
        "language": "uk",
        "country": "UA",
        "authority_name": "Тестова громада",
        "authority_kind": "municipality",
        "person_name": "Olena Example",
        "person_role": "Deputy",
        "email": "olena@example.org",
        "reason": "We want to learn.",
        "consent": consent,
        "consent_language": "en",
        "consent_given_at": timezone.now(),
        "confirmed_at": timezone.now(),
        **fields,
    }
    return Application.objects.create(**fields)


@pytest.fixture
def office(tree: factories.Tree, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Forms may be sent at once here: waiting has a test of its own."""
    monkeypatch.setattr(seals, "FASTEST", datetime.timedelta(seconds=-1))
    join = factories.add_page(tree.home, JoinPage(title="Join", slug="join"))
    cooperate = factories.add_page(tree.home, CooperatePage(title="Cooperate", slug="cooperate"))
    ukraine = section("UA")
    return Office(
        join=join,
        cooperate=cooperate,
        coordinator=user("coordinator", group=ukraine.group),
        secretariat=user("secretariat", permission="change_authority"),
        consent=consent("1"),
    )


def hidden(client: Client, address: str) -> dict[str, str]:
    """What the form at `address` sends beside what people type."""
    html = client.get(address).content.decode()
    return dict(
        re.findall(r'<input type="hidden" name="(seal|consent_shown)" value="([^"]*)"', html)
    )


def filled(address: str = "/en/join/", **values: Any) -> dict[str, Any]:
    """A form that is filled in properly, but for `values`; None leaves a field out.

    Its hidden fields are those of a page that was just shown.
    """
    language = address.split("/")[1]
    wording = ConsentText.objects.in_force().wording_in(language)
    answers = {
        "seal": seals.new_seal().value,
        "consent_shown": f"{wording.consent_id}-{wording.language}",
        "authority_name": "Тестова громада",
        "authority_kind": "municipality",
        "country": "UA",
        "target": "alliance",
        "reason": "We want to learn\nfrom others.",
        "person_name": "Olena Example",
        "person_role": "Deputy",
        "email": "olena@example.org",
        "language": "uk",
        "agree": "on",
        **values,
    }
    return {name: value for name, value in answers.items() if value is not None}


def link_in(message: Any) -> str:
    """The path of the status page that a letter leads to."""
    found = LINK.search(message.body)
    assert found, message.body
    return found[1]


def letters_to(address: str) -> list[Any]:
    return [one for one in mail.outbox if one.to == [address]]


def kept_files() -> set[str]:
    """All files in the private storage, by folder and name."""
    private = storages["private"]
    found = set()
    for folder in ("kept", "decisions"):
        try:
            found |= {f"{folder}/{name}" for name in private.listdir(folder)[1]}
        except FileNotFoundError:
            continue
    return found
