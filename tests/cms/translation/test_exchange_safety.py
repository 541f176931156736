"""Files that are no exchange files are refused with a message, whatever they are."""

import pytest

from cms.translation.exchange import files
from cms.translation.exchange.safety import RefusedFile
from tests.cms.translation.hostile_files import VALID, VALID_PO, hostile_files


@pytest.mark.parametrize("hostile", list(hostile_files()), ids=lambda hostile: hostile.title)
def test_a_file_that_is_no_exchange_file_is_refused_with_a_message(hostile):
    with pytest.raises(RefusedFile) as refusal:
        files.read(hostile.name, hostile.make())
    assert hostile.says in str(refusal.value)


def test_the_files_that_the_hostile_ones_are_made_of_are_read():
    for name, text in (("texts.xlf", VALID), ("texts.po", VALID_PO)):
        assert [unit.target_html for unit in files.read(name, text.encode()).units] == ["Дахи"]


def test_nothing_is_fetched_or_included_by_instructions_in_a_file():
    text = VALID.replace("<xliff", '<?xml-stylesheet href="http://localhost/"?><xliff', 1)
    assert files.read("texts.xlf", text.encode()).units[0].target_html == "Дахи"
