"""What the register keeps of names and of the relations' history."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from network.models import (
    Authority,
    AuthorityName,
    Membership,
    Participation,
    RelationChange,
    Signature,
)
from network.relations import change_state, record_beginning
from network.search_names import normalise_name
from tests import factories
from tests.factories import Tree

pytestmark = pytest.mark.django_db

DAY = datetime.date(2020, 5, 3)


@pytest.mark.parametrize(
    ("text", "normalised"),
    [
        ("Korçë", "korce"),
        ("ŁÓDŹ", "lodz"),
        ("Kam’ianets-Podil's'kyi", "kamianets podilskyi"),
        ("Кам’янець–Подільський", "камянець подільськии"),
        ("Weißenfels", "weissenfels"),
        ("İstanbul ISPARTA", "istanbul isparta"),
        ("Θεσσαλονίκης", "θεσσαλονικησ"),
        (" \t – ", ""),
    ],
)
def test_case_accents_and_apostrophes_make_no_difference(text: str, normalised: str) -> None:
    assert normalise_name(text) == normalised


def test_the_searched_text_follows_every_way_of_changing_a_name() -> None:
    lviv = Authority(key="lviv", name="Львів", kind="city", country="UA")
    lviv.names = [AuthorityName(language="pl", name="Lwów")]
    lviv.save()

    def searched() -> list[str]:
        return Authority.objects.get(key="lviv").search_names.split("\n")

    assert searched() == ["львів", "lwow"]
    former = AuthorityName.objects.create(authority=lviv, kind="former", name="Lemberg")
    assert "lemberg" in searched()
    former.name = "Löwenburg"
    former.save()
    assert searched()[-1] == "lowenburg"
    AuthorityName.objects.filter(pk=former.pk).delete()
    assert len(searched()) == 2
    lviv = Authority.objects.get(key="lviv")
    lviv.name = "Lviv"
    lviv.save(update_fields=["name"])
    assert searched() == ["lviv", "lwow"]
    AuthorityName.objects.bulk_create([AuthorityName(authority=lviv, language="fr", name="Léopol")])
    Authority.objects.refresh_search_names()
    assert "leopol" in searched()


def test_only_a_translation_is_shown_as_the_name_in_a_language() -> None:
    lviv = factories.authority(name="Львів")
    AuthorityName.objects.create(authority=lviv, language="de", kind="former", name="Lemberg")
    assert lviv.name_in("de") == "Львів"
    AuthorityName.objects.create(authority=lviv, language="de", name="Lwiw")
    assert Authority.objects.get(pk=lviv.pk).name_in("de") == "Lwiw"


def test_only_active_relations_are_counted_and_every_change_is_written_down(tree: Tree) -> None:
    row = factories.participation(1, joined_on=datetime.date(2013, 3, 20))
    record_beginning(row, on=row.joined_on, by=None)
    network = factories.network_page(tree.networks)
    member = Membership.objects.create(authority=row.authority, network=network)
    present = Membership.objects.present(network.translation_key)
    assert Participation.objects.counter().participants == present.count() == 1

    change_state(row, "suspended", on=DAY, by=None, reason="No answer")
    change_state(member, "suspended", on=DAY, by=None)
    assert Participation.objects.counter().participants == present.count() == 0
    change_state(row, "active", on=DAY, by=None)
    assert Participation.objects.counter().participants == 1
    change_state(row, "withdrawn", on=DAY, by=None)
    row.refresh_from_db()
    assert (row.state, row.left_on, row.number) == ("withdrawn", DAY, 1)
    assert Participation.objects.counter().participants == 0
    change_state(row, "active", on=DAY, by=None)
    assert row.left_on is None
    steps = RelationChange.objects.filter(relation_kind="participation", relation_id=row.pk)
    assert [(one.from_state, one.to_state) for one in steps.order_by("pk")] == [
        ("", "active"),
        ("active", "suspended"),
        ("suspended", "active"),
        ("active", "withdrawn"),
        ("withdrawn", "active"),
    ]
    assert steps.filter(reason="No answer", on=DAY).count() == 1


def test_a_change_that_cannot_be_is_refused_and_leaves_nothing_behind() -> None:
    row = Signature.objects.create(
        authority=factories.authority(), signed_on=datetime.date(2018, 7, 16)
    )
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    for state, day in (
        ("active", DAY),
        ("gone", DAY),
        ("withdrawn", tomorrow),
        ("withdrawn", datetime.date(2018, 7, 15)),
    ):
        with pytest.raises(ValidationError):
            change_state(row, state, on=day, by=None)
    row.refresh_from_db()
    assert row.state == "active"
    assert not RelationChange.objects.exists()


def test_a_region_is_of_the_same_country_and_not_the_authority_itself() -> None:
    region = factories.authority(key="region", kind="region", country="UA")
    county = factories.authority(kind="county", country="UA", region=region)
    town = Authority(key="town", name="Town", kind="city", country="AL", region=region)
    with pytest.raises(ValidationError, match="another country"):
        town.full_clean()
    region.region = county
    with pytest.raises(ValidationError, match="lie in itself"):
        region.full_clean()
