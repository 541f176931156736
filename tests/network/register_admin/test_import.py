"""A table of authorities: what it would change, and the change itself, all of it or nothing."""

import datetime

import pytest
from wagtail.models import ReferenceIndex

from network.models import (
    Authority,
    AuthorityName,
    Membership,
    Participation,
    RelationChange,
    Signature,
)
from network.register_admin.exporting import table_of, to_csv, to_xlsx
from network.register_admin.importing import tables
from network.register_admin.importing.imports import (
    PlanChanged,
    carry_out,
    guessed_mapping,
    to_columns,
)
from network.register_admin.importing.planning import make_plan
from network.register_admin.importing.plans import Outcome
from network.scope import Scope
from tests import factories

EVERYWHERE = Scope(everywhere=True)
UKRAINE = Scope(countries=frozenset({"UA"}))


def planned(text, scope=EVERYWHERE, may_decide=True):
    table = tables.read(text.encode() if isinstance(text, str) else text)
    columns = to_columns(table, guessed_mapping(table, may_decide), may_decide)
    return table, columns, make_plan(table, columns, scope)


def imported(text, scope=EVERYWHERE, may_decide=True):
    table, columns, plan = planned(text, scope, may_decide)
    assert not plan.has_errors, [(row.number, row.errors) for row in plan.rows if row.errors]
    return carry_out(table, columns, scope, None, seen=plan.digest)


def errors(plan):
    return {
        (row.number, str(error.column)): error.message for row in plan.rows for error in row.errors
    }


def test_a_table_adds_and_changes_and_then_changes_nothing(register):
    text = """Назва;країна;вид;населення;область;key;Nom anglais;name_pl;former names;широта
Львів;Україна;Місто;720 000;ua-lviv-oblast;ua-lviv;;Lwów;Lemberg [de]; 49,84
Новий Розділ;UA;місто;27000;Львівська область;;;;;
Одеська область;UA;region;;;ua-odesa-oblast;;;;
Одеса;UA;city;1010537;Одеська область;;;;Odessa [ru];
"""
    _table, _columns, plan = planned(text)
    by_number = {row.number: row for row in plan.rows}
    assert {number: row.outcome for number, row in by_number.items()} == {
        2: Outcome.CHANGED,
        3: Outcome.NEW,
        4: Outcome.NEW,
        5: Outcome.NEW,
    }
    changes = {c.column.name: (c.old_text, c.new_text) for c in by_number[2].changes}
    assert changes == {
        "population": ("717000", "720000"),
        "name_pl": ("", "Lwów"),
        "former_names": ("", "Lemberg [de]"),
        "latitude": ("", "49.84"),
    }
    assert Authority.objects.count() == 3
    imported(text)
    odesa = Authority.objects.get(name="Одеса")
    assert (odesa.key, odesa.region.key) == ("ua-odesa", "ua-odesa-oblast")
    assert "odessa" in odesa.search_names
    lviv = Authority.objects.get(key="ua-lviv")
    assert "lemberg" in lviv.search_names and lviv.name_in("pl") == "Lwów"
    before = list(Authority.objects.values().order_by("pk"))
    again = imported(text)
    assert {row.outcome for row in again.rows} == {Outcome.UNCHANGED}
    assert list(Authority.objects.values().order_by("pk")) == before


def test_an_export_is_taken_back_without_a_change(register, tree):
    network = factories.network_page(tree.networks, slug="ukraine", country="UA")
    lviv, day = register.lviv, datetime.date(2019, 5, 1)
    AuthorityName.objects.create(authority=lviv, language="sr-Latn", name="Lavov")
    AuthorityName.objects.create(authority=lviv, kind="former", name="Lemberg", language="de")
    AuthorityName.objects.create(authority=lviv, kind="transliteration", name="L'viv")
    Authority.objects.filter(pk=lviv.pk).update(longitude=-24.03125, website="https://lviv.example")
    Participation.objects.create(authority=lviv, number=7, joined_on=day)
    Membership.objects.create(authority=lviv, network=network, role="founder", joined_on=day)
    Membership.objects.create(authority=lviv, network=network, left_on=day, state="withdrawn")
    Signature.objects.create(authority=lviv, signed_on=day)
    factories.authority(name="=1+1", key="ua-formula", is_example=True)
    Authority.objects.all().refresh_search_names()
    everything = Authority.objects.all()
    as_csv = "".join(to_csv(table_of(everything)))
    assert "Olha" not in as_csv and "'=1+1" in as_csv
    assert "Olha" in "".join(to_csv(table_of(everything, everything)))
    header = as_csv.splitlines()[0]
    for content in (as_csv.replace("'=1+1", "Formula"), to_xlsx(table_of(everything))):
        Authority.objects.filter(key="ua-formula").update(name="Formula")
        _table, columns, plan = planned(
            content if isinstance(content, str) else to_xlsx(table_of(everything))
        )
        assert None not in columns and len(columns) == header.count(",") + 1
        assert errors(plan) == {}
        assert [(row.title, row.changes) for row in plan.rows if row.changes] == []


