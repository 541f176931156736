"""The register as the Secretariat keeps it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from network.models import Authority, Membership
from network.models.register import AuthorityName
from network.register_admin.fingerprints import fingerprint
from tests import factories
from tests.factories import Tree


def register_form(*memberships: dict[str, Any], saved: int = 0, seen: str = "") -> dict[str, Any]:
    return nested_form_data(
        {
            "fingerprint": seen,
            "name": "Львів",
            "key": "lviv",
            "kind": "city",
            "country": "UA",
            "names": inline_formset([]),
            "contact_persons": inline_formset([]),
            "participations": inline_formset([]),
            "memberships": inline_formset(memberships, initial=saved),
            "signatures": inline_formset([]),
            "article_links": inline_formset([]),
        }
    )


def test_an_authority_is_in_a_network_once_whatever_the_language_of_its_page(
    tree: Tree, admin_client: Client
) -> None:
    network, other = factories.network_page(tree.networks), factories.network_page(tree.networks)
    french = tree.translation_of(network, "fr")
    member = {"network": network.pk, "role": "member"}
    allowed = [member, {"network": french.pk, "role": "founder"}, {**member, "network": other.pk}]
    again = {"network": french.pk, "role": "member"}

    refused = admin_client.post(reverse("register:add"), register_form(*allowed, again))
    assert "The authority is in this network already." in refused.content.decode()
    assert not Authority.objects.exists()
    admin_client.post(reverse("register:add"), register_form(*allowed))
    lviv = Authority.objects.get()
    rows = [
        {"id": row.pk, "network": row.network_id, "role": row.role}
        for row in lviv.memberships.all()
    ]
    assert len(rows) == 3
    edit, seen = reverse("register:edit", args=[lviv.pk]), fingerprint(lviv)
    refused = admin_client.post(edit, register_form(*rows, again, saved=3, seen=seen))
    assert "The authority is in this network already." in refused.content.decode()
    instead = [{**row, "DELETE": "on" if row["network"] == network.pk else ""} for row in rows]
    admin_client.post(edit, register_form(*instead, again, saved=3, seen=seen))
    members = Membership.objects.filter(role="member").values_list("network", flat=True)
    assert set(members) == {french.pk, other.pk}


def test_an_authority_has_one_name_in_each_language(tree: Tree, admin_client: Client) -> None:
    names = [
        {"name": "Lviv", "kind": "translation", "language": "en"},
        {"name": "Lemberg", "kind": "former", "language": "en"},
        {"name": "L’viv", "kind": "translation", "language": "en"},
    ]
    form = {**register_form(), **nested_form_data({"names": inline_formset(names)})}
    refused = admin_client.post(reverse("register:add"), form)
    assert "There is a name in this language already." in refused.content.decode()
    form = {**register_form(), **nested_form_data({"names": inline_formset(names[:2])})}
    admin_client.post(reverse("register:add"), form)
    assert Authority.objects.get().search_names.split("\n") == ["львів", "lviv", "lemberg"]


@pytest.mark.parametrize("words", ["львів", "LVIV", "лЬВІ", "(міс"])
def test_the_register_finds_an_authority_once_by_any_name_in_any_case(
    words: str, tree: Tree, admin_client: Client
) -> None:
    lviv = factories.authority(name="Львів (місто)")
    for language in ("en", "fr"):
        AuthorityName.objects.create(authority=lviv, language=language, name="Lviv (місто)")
    factories.authority(name="Одеса")

    found = admin_client.get(reverse("register:index"), {"q": words}).context["object_list"]
    assert list(found) == [lviv]
