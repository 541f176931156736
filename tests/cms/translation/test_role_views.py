"""The table of translators: the secretariat changes it, and it shows what it changed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page

from cms.site.groups import provision_groups
from cms.translation import roles
from cms.translation.models import TranslatorRole
from tests import factories
from tests.cms.translation.helpers import messages_of

pytestmark = pytest.mark.django_db

TABLE = reverse("cms_translation_roles")


@pytest.fixture
def ukraine(tree):
    return factories.network_page(tree.networks, slug="ukraine", title="Ukraine")


@pytest.fixture
def secretariat(tree, client, django_user_model):
    user = django_user_model.objects.create_user("secretariat")
    user.groups.add(provision_groups()["secretariat"])
    client.force_login(user)
    return user


@pytest.fixture
def olena(django_user_model):
    return django_user_model.objects.create_user("olena", first_name="Olena", last_name="K.")


def cell(page, language):
    kwargs = {"section": page.translation_key, "language": language}
    return reverse("cms_translation_role", kwargs=kwargs)


def may_edit(person, page):
    user = type(person).objects.get(pk=person.pk)
    return Page.objects.get(pk=page.pk).permissions_for_user(user).can_edit()


def test_the_secretariat_gives_a_section_to_a_translator_and_takes_it_back(
    tree, client, secretariat, olena, ukraine
):
    french = tree.translation_of(ukraine, "fr")
    answer = client.post(TABLE, {"page": french.pk}, follow=True)
    assert "networks/ukraine" in answer.text
    address = cell(ukraine, "fr")
    assert address in answer.text
    answer = client.post(address, {"person": olena.pk}, follow=True)
    assert "Olena K. (olena) translates Ukraine into French now." in messages_of(answer)
    assert "Olena K." in client.get(TABLE).text
    assert may_edit(olena, french)
    answer = client.post(address, {"remove": olena.pk}, follow=True)
    assert "Olena K. (olena) no longer translates Ukraine into French." in messages_of(answer)
    assert not may_edit(olena, french)


def test_the_whole_site_is_given_where_no_role_was_before(tree, client, secretariat, olena):
    TranslatorRole.objects.all().delete()
    address = reverse("cms_translation_role", kwargs={"language": "uk"})
    client.post(address, {"person": olena.pk})
    assert may_edit(olena, tree.translation_of(tree.news, "uk"))
    assert not may_edit(olena, tree.news)


def test_a_row_goes_with_its_rights(tree, client, secretariat, olena, ukraine):
    roles.add_section(ukraine, secretariat)
    roles.add_person(ukraine.translation_key, tree.locale("fr"), olena, secretariat)
    address = reverse("cms_translation_remove_section", args=[ukraine.translation_key])
    assert "1 person" in client.get(address).text
    assert "networks/ukraine" not in client.post(address, follow=True).text
    assert not may_edit(olena, tree.translation_of(ukraine, "fr"))


def test_what_is_no_section_is_refused_at_the_field(tree, client, secretariat, ukraine):
    roles.add_section(ukraine, secretariat)
    before = TranslatorRole.objects.count()
    for page, reason in (
        (tree.home.pk, "stands for the whole site"),
        (tree.translation_of(ukraine, "uk").pk, "has a row already"),
        (0, "Select a valid choice"),
        ("", "This field is required"),
    ):
        assert reason in client.post(TABLE, {"page": page}).text
    assert TranslatorRole.objects.count() == before


def test_nobody_is_taken_in_twice_nor_out_of_a_row_that_is_not_theirs(
    tree, client, secretariat, olena, ukraine
):
    roles.add_section(ukraine, secretariat)
    roles.add_person(ukraine.translation_key, tree.locale("fr"), olena, secretariat)
    assert "Select a valid choice" in client.post(cell(ukraine, "fr"), {"person": olena.pk}).text
    for key in (olena.pk, 0, "x", "9" * 30):
        assert client.post(cell(ukraine, "uk"), {"remove": key}).status_code == 302
    assert may_edit(olena, tree.translation_of(ukraine, "fr"))


@pytest.mark.parametrize("language", ["fr", "xx"])
def test_a_section_or_language_that_is_not_there_is_not_found(
    tree, client, secretariat, ukraine, language
):
    assert client.get(cell(ukraine, language)).status_code == 404


def test_others_neither_see_nor_change_it(tree, client, olena, ukraine, secretariat):
    roles.add_section(ukraine, secretariat)
    olena.groups.add(provision_groups()["translators-fr"], provision_groups()["editors"])
    client.force_login(olena)
    remove = reverse("cms_translation_remove_section", args=[ukraine.translation_key])
    for address in (TABLE, cell(ukraine, "uk"), remove):
        assert client.get(address).status_code == 302
        answer = client.post(address, {"person": olena.pk, "page": tree.news.pk})
        assert answer["Location"] == reverse("wagtailadmin_home")
    assert TABLE not in client.get(reverse("wagtailadmin_home")).text
    assert TranslatorRole.objects.filter(section=ukraine.translation_key).count() == 4


def test_more_sections_cost_no_more_queries(
    tree, client, secretariat, olena, django_assert_num_queries
):
    def grow(count):
        for _number in range(count):
            page = factories.network_page(tree.networks)
            for locale in Locale.objects.all():
                roles.add_person(page.translation_key, locale, olena, secretariat)

    grow(1)
    client.get(TABLE)
    with CaptureQueriesContext(connection) as few:
        client.get(TABLE)
    grow(4)
    with django_assert_num_queries(len(few)):
        client.get(TABLE)
