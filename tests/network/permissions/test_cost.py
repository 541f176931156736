"""What the guards ask for does not grow with the sections."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from cms.roles import CHOOSE_MEDIA, grant_on_collection
from network.models import NetworkSection

pytestmark = pytest.mark.django_db


def queries(user: Any) -> int:
    policy = policy_registry.get_by_type(get_image_model())
    with CaptureQueriesContext(
        connection,
    ) as captured:
        chosen = policy.instances_user_has_any_permission_for(user, ["choose"])
        assert not chosen.exists()
        assert not policy.instances_user_has_any_permission_for(user, ["choose"]).exists()
    return len(captured)


def test_closed_collections_cost_the_same_for_few_and_many_sections(django_user_model: Any) -> None:
    root = Collection.get_first_root_node()
    group = Group.objects.create(name="Readers")
    grant_on_collection(group, root, CHOOSE_MEDIA)
    counted = []
    for countries in (["UA", "GR"], ["AL", "BG", "ES", "FR", "HU", "IT", "RO", "SK"]):
        for country in countries:
            root = Collection.get_first_root_node()
            collection = root.add_child(instance=Collection(name=country))
            NetworkSection.objects.create(
                country=country, slug=country.lower(), collection=collection
            )
        user = django_user_model.objects.create(username=countries[0])
        user.groups.add(group)
        counted.append(queries(django_user_model.objects.get(pk=user.pk)))
    assert counted[0] == counted[1]
