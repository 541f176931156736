"""What the files of the demonstration must agree in."""

from pathlib import Path

import pytest

from cms.demo.content import ContentError, Item, Text, read_items


@pytest.fixture
def item(tmp_path: Path) -> Item:
    texts = {
        "en": "---\ntitle: Nine\nevent: {from: 2018-04-12, place: Athens}\n"
        "founders:\n  - {name: City of Lviv, kind: city}\n---\nOne.\n",
        "fr": "---\ntitle: Neuf\nevent: {place: Athènes}\nfounders:\n  - {name: Ville de Lviv}\n"
        "---\nUn.\n\n:::unknown\n:::\n",
    }
    for language, text in texts.items():
        (tmp_path / f"nine.{language}.md").write_text(text, encoding="utf-8")
    return Item(
        "news/nine",
        {language: Text.read(tmp_path / f"nine.{language}.md") for language in texts},
    )


def test_a_translation_repeats_only_what_is_translated(item: Item) -> None:
    fields = item.fields("fr")
    assert fields["title"] == "Neuf"
    assert fields["event"]["place"] == "Athènes"
    assert fields["event"]["from"].isoformat() == "2018-04-12"
    assert fields["founders"] == [{"name": "Ville de Lviv", "kind": "city"}]


def test_a_fault_is_named_with_its_file_and_line(item: Item) -> None:
    with pytest.raises(ContentError, match=r"nine\.fr\.md: Line 9: "):
        item.blocks("fr", None)  # type: ignore[arg-type]


def test_a_sentence_that_is_to_change_must_be_there(item: Item) -> None:
    assert "Two." in item.edited("One.", "Two.").source.body
    with pytest.raises(ContentError, match="nine"):
        item.edited("Three.", "Four.")


def test_an_item_has_one_source_language() -> None:
    news = read_items("news")
    sources = {name: item.source_language for name, item in news.items()}
    assert {name for name, language in sources.items() if language != "en"} == {
        "lviv-signs-declaration",
        "val-de-marne-joins",
    }
