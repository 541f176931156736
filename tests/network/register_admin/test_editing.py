"""Editing an authority: nothing is overwritten unseen, nothing with a history is deleted."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from network.models import (
    Authority,
    AuthorityName,
    ContactPerson,
    Membership,
    Participation,
    RelationChange,
)
from tests import factories
from tests.network.register_admin.helpers import form_data


def edit_url(authority):
    return reverse("register:edit", args=[authority.pk])


def test_a_stale_form_overwrites_nothing_keeps_what_was_typed_and_can_be_sent_again(register):
    client, url = register.as_coordinator, edit_url(register.lviv)
    name = AuthorityName.objects.create(authority=register.lviv, language="en", name="Lvov")
    stale = {**form_data(client.get(url)), "population": "720001"}
    other = register.as_secretariat
    data = {**form_data(other.get(url)), "website": "https://lviv.example", "names-0-DELETE": "on"}
    assert other.post(url, data).status_code == 302
    refused = client.post(url, stale)
    text = refused.content.decode()
    assert "secretariat has changed this authority while you had it open" in text
    assert "website is stored as: https://lviv.example" in text.lower()
    assert 'value="720001"' in text
    register.lviv.refresh_from_db()
    assert register.lviv.population == 717_000
    assert not AuthorityName.objects.filter(pk=name.pk).exists()
    assert client.post(url, form_data(refused)).status_code == 302
    register.lviv.refresh_from_db()
    assert (register.lviv.population, register.lviv.website) == (720_001, "")


def test_what_is_sent_without_the_stored_rows_does_not_double_them(register, tree):
    network = factories.network_page(tree.home)
    AuthorityName.objects.create(authority=register.lviv, language="fr", name="Lviv")
    Membership.objects.create(authority=register.lviv, network=network, role="member")
    url = edit_url(register.lviv)
    page = register.as_secretariat.get(url)
    soup = BeautifulSoup(page.content, "html.parser")
    shown = {one.get_text(strip=True) for one in soup.select(".w-field__textoutput")}
    assert "—" in shown
    assert "None" not in shown
    data = form_data(page)
    for count in ("0", "-1"):
        forged = {f"{one}-INITIAL_FORMS": count for one in ("names", "memberships")}
        forged |= {"names-0-id": "", "memberships-0-id": ""}
        answer = register.as_secretariat.post(url, data | forged).content.decode()
        assert "There is a name in this language already." in answer
        assert "The authority is in this network already." in answer


def test_an_authority_is_added_with_a_key_of_its_own_and_a_beginning_of_its_relations(
    register, tree
):
    network = factories.network_page(tree.networks, slug="ukraine", country="UA")
    foreign = factories.network_page(tree.networks, slug="greece", country="GR")
    register.section.network_key = network.translation_key
    register.section.save()
    client, url = register.as_coordinator, reverse("register:add")
    empty = client.get(url)
    assert "Participant of the Alliance" not in empty.content.decode()
    data = form_data(empty) | {
        "name": "Стрий",
        "name_language": "uk",
        "kind": "city",
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-network": str(foreign.pk),
        "memberships-0-role": "member",
        "memberships-0-joined_on": "2020-02-03",
    }
    assert client.post(url, data).status_code == 200
    assert client.post(url, data | {"memberships-0-network": str(network.pk)}).status_code == 302
    authority = Authority.objects.get(name="Стрий")
    assert authority.key == "ua-stryi"
    begun = RelationChange.objects.get(authority=authority)
    assert (begun.to_state, begun.on) == ("active", datetime.date(2020, 2, 3))
    assert begun.by == register.coordinator
    data = form_data(client.get(edit_url(authority))) | {"memberships-0-DELETE": "on"}
    refused = client.post(edit_url(authority), data)
    assert "is not deleted. Withdraw it" in refused.content.decode()
    assert Membership.objects.count() == 1


def test_what_has_a_history_is_not_deleted_and_the_page_says_why(register):
    Participation.objects.create(authority=register.lviv, number=7)
    for authority, why in (
        (register.lviv, "Withdraw these relations"),
        (register.oblast, "Other authorities lie in it"),
    ):
        for client in (register.as_coordinator, register.as_secretariat):
            url = reverse("register:delete", args=[authority.pk])
            assert why in client.get(url).content.decode()
            assert client.post(url).status_code == 302
    free = factories.authority(name="Стрий")
    bulk = reverse("wagtail_bulk_action", args=["network", "authority", "delete"])
    query = f"?id={free.pk}&id={register.lviv.pk}&id={register.volos.pk}&id=x"
    shown = register.as_coordinator.get(bulk + query).content.decode()
    assert "Стрий" in shown and "Львів" in shown and "Βόλος" not in shown
    register.as_coordinator.post(bulk + query)
    assert list(Authority.objects.order_by("pk")) == [
        register.oblast,
        register.lviv,
        register.volos,
    ]
    assert register.as_coordinator.get(f"{bulk}?id={register.volos.pk}").status_code == 404
    register.as_coordinator.post(f"{bulk}?id=all&q=nothing")
    assert Authority.objects.count() == 3


def test_states_change_with_a_reason_and_participation_by_the_secretariat_alone(register):
    mine = Participation.objects.create(authority=register.lviv, number=7)
    foreign = Participation.objects.create(authority=register.volos, number=8)
    url = reverse("register:state", args=["participation", mine.pk])
    data = {"state": "suspended", "on": "2024-02-03", "reason": "No council."}
    # Wagtail answers a refusal in the admin by leading back to its home.
    assert register.as_coordinator.post(url, data).status_code == 302
    mine.refresh_from_db()
    assert mine.state == "active"
    assert register.as_secretariat.get(url).status_code == 200
    future = register.as_secretariat.post(url, {**data, "on": "2999-01-01"})
    assert "The day lies in the future." in future.content.decode()
    assert register.as_secretariat.post(url, data).status_code == 302
    mine.refresh_from_db()
    assert mine.state == "suspended"
    change = RelationChange.objects.get()
    assert (change.by, change.reason) == (register.secretariat, "No council.")
    shown = register.as_coordinator.get(edit_url(register.lviv)).content.decode()
    assert "No council." in shown
    for kind, pk in (("participation", foreign.pk), ("membership", 999), ("nothing", 1)):
        url = reverse("register:state", args=[kind, pk])
        assert register.as_coordinator.get(url).status_code == 404


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_exports_hold_what_is_listed_of_the_own_country(register, format):
    import io

    from openpyxl import load_workbook

    def cells(client, query):
        answer = client.get(reverse("register:index") + f"?export={format}{query}")
        content = b"".join(answer.streaming_content)
        if format == "csv":
            return content.decode()
        rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        return "\n".join(str(row) for row in rows)

    ContactPerson.objects.create(authority=register.lviv, name="=1+1", phone="+380")
    assert "Львів" in cells(register.as_coordinator, "")
    assert "gr-volos" in cells(register.as_secretariat, "")
    for query in ("", "&contacts=1", "&country=GR"):
        found = cells(register.as_coordinator, query)
        assert "gr-volos" not in found and "Nikos" not in found
        assert ("Olha" in found) == (query == "&contacts=1")
    assert "Львів" not in cells(register.as_secretariat, "&q=volos").replace("Львівська", "")