def test_errors_name_row_and_column_and_nothing_is_written(register):
    text = """key,name,kind,country,region,population,latitude,website,participation_number
ua-lviv,Львів,castle,UA,,many,91,nowhere,
,Λάρισα,city,GR,ua-lviv-oblast,,,,
,Стрий,city,Atlantis,,,,,
ua-lviv,Львів,,,,,,,
,=cmd|' /C calc'!A0,city,UA,,,,,
,Самбір,,UA,,,,,
,Турка,city,UA,nowhere,,,,
,,,,,5,,,
"""
    _table, _columns, plan = planned(text)
    assert errors(plan) == {
        (2, "kind"): (
            "“castle” is none of: city, municipality, district, county, province, region,"
            " state_district, state_region, other."
        ),
        (2, "population"): "This is no whole number.",
        (2, "latitude"): "Ensure this value is less than or equal to 90.",
        (2, "website"): "Enter a valid URL.",
        (3, "region"): "The region lies in another country.",
        (4, "country"): "“Atlantis” is no country.",
        (5, ""): "The same authority is in row 2.",
        (6, "official name"): "A name does not begin with “=”.",
        (7, "kind"): "A new authority needs this.",
        (8, "region"): "There is no such region, or more than one. Give its key.",
        (9, ""): "A row needs a key, or a name and a country.",
    }
    table, columns, _plan = planned(text)
    with pytest.raises(PlanChanged):
        carry_out(table, columns, EVERYWHERE, None, seen=None)
    assert Authority.objects.count() == 3


def test_every_row_keeps_to_the_scope(register):
    text = """key,name,kind,country,participation_number,memberships
gr-volos,Volos,city,GR,,
,Larisa,city,GR,,
gr-volos,Волос,city,UA,,
ua-lviv,Львів,,GR,,
ua-lviv-oblast,,,,9,greece:member
"""
    _table, columns, plan = planned(text, UKRAINE, may_decide=False)
    assert [column.name for column in columns if column] == [
        "key",
        "name",
        "kind",
        "country",
        "memberships",
    ]
    foreign = "You do not work in this country."
    assert errors(plan) == {
        (2, "country"): foreign,
        (3, "country"): foreign,
        (4, "key"): "This key belongs to another authority.",
        (5, "country"): foreign,
        (6, "memberships of networks"): "“greece” is no network that you work in.",
    }


def test_what_changed_since_it_was_looked_at_is_looked_at_again(register):
    table, columns, plan = planned("key,population\nua-lviv,5\n")
    Authority.objects.filter(pk=register.lviv.pk).update(website="https://new.example")
    with pytest.raises(PlanChanged) as refusal:
        carry_out(table, columns, EVERYWHERE, None, seen=plan.digest)
    register.lviv.refresh_from_db()
    assert register.lviv.population == 717_000
    carry_out(table, columns, EVERYWHERE, None, seen=refusal.value.plan.digest)
    register.lviv.refresh_from_db()
    assert register.lviv.population == 5


def test_relations_keep_numbers_and_history(register):
    heading = "key,participation_number,participation_joined_on,participation_left_on,"
    heading += "participation_state,signature_signed_on\n"
    imported(heading + "ua-lviv,12,2019-05-01,,,43570\nua-lviv-oblast,13,01.06.2019,,active,\n")
    lviv = Participation.objects.get(number=12)
    assert (lviv.authority, lviv.joined_on) == (register.lviv, datetime.date(2019, 5, 1))
    assert Signature.objects.get().signed_on == datetime.date(2019, 4, 15)
    imported(heading + "ua-lviv,12,,2024-02-03,withdrawn,\n")
    steps = RelationChange.objects.filter(relation_kind="participation", relation_id=lviv.pk)
    assert list(steps.order_by("pk").values_list("from_state", "to_state", "on")) == [
        ("", "active", datetime.date(2019, 5, 1)),
        ("active", "withdrawn", datetime.date(2024, 2, 3)),
    ]
    from network.models import ParticipantNumbers

    assert ParticipantNumbers.objects.get().highest == 13
    _table, _columns, plan = planned(
        heading + "gr-volos,12,,,,\nua-lviv-oblast,14,,,,\nua-lviv,0,,,,\n"
    )
    assert set(errors(plan).values()) == {
        "Another authority has this number.",
        "It takes part with the number 13 already.",
        "Numbers begin with 1.",
    }


def test_what_points_to_what_is_noted_as_saving_would_note_it(register, tree):
    network = factories.network_page(tree.home, slug="ukraine")
    heading = "key,name,kind,country,region,memberships\n"
    imported(heading + "ua-stryi,Стрий,city,UA,ua-lviv-oblast,ukraine:member\n")
    stryi = Authority.objects.get(key="ua-stryi")
    noted = ReferenceIndex.get_references_for_object(stryi).order_by("content_path").values()
    imported_ones = [{**row, "id": None} for row in noted]
    assert {row["to_object_id"] for row in imported_ones} == {
        str(register.oblast.pk),
        str(network.pk),
    }
    ReferenceIndex.get_references_for_object(stryi).delete()
    ReferenceIndex.create_or_update_for_object(stryi)
    assert [{**row, "id": None} for row in noted.all()] == imported_ones
