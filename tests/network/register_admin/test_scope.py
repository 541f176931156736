"""A coordinator works with the authorities of the own country; others answer as if none were."""

import pytest
from django.urls import reverse

from network.models import Authority, AuthorityName, Membership, Participation
from tests import factories
from tests.network.register_admin.helpers import form_data

VIEWS = ("edit", "delete", "history", "history_results", "usage", "inspect")


def test_every_view_of_an_authority_opens_for_the_own_country_and_for_no_other(register):
    for name in VIEWS:
        for authority, expected in ((register.lviv, 200), (register.volos, 404)):
            url = reverse(f"register:{name}", args=[authority.pk])
            assert register.as_coordinator.get(url).status_code == expected, (name, authority)
            assert register.as_secretariat.get(url).status_code == 200, (name, authority)


def test_lists_choosers_and_exports_name_the_own_country_only(register):
    addresses = [
        reverse("register:index"),
        reverse("register:index_results") + "?q=",
        reverse("register:index") + "?country=GR",
        reverse("register:index_results") + "?q=Βόλος",
        reverse("authority_chooser:choose"),
        reverse("authority_chooser:choose_results") + "?q=βόλ",
        reverse("authority_chooser:chosen_multiple") + f"?id={register.volos.pk}&id=x",
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_reports:site_history"),
    ]
    for address in addresses:
        answer = register.as_coordinator.get(address)
        assert answer.status_code in (200, 302), address
        content = answer.content.decode()
        assert "Βόλος" not in content and "gr-volos" not in content, address
    assert "Львів" in register.as_coordinator.get(reverse("register:index")).content.decode()
    own = register.as_coordinator.get(reverse("authority_chooser:chosen", args=[register.lviv.pk]))
    assert own.json()["result"]["title"] == "Львів"
    for key in (register.volos.pk, "x", "9" * 40):
        url = reverse("authority_chooser:chosen", args=[key])
        assert register.as_coordinator.get(url).status_code == 404


def test_the_search_knows_every_name_in_any_case(register):
    AuthorityName.objects.create(authority=register.lviv, kind="former", name="Lemberg")
    for query in ("LEMBERG", "львів", "ЛЬВІВ", "lembérg"):
        answer = register.as_coordinator.get(reverse("register:index_results"), {"q": query})
        assert "Львів" in answer.content.decode(), query


def test_an_authority_does_not_enter_or_leave_a_country_that_is_not_the_coordinators(register):
    add = reverse("register:add")
    data = form_data(register.as_coordinator.get(add))
    assert data["country"] == "UA"
    answer = register.as_coordinator.post(
        add, {**data, "name": "Λάρισα", "kind": "city", "country": "GR"}
    )
    assert "You do not work in this country." in answer.content.decode()
    edit = reverse("register:edit", args=[register.lviv.pk])
    data = form_data(register.as_coordinator.get(edit))
    for forged in ({"country": "GR"}, {"country": ""}, {"region": str(register.volos.pk)}):
        answer = register.as_coordinator.post(edit, {**data, **forged})
        assert answer.status_code == 200, forged
        assert "Βόλος" not in answer.content.decode()
    foreign = reverse("register:edit", args=[register.volos.pk])
    assert register.as_coordinator.post(foreign, data).status_code == 404
    assert not Authority.objects.filter(name="Λάρισα").exists()
    register.lviv.refresh_from_db()
    assert (register.lviv.country, register.lviv.region) == ("UA", register.oblast)


def test_a_coordinator_changes_all_but_key_and_participation(register):
    Participation.objects.create(authority=register.lviv, number=7)
    edit = reverse("register:edit", args=[register.lviv.pk])
    shown = register.as_coordinator.get(edit)
    assert "№ 7" in shown.content.decode()
    forged = {
        "key": "taken-over",
        "participations-TOTAL_FORMS": "1",
        "participations-INITIAL_FORMS": "0",
        "participations-0-number": "8",
    }
    answer = register.as_coordinator.post(edit, {**form_data(shown), "population": "700", **forged})
    assert answer.status_code == 302
    register.lviv.refresh_from_db()
    assert (register.lviv.key, register.lviv.population) == ("ua-lviv", 700)
    assert [row.number for row in register.lviv.participations.all()] == [7]


def test_a_membership_of_another_network_is_that_networks_to_change(register, tree):
    network = factories.network_page(tree.home, country="GR")
    row = Membership.objects.create(authority=register.lviv, network=network, role="member")
    edit = reverse("register:edit", args=[register.lviv.pk])
    state = reverse("register:state", args=["membership", row.pk])
    shown = register.as_coordinator.get(edit)
    assert state not in shown.content.decode()
    forged = {"memberships-0-network": str(network.pk), "memberships-0-role": "founder"}
    data = {**form_data(shown), **forged, "population": "700"}
    assert register.as_coordinator.post(edit, data).status_code == 302
    withdrawal = {"state": "withdrawn", "on": "2024-02-03", "reason": "No."}
    assert register.as_coordinator.post(state, withdrawal).status_code == 302
    row.refresh_from_db()
    assert (row.role, row.state) == ("member", "active")
    assert state in register.as_secretariat.get(edit).content.decode()
    assert register.as_secretariat.post(state, withdrawal).status_code == 302
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_a_view_right_alone_shows_no_contacts_and_changes_nothing(register, django_user_model):
    from django.contrib.auth.models import Permission

    reader = django_user_model.objects.create_user("reader")
    reader.user_permissions.set(
        Permission.objects.filter(codename__in=("view_authority", "access_admin"))
    )
    from tests.network.register_admin.conftest import client_of

    client = client_of(reader)
    inspect = client.get(reverse("register:inspect", args=[register.volos.pk]))
    assert "Βόλος" in inspect.content.decode() and "Nikos" not in inspect.content.decode()
    assert client.get(reverse("register:edit", args=[register.volos.pk])).status_code == 302


@pytest.mark.parametrize("how", ["retired", "left", "inactive"])
def test_rights_end_with_the_next_request(register, how):
    url = reverse("register:edit", args=[register.lviv.pk])
    assert register.as_coordinator.get(url).status_code == 200
    if how == "retired":
        from django.utils import timezone

        register.section.retired_at = timezone.now()
        register.section.save()
    elif how == "left":
        register.coordinator.groups.clear()
    else:
        register.coordinator.is_active = False
        register.coordinator.save()
    assert register.as_coordinator.get(url).status_code in (302, 404)
