"""A register of two countries, its secretariat and a coordinator of one of them."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection

from cms.site.groups import SECRETARIAT, provisioned
from network.models import ContactPerson, NetworkSection
from tests import factories


@pytest.fixture
def register(db, django_user_model):
    """Lviv and its region in Ukraine, Volos in Greece, and those who work with them."""
    network_groups = Group.objects.create(name="Coordinators (ukraine)")
    from cms.roles import named_permissions

    network_groups.permissions.set(named_permissions(("wagtailadmin.access_admin",)))
    section = NetworkSection.objects.create(country="UA", slug="ukraine", group=network_groups)
    coordinator = django_user_model.objects.create_user("coordinator-ua", password="demo")
    coordinator.groups.add(network_groups)
    secretariat = django_user_model.objects.create_user("secretariat", password="demo")
    root = Collection.get_first_root_node()
    secretariat.groups.add(provisioned(SECRETARIAT, SECRETARIAT.name, [], root))
    oblast = factories.authority(key="ua-lviv-oblast", name="Львівська область", kind="region")
    lviv = factories.authority(key="ua-lviv", name="Львів", region=oblast, population=717_000)
    volos = factories.authority(key="gr-volos", name="Βόλος", country="GR")
    ContactPerson.objects.create(authority=lviv, name="Olha Secret", email="olha@lviv.example")
    ContactPerson.objects.create(authority=volos, name="Nikos Secret", email="nikos@volos.example")
    return SimpleNamespace(
        section=section,
        coordinator=coordinator,
        secretariat=secretariat,
        oblast=oblast,
        lviv=lviv,
        volos=volos,
        as_coordinator=client_of(coordinator),
        as_secretariat=client_of(secretariat),
    )


def client_of(user):
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client
