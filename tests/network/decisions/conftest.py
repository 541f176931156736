"""Applications, and those who decide on them."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from network.applications.transitions import start
from network.models import Application, ConsentText, JoinPage, NetworkPage
from tests import factories
from tests.network.applications.conftest import application, consent, section, user


@dataclass
class Desk:
    """Where it is decided: two networks, their coordinators, the secretariat and an outsider."""

    tree: factories.Tree
    network: NetworkPage
    people: dict[str, Any]
    consent: ConsentText

    def application(self, **fields: Any) -> Application:
        made = application(self.consent, **fields)
        start(made)
        return made

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(self.people[name])
        return client


@pytest.fixture
def desk(tree: factories.Tree) -> Desk:
    network = factories.network_page(tree.networks, aliases=False)
    factories.add_page(tree.home, JoinPage(title="Join", slug="join"))
    ukraine, greece = section("UA"), section("GR")
    ukraine.network_key = network.translation_key
    ukraine.save()
    people = {
        "ua": user("ua", group=ukraine.group),
        "gr": user("gr", group=greece.group),
        "secretariat": user("secretariat", permission="change_authority"),
        "outsider": user("outsider", permission="access_admin"),
    }
    for name in ("ua", "gr", "secretariat"):
        people[name].user_permissions.add(
            *user(f"template-{name}", permission="access_admin").user_permissions.all()
        )
    return Desk(tree, network, people, consent("1"))


def with_decision(made: Application) -> Application:
    made.decision_document.save("decision.pdf", ContentFile(b"%PDF-1.4\n%%EOF\n"))
    return made
