"""XLIFF files are valid by the standard, and say the same after the journey."""

import re
from pathlib import Path

import pytest
from django.utils import timezone

from cms.translation.exchange import files
from cms.translation.exchange.units import Batch, Candidate, Document, Note, State, Unit
from cms.translation.exchange.xliff import reader, writer
from cms.translation.segments import digest_of
from tests.cms.translation.xliff_structure import faults

DATA = Path("tests/data/xliff")
DOCUMENT = "11111111-1111-4111-8111-111111111111"

# Source and translation, as the site keeps them.
TEXTS = (
    ("Roofs", ""),
    ("Roofs", "Дахи"),
    ("Fish &amp; chips &lt;b&gt; \"quoted\" 'so'", "Риба &amp; картопля &lt;b&gt;"),
    ("One<br/>two<br/>three", "Один<br/>два<br/>три"),
    ("<b>Bold</b> and <i>italic <b>both</b></i>", "<i>курсив <b>обидва</b></i> і <b>жирний</b>"),
    ('Read <a id="a1">this</a> and <a id="a2">that</a>.', '<a id="a2">Те</a> і <a id="a1">це</a>.'),
    (
        'The <span id="span1">Bürger<b>meister</b></span> of <a id="a1">it</a>',
        '<a id="a1">Його</a> <span id="span1">Bürgermeister</span>',
    ),
    ("A <b>word</b>", "<b>Ще</b> одне <b>слово</b> <em>тут</em>"),
    ("Lost <b>bold</b>", "Без жирного"),
    ("  spaces  inside\tand\u00a0around ", "  пробіли\u00a0 "),
    ("Right to left \u200f אבג", "עברית \u200f"),
    ("😀 astral", "😀 астральний \U00010ffd"),
    ("Line\u2028separator\x85and\rreturn", "Рядок\u2028та\x85ще \\n зворотна \\"),
)


def unit(number, source="Roofs", target="", **fields):
    values = {
        "id": f"22222222-2222-4222-8222-{number:012}",
        "path": f"body.{number}",
        "source_html": source,
        "target_html": target,
        "state": State.TRANSLATED if target else State.MISSING,
        "is_reviewed": False,
        "source_digest": digest_of(source),
        "target_digest": digest_of(target),
        **fields,
    }
    return Unit(**values)


def batch(*units, target_language="uk"):
    document = Document(DOCUMENT, "Roofs & <walls>\x02", "news article", "", units)
    return Batch("en", target_language, timezone.now(), (document,))


def written():
    """A file with everything in it that an export may have."""
    units = [unit(number, *texts) for number, texts in enumerate(TEXTS)]
    units.append(
        unit(
            90,
            "Now <b>this</b>",
            state=State.STALE,
            notes=(Note("context", "Body › Paragraph"), Note("length", "At most 5", "target")),
            candidates=(Candidate("tm", "Once <b>this</b>", "Колись <b>це</b>"),),
        )
    )
    units += [
        unit(91, target="Дахи", state=state, is_reviewed=is_reviewed)
        for state in State
        for is_reviewed in (False, True)
    ]
    renumbered = [unit.__class__(**{**vars(unit), "id": f"u-{n}"}) for n, unit in enumerate(units)]
    return batch(*renumbered)


def test_what_is_written_has_the_structure_of_the_standard():
    assert faults(writer.write(written())) == []


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        ('version="2.0"', 'version="1.2"'),
        (' srcLang="en"', ""),
        ('trgLang="uk"', 'trgLang="Ukrainian, mostly"'),
        (r'<unit id="[^"]*"', "<unit"),
        (r'<unit id="[^"]*"', '<unit id="two words"'),
        ("u-1", "u-0"),
        (r"<source>", "<source><strong/>"),
        (r"(<source>.*?</source>)(<target>.*?</target>)", r"\2\1"),
        (r"(<originalData>.*?</originalData>)(<segment.*?</segment>)", r"\2\1"),
        ('dataRefStart="d1"', 'dataRefStart="d77"'),
        (r'<data id="d2"', '<data id="d1"'),
        ('subType="xlf:b"', 'subType="xlf:heavy"'),
        ('state="initial"', 'state="unknown"'),
        (r'state="\w+" ', ""),
        ('ref="#s1"', 'ref="#s9"'),
        (r'(<source>.*?<pc id=")1(".*?<pc id=")2', r"\g<1>1\g<2>1"),
        ("<notes><note .*?</note></notes>", "<notes></notes>"),
        ('canResegment="no"', 'canResegment="never"'),
    ],
)
def test_what_the_standard_forbids_is_noticed(pattern, replacement):
    text = writer.write(written()).decode()
    broken = re.sub(pattern, replacement, text, count=1, flags=re.DOTALL)
    assert broken != text
    assert faults(broken.encode())


