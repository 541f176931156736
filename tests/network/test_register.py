"""The register as the Secretariat keeps it."""

import pytest
from django.core.exceptions import ValidationError

from network.models import Membership
from tests import factories
from tests.factories import Tree


def test_an_authority_is_in_a_network_once_whatever_the_language_of_its_page(tree: Tree) -> None:
    network = factories.network_page(tree.networks)
    other = factories.network_page(tree.networks)
    town = factories.authority()
    entered = Membership.objects.create(authority=town, network=network)
    french = tree.translation_of(network, "fr")

    entered.full_clean()
    Membership(authority=factories.authority(), network=french).full_clean()
    Membership(authority=town, network=other).full_clean()
    Membership(authority=town, network=french, role=Membership.Role.FOUNDER).full_clean()
    with pytest.raises(ValidationError) as refused:
        Membership(authority=town, network=french).full_clean()
    assert "network" in refused.value.message_dict
