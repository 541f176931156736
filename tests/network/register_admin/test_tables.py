"""Files are read whatever their encoding; what is no table is refused with a message."""

import datetime

import pytest

from network.register_admin.importing import tables
from network.register_admin.importing.charsets import to_text
from network.register_admin.importing.refusals import RefusedFile
from network.register_admin.importing.values import day
from tests.network.register_admin.hostile_tables import cells, hostile_tables, saved, workbook

TEXT = "name;country\nКам’янець-Подільський;Україна\n"


@pytest.mark.parametrize("hostile", list(hostile_tables()), ids=lambda hostile: hostile.title)
def test_what_is_no_table_is_refused_with_a_message(hostile):
    with pytest.raises(RefusedFile) as refusal:
        tables.read(hostile.make())
    assert hostile.says in str(refusal.value)


def test_text_is_read_in_the_encoding_that_it_has():
    for charset in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1251"):
        table = tables.read(TEXT.encode(charset))
        assert table.rows == ((2, ("Кам’янець-Подільський", "Україна")),), charset
    french = "name,country\nSaint-Étienne,France\nNîmes,France\n"
    assert to_text(french.encode("windows-1252")) == (french, "windows-1252")
    assert (
        tables.read(french.encode("windows-1252"), "windows-1251").rows[0][1][0] != "Saint-Étienne"
    )
    with pytest.raises(RefusedFile, match="not encoded in utf-8"):
        tables.read(french.encode("windows-1252"), "utf-8")


def test_a_workbook_gives_the_values_of_formulas_and_days_as_numbers():
    def fill(book):
        book.active.append(["name", "joined on", "sum"])
        book.active.append(["Lviv", datetime.date(2019, 5, 1), "=1+1"])
        book.active.append([])
        book.active.append(["Одеса", None, None])

    table = tables.read(saved(fill))
    assert table.header == ("name", "joined on", "sum")
    # A formula that no spreadsheet has worked out has no value.
    assert [number for number, _row in table.rows] == [2, 4]
    assert day(table.rows[0][1][1]) == datetime.date(2019, 5, 1)
    formula = '<row><c><f>HYPERLINK("http://localhost")</f><v>7.5</v></c></row>'
    assert tables.read(workbook(cells("sum") + formula)).rows == ((2, (7.5,)),)