@pytest.mark.parametrize("key", ["xliff", "po"])
def test_what_is_written_reads_the_same(key):
    units = [unit(number, *texts) for number, texts in enumerate(TEXTS)]
    exported = batch(*units)
    content = files.FORMATS[key].write(exported)
    back = files.read(f"back{files.FORMATS[key].suffixes[0]}", content)
    assert (back.source_language, back.target_language) == ("en", "uk")
    assert back.exported_at == exported.exported_at
    assert [
        (
            returned.document_key,
            returned.id,
            returned.path,
            returned.source_html,
            returned.target_html,
            returned.source_digest,
            returned.target_digest,
            returned.problem,
        )
        for returned in back.units
    ] == [
        (
            DOCUMENT,
            sent.id,
            sent.path,
            sent.source_html,
            sent.target_html,
            sent.source_digest,
            sent.target_digest,
            "",
        )
        for sent in units
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_that_a_tool_saved_in_another_unicode_encoding_reads_the_same(encoding):
    text = writer.write(batch(unit(1, "Roofs", "Дахи"))).decode()
    text = text.replace("encoding='UTF-8'", f"encoding='{encoding[:6].rstrip('-')}'")
    back = files.read("back.xliff", text.encode(encoding))
    assert back.units[0].target_html == "Дахи"


def test_states_say_how_far_a_text_is():
    units = [unit(n, target="Дахи", state=state) for n, state in enumerate(State)]
    units.append(unit(9, target="Дахи", state=State.LIVE, is_reviewed=True))
    text = writer.write(batch(*units)).decode()
    assert re.findall(r'state="(\w+)" subState="cms:(\w+)"', text) == [
        ("initial", "missing"),
        ("initial", "stale"),
        ("initial", "suggested"),
        ("translated", "translated"),
        ("translated", "live"),
        ("final", "live"),
    ]


def test_languages_are_named_as_bcp_47_names_them():
    text = writer.write(batch(unit(1), target_language="pt-br")).decode()
    assert 'trgLang="pt-BR"' in text
    assert 'trgDir="rtl"' in writer.write(batch(unit(1), target_language="ar")).decode()


def test_control_characters_are_written_as_code_points_and_not_taken_back():
    content = writer.write(batch(unit(1, "Bell \x07 rings", "")))
    assert b'<cp hex="0007"/>' in content
    assert faults(content) == []
    assert reader.read(content).units[0].problem


def test_files_are_read_as_other_tools_write_them():
    """Split segments, reordered; codes as `sc` and `ec`; markers; foreign attributes; 2.1."""
    back = files.read("tools.xlf", (DATA / "other_tools.xlf").read_bytes())
    by_id = {returned.id: returned for returned in back.units}
    assert {key: returned.target_html for key, returned in by_id.items()} == {
        "split": "Другий <b>тут</b>. Перший.",
        "spanning": 'Тут <a id="a1">посилання</a>, термін <br/>і рядок',
        "no-original-data": "<b>Дахи</b>",
        "copied": "<b>один</b> <b>два</b>",
        "grouped": "У групі",
        "untranslated": "",
        "partly": "",
        "overlapping": "",
        "unknown-code": "",
    }
    assert by_id["split"].source_html == "First. Second <b>here</b>."
    assert by_id["grouped"].is_confirmed
    assert not by_id["copied"].is_confirmed
    assert [key for key, returned in by_id.items() if returned.problem] == [
        "partly",
        "overlapping",
        "unknown-code",
    ]
