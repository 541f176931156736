"""Translators work in the language and the section of their role, wherever its pages come from."""

import io

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Locale, ModelLogEntry

from cms.site.groups import provision_groups
from cms.translation import roles
from cms.translation.aliases import ensure_aliases
from cms.translation.models import TranslatorRole
from tests import factories
from tests.cms.translation.helpers import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def ukraine(tree):
    return factories.network_page(tree.networks, slug="ukraine", country="UA")


@pytest.fixture
def boss(django_user_model):
    return django_user_model.objects.create_superuser("boss")


@pytest.fixture
def person(django_user_model):
    return django_user_model.objects.create_user("olena")


def editable(person, *pages):
    """Which of `pages` the next request of `person` may edit."""
    user = type(person).objects.get(pk=person.pk)
    return [fresh(page).permissions_for_user(user).can_edit() for page in pages]


def repair():
    output = io.StringIO()
    call_command("repair_permissions", stdout=output)
    return output.getvalue().strip()


def page_rights():
    return set(GroupPagePermission.objects.values_list("group", "page", "permission"))


def test_a_role_reaches_its_section_in_its_language_and_nothing_else(tree, ukraine, person, boss):
    meeting = factories.meeting_page(ukraine)
    greece = factories.network_page(tree.networks, country="GR")
    roles.add_person(ukraine.translation_key, tree.locale("fr"), person, boss)
    later = factories.meeting_page(ukraine)
    own = [tree.translation_of(page, "fr") for page in (ukraine, meeting, later)]
    others = [tree.translation_of(page, "fr") for page in (tree.home, tree.news, greece)]
    elsewhere = [tree.translation_of(ukraine, code) for code in ("en", "uk", "rom")]
    assert editable(person, *own) == [True] * 3
    assert editable(person, *others, *elsewhere) == [False] * 6


def test_a_right_taken_away_ends_with_the_next_request(tree, ukraine, person, boss, client):
    address = f"/admin/pages/{tree.translation_of(ukraine, 'fr').pk}/"
    roles.add_person(ukraine.translation_key, tree.locale("fr"), person, boss)
    client.force_login(person)
    assert client.get(address).status_code == 200
    roles.remove_person(ukraine.translation_key, tree.locale("fr"), person, boss)
    assert client.get(address).status_code == 302


def test_a_role_on_the_source_gives_no_right_in_the_languages_that_follow_it(tree, person, boss):
    parent = tree.translation_of(tree.networks, "fr")
    source = factories.network_page(parent, aliases=False)
    roles.add_person(source.translation_key, tree.locale("fr"), person, boss)
    ensure_aliases(source)
    repair()
    assert editable(person, source) == [True]
    assert editable(person, *(tree.translation_of(source, code) for code in ("en", "uk"))) == [
        False,
        False,
    ]


def test_a_section_that_appears_later_in_a_language_is_its_translators(tree, person, boss):
    source = factories.network_page(tree.networks, aliases=False)
    roles.add_section(source, boss)
    roles.add_person(source.translation_key, tree.locale("fr"), person, boss)
    ensure_aliases(source)
    assert editable(person, tree.translation_of(source, "fr")) == [True]


def test_a_new_language_of_the_site_gets_translators(tree, person, boss, ukraine):
    roles.add_section(ukraine, boss)
    greek = Locale.objects.create(language_code="el")
    ensure_aliases(fresh(ukraine))
    for section in (None, ukraine.translation_key):
        roles.add_person(section, greek, person, boss)
    assert editable(person, ukraine.get_translation(greek), ukraine) == [True, False]


def test_a_section_that_moves_keeps_its_translators(tree, ukraine, person, boss):
    roles.add_person(ukraine.translation_key, tree.locale("fr"), person, boss)
    provision_groups()
    fresh(ukraine).move(tree.home, pos="last-child")
    assert editable(person, tree.translation_of(ukraine, "fr")) == [True]
    assert repair() == "All rights are in place."


def test_a_role_ends_with_the_last_page_of_its_section(
    tree, ukraine, person, boss, django_capture_on_commit_callbacks
):
    roles.add_section(ukraine, boss)
    with django_capture_on_commit_callbacks(execute=True):
        fresh(tree.translation_of(ukraine, "fr")).delete()
    assert TranslatorRole.objects.filter(section=ukraine.translation_key).exists()
    with django_capture_on_commit_callbacks(execute=True):
        fresh(ukraine).delete()
    assert not TranslatorRole.objects.exists()
    assert not Group.objects.filter(name__startswith="Translators").exists()


def test_a_page_deleted_in_one_language_comes_back_with_its_translators(
    tree, ukraine, person, boss, django_capture_on_commit_callbacks
):
    roles.add_person(ukraine.translation_key, tree.locale("fr"), person, boss)
    with django_capture_on_commit_callbacks(execute=True):
        fresh(tree.translation_of(ukraine, "fr")).delete()
    assert editable(person, tree.translation_of(ukraine, "fr")) == [True]


def test_the_repair_gives_back_and_takes_away_and_then_has_nothing_left_to_do(
    tree, ukraine, person, boss
):
    provision_groups()
    roles.add_person(ukraine.translation_key, tree.locale("fr"), person, boss)
    before = page_rights()
    group = TranslatorRole.objects.get(section=ukraine.translation_key).group
    lost = group.page_permissions.first()
    GroupPagePermission.objects.create(
        group=group, page=tree.translation_of(ukraine, "uk"), permission=lost.permission
    )
    lost.delete()
    assert repair() == "2 rights changed."
    assert page_rights() == before
    assert repair() == "All rights are in place."


def test_the_groups_of_a_site_older_than_the_roles_become_roles(tree, person):
    group = Group.objects.create(name="Translators (fr)")
    person.groups.add(group)
    assert provision_groups()["translators-fr"] == group
    assert TranslatorRole.objects.get(section=None, locale=tree.locale("fr")).group == group
    assert editable(person, tree.translation_of(tree.news, "fr"), tree.news) == [True, False]


def test_a_section_at_the_address_of_another_one_has_groups_of_its_own(tree, ukraine, boss):
    roles.add_section(ukraine, boss)
    ukraine.slug = "ukraine-before"
    ukraine.save()
    roles.add_section(factories.network_page(tree.networks, slug="ukraine"), boss)
    assert TranslatorRole.objects.count() == 2 * Locale.objects.count()


def test_the_log_says_who_gave_which_right_to_whom(tree, ukraine, person, boss):
    roles.add_person(ukraine.translation_key, tree.locale("fr"), person, boss)
    roles.remove_person(ukraine.translation_key, tree.locale("fr"), person, boss)
    entries = ModelLogEntry.objects.order_by("pk").values_list("action", "user", "label")
    assert list(entries) == [
        (action, boss.pk, "Translators (fr: networks/ukraine)")
        for action in (roles.PERSON_ADDED, roles.PERSON_REMOVED)
    ]
    assert all(entry.data["name"] == "olena" for entry in ModelLogEntry.objects.all())


def test_the_home_of_a_language_is_no_section(tree, boss):
    with pytest.raises(roles.NotASection):
        roles.add_section(tree.home, boss)
