"""In which countries a user works, and what that lets them do with rows of a model."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.utils import timezone

from network.models import Authority, NetworkSection
from network.scope import Scope, ScopedPermissionPolicy, scope_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ukraine() -> NetworkSection:
    group = Group.objects.create(name="Coordinators (ukraine)")
    return NetworkSection.objects.create(country="UA", slug="ukraine", group=group)


def person(users: Any, name: str, *groups: Group, **fields: Any) -> Any:
    user = users.objects.create(username=name, **fields)
    user.groups.add(*groups)
    return users.objects.get(pk=user.pk)


def test_a_coordinator_works_in_the_own_country_until_the_network_is_retired(
    ukraine: NetworkSection, django_user_model: Any, django_assert_num_queries: Any
) -> None:
    user = person(django_user_model, "olena", ukraine.group)
    user.get_all_permissions()  # which Django reads once a request anyway
    with django_assert_num_queries(1):
        scope = scope_of(user)
        assert scope_of(user) == scope
    assert scope == Scope(countries=frozenset({"UA"}), networks=frozenset({ukraine.network_key}))
    assert scope.covers("UA")
    assert not scope.covers("GR")

    ukraine.retired_at = timezone.now()
    ukraine.save()
    assert scope_of(django_user_model.objects.get(pk=user.pk)) == Scope()


def test_only_superusers_and_those_who_change_every_authority_work_everywhere(
    ukraine: NetworkSection, django_user_model: Any
) -> None:
    register = Group.objects.create(name="Secretariat")
    register.permissions.add(Permission.objects.get(codename="change_authority"))
    cases = [
        (person(django_user_model, "root", is_superuser=True), True),
        (person(django_user_model, "secretary", register), True),
        (person(django_user_model, "former", register, is_active=False), False),
        (person(django_user_model, "gone", ukraine.group, is_active=False), False),
        (person(django_user_model, "reader"), False),
        (AnonymousUser(), False),
    ]
    for user, everywhere in cases:
        assert scope_of(user).covers("GR") is everywhere, user
        assert scope_of(user).covers("UA") is everywhere, user
        assert not scope_of(user).countries


def test_the_policy_gives_coordinators_the_rows_of_their_country_and_no_right_on_the_model(
    ukraine: NetworkSection, django_user_model: Any
) -> None:
    lviv, volos = factories.authority(country="UA"), factories.authority(country="GR")
    olena = person(django_user_model, "olena", ukraine.group)
    reader = person(django_user_model, "reader")
    root = person(django_user_model, "root", is_superuser=True)
    policy = ScopedPermissionPolicy(Authority, actions={"add", "change", "view"})

    for user, rows, here, there in [
        (olena, [lviv], True, False),
        (reader, [], False, False),
        (root, [lviv, volos], True, True),
    ]:
        assert policy.user_has_permission(user, "change") is here
        assert policy.user_has_permission_for_instance(user, "change", lviv) is here
        assert policy.user_has_permission_for_instance(user, "change", volos) is there
        assert set(policy.instances_user_has_permission_for(user, "change")) == set(rows)
    assert not policy.user_has_permission(olena, "delete")
    assert not policy.user_has_permission_for_instance(olena, "delete", lviv)
    assert not policy.instances_user_has_permission_for(olena, "delete")
    assert not olena.has_perm("network.change_authority")
    assert set(policy.users_with_permission("change")) == {olena, root}
    assert set(policy.users_with_permission("delete")) == {root}
    assert set(policy.users_with_permission_for_instance("change", lviv)) == {olena, root}
    assert set(policy.users_with_permission_for_instance("change", volos)) == {root}


def test_the_country_may_be_that_of_a_related_row(
    ukraine: NetworkSection, django_user_model: Any
) -> None:
    olena = person(django_user_model, "olena", ukraine.group)
    ours = factories.participation(1, authority_country="UA")
    theirs = factories.participation(2, authority_country="GR")
    policy = ScopedPermissionPolicy(type(ours), country_field="authority__country")

    assert list(policy.instances_user_has_permission_for(olena, "view")) == [ours]
    assert policy.user_has_permission_for_instance(olena, "view", ours)
    assert not policy.user_has_permission_for_instance(olena, "view", theirs)
