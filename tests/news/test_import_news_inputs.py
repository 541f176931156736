from pathlib import Path

import pytest

from news.models import ImportedItem
from tests.factories import Tree
from tests.news.import_helpers import (
    ECRI,
    FRENCH,
    LVIV,
    META,
    database_state,
    dump,
    import_news,
    meta_file,
)

pytestmark = pytest.mark.django_db


def empty(folder: Path) -> Path:
    path = folder / "empty.txt"
    path.write_bytes(b" \n")
    return path


def binary(folder: Path) -> Path:
    path = folder / "binary.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    return path


def latin_1(folder: Path) -> Path:
    path = folder / "latin.txt"
    path.write_bytes(FRENCH.read_text(encoding="utf-8").encode("cp1252"))
    return path


def mangled(folder: Path) -> Path:
    path = folder / "mangled.txt"
    path.write_text(FRENCH.read_bytes().decode("latin-1"), encoding="utf-8")
    return path


def without_furniture(folder: Path) -> Path:
    path = folder / "plain.txt"
    path.write_text("A title\n\nA text.", encoding="utf-8")
    return path


def only_furniture(folder: Path) -> Path:
    return dump(folder, "only.txt")


def huge(folder: Path) -> Path:
    path = folder / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    return path


def empty_folder(folder: Path) -> Path:
    path = folder / "nothing"
    path.mkdir()
    return path


def missing(folder: Path) -> Path:
    return folder / "missing.txt"


def other_kind(folder: Path) -> Path:
    path = folder / "page.html"
    path.write_text("<p>A text.</p>", encoding="utf-8")
    return path


def unknown_language(folder: Path) -> Path:
    return dump(folder, "de-7.txt", "Titel", "Text.")


def english_text_as_french(folder: Path) -> Path:
    path = folder / "fr-285.txt"
    path.write_text(ECRI.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def endless_title(folder: Path) -> Path:
    return dump(folder, "endless.txt", "word " * 100, "Text.")


def broken_front_matter(folder: Path) -> Path:
    path = folder / "broken.md"
    path.write_text("---\ntitle: [\n---\nText.", encoding="utf-8")
    return path


def impossible_date(folder: Path) -> Path:
    path = folder / "date.md"
    path.write_text("---\ntitle: A\nlanguage: en\ndate: 2019-02-31\n---\nText.", encoding="utf-8")
    return path


def unknown_picture(folder: Path) -> Path:
    path = folder / "picture.md"
    path.write_text("---\ntitle: A\nlanguage: en\n---\n![Roofs](roofs)\n", encoding="utf-8")
    return path


def unknown_concept(folder: Path) -> Path:
    path = folder / "concept.md"
    path.write_text("---\ntitle: A\nlanguage: en\n---\n[Roma](term:roma)\n", encoding="utf-8")
    return path


BAD_INPUTS = [
    (empty, "the file is empty"),
    (binary, "the file is binary"),
    (latin_1, "not in UTF-8"),
    (mangled, "wrong encoding"),
    (without_furniture, "no furniture"),
    (only_furniture, "no article after the furniture"),
    (huge, "too large for a page: 50 MB"),
    (empty_folder, "no .txt or .md file"),
    (missing, "no such file or folder"),
    (other_kind, "only .txt and .md"),
    (unknown_language, "no language “de”"),
    (english_text_as_french, "the text is in “en”"),
    (endless_title, "255"),
    (broken_front_matter, "Line 3"),
    (impossible_date, "day"),
    (unknown_picture, "roofs"),
    (unknown_concept, "No concept is called “roma”"),
]


@pytest.mark.parametrize(
    ("make", "reason"), BAD_INPUTS, ids=[make.__name__ for make, _reason in BAD_INPUTS]
)
def test_a_bad_input_gets_one_clear_line_and_the_others_come_in(
    tree: Tree, tmp_path: Path, make: object, reason: str
) -> None:
    bad = make(tmp_path)
    answer = import_news(bad, ECRI, meta=META)

    lines = answer.err.strip().splitlines()
    assert not answer.succeeded
    assert len(lines) == 2, answer.err
    assert bad.name in lines[0]
    assert reason in lines[0]
    assert "1 file or folder could not be imported" in lines[1]
    assert [item.source_key[:5] for item in ImportedItem.objects.all()] == ["text:"]


def test_nothing_of_a_bad_input_is_written(tree: Tree, tmp_path: Path) -> None:
    before = database_state()
    import_news(endless_title(tmp_path), missing(tmp_path), date="2014-05-23", publish=True)

    assert database_state() == before


def test_a_read_me_beside_the_dumps_is_skipped(tree: Tree, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("What the files are.", encoding="utf-8")
    dump(tmp_path, "page.txt", "Title", "Text.")
    answer = import_news(tmp_path, date="2014-05-23")

    assert answer.succeeded
    assert "imported 1, skipped 1" in answer.out


def test_a_file_that_is_named_twice_comes_in_once(tree: Tree) -> None:
    assert "imported 1\n" in import_news(LVIV, LVIV.parent / LVIV.name, meta=META).out


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["language,date", "en,2019-02-26"], "needs a column “file”"),
        (["file,colour", "a.txt,red"], "needs a column “file” and may have"),
        (["file,date", "a.txt,26.2.2019"], "line 2 of the meta file: “26.2.2019”"),
        (["file,legacy_id", "a.txt,-1"], "“-1” is no number"),
        (["file,link_addresses", "a.txt,javascript:alert(1)"], "is no web address"),
        (["file,date_is", "a.txt,guess"], "“date_is”"),
        (["file", "a.txt", "a.txt"], "line 3"),
    ],
)
def test_a_meta_file_with_a_fault_stops_the_import_and_names_its_line(
    tree: Tree, tmp_path: Path, lines: list[str], reason: str
) -> None:
    before = database_state()
    answer = import_news(ECRI, meta=meta_file(tmp_path, *lines))

    assert not answer.succeeded
    assert reason in answer.err
    assert database_state() == before


def test_a_language_that_the_site_has_not_is_refused_though_every_file_names_its_own(
    tree: Tree,
) -> None:
    before = database_state()
    answer = import_news(FRENCH, language="zz")

    assert not answer.succeeded
    assert "no language “zz”" in answer.err
    assert database_state() == before


def test_a_missing_meta_file_is_named(tree: Tree, tmp_path: Path) -> None:
    answer = import_news(ECRI, meta=tmp_path / "none.csv")

    assert not answer.succeeded
    assert "none.csv" in answer.err


def test_meta_says_the_language_of_an_english_text_at_a_french_address(
    tree: Tree, tmp_path: Path
) -> None:
    file = english_text_as_french(tmp_path)
    answer = import_news(file, meta=meta_file(tmp_path, "file,language", f"{file.name},en"))

    assert answer.succeeded, answer.err
    assert ImportedItem.objects.get().language == "en"
