"""The mark of a passage in another language goes along into translations."""

import json
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue, extract_strings, restore_strings

from cms.terminology.places import places_of
from cms.translation.inline_tags import judged_text
from cms.translation.markup import find_problems, from_text, to_text
from cms.translation.pairing import pair
from cms.translation.segments import Saved, read_segments, save_string
from tests import factories
from tests.cms.translation.helpers import submit, type_strings

MARKED = 'The <span lang="de">Bürgermeister</span> of <a href="https://example.org/">it</a>.'


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        (
            f"<p>{MARKED}</p>",
            ['The <span id="span1">Bürgermeister</span> of <a id="a1">it</a>.'],
        ),
        # A paragraph that is a passage as a whole: its mark can be left out.
        (
            '<p><span dir="rtl" lang="he">שלום</span></p><p>Peace</p>',
            ['<span id="span1">שלום</span>', "Peace"],
        ),
        (
            '<p><span lang="de">A <b>b</b></span> and <span lang="uk">в</span></p>',
            ['<span id="span1">A <b>b</b></span> and <span id="span2">в</span>'],
        ),
        (
            '<p><a href="/x/"><span lang="de">A</span></a> and <a href="/y/">b</a></p>',
            ['<a id="a1"><span id="span1">A</span></a> and <a id="a2">b</a>'],
        ),
    ],
)
def test_a_sentence_with_a_mark_is_one_text(html: str, texts: list[str]) -> None:
    template, found = extract_strings(html)
    assert [text.data for text, _attributes in found] == texts
    assert restore_strings(template, found) == html


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("Le <span1>Bürgermeister</span1> <a1>y</a1>", ""),
        ("Le maire <a1>y</a1>", ""),
        ("Le <span2>maire</span2> <a1>y</a1>", "no passage in another language span2"),
        ('Le <span lang="xx">maire</span> <a1>y</a1>', "takes no attributes"),
        ('Le <span id="span1" onclick="x">maire</span> <a1>y</a1>', "takes no attributes"),
        ("Le <span1>maire <a1>y</a1>", "is not closed"),
    ],
)
def test_translators_keep_a_mark_or_leave_it_out(typed: str, error: str) -> None:
    source = extract_strings(f"<p>{MARKED}</p>")[1][0][0].data
    assert from_text(to_text(source, is_plain=False), is_plain=False) == source
    problems = find_problems(from_text(typed, is_plain=False), source)
    assert problems.warnings == []
    assert error in " ".join(problems.errors)
    assert bool(problems.errors) == bool(error)


def test_terms_of_a_language_are_not_looked_for_in_passages_of_another() -> None:
    assert judged_text('Le <span id="span1">a <b>b</b></span> parle') == "Le ⟨…⟩ parle"
    assert judged_text("Le <b>maire</b>") == "Le maire"


def value(html: str) -> StringSegmentValue:
    text, attributes = extract_strings(f"<p>{html}</p>")[1][0]
    segment = StringSegmentValue("body", text, attrs=attributes)
    segment.order = 0
    return segment


@pytest.mark.parametrize(
    ("translated", "kept"),
    [
        (
            '<a href="https://example.org/">Y</a>: <span lang="de">Bürgermeister</span>',
            '<a id="a1">Y</a>: <span id="span1">Bürgermeister</span>',
        ),
        ('<span lang="uk">в</span> <a href="https://example.org/">y</a>', 'в <a id="a1">y</a>'),
    ],
)
def test_a_translation_by_example_has_the_marks_that_its_source_has(
    translated: str, kept: str
) -> None:
    assert pair([value(MARKED)], [value(translated)]).strings == {0: kept}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "texts"), [("de", ["A mayor"]), ("", ["Die Stadt", "A mayor"]), (None, None)]
)
def test_a_quotation_in_another_language_stands_as_it_is_in_all(
    tree: factories.Tree, client: Client, language: str | None, texts: list[str] | None
) -> None:
    quote = {"text": "Die Stadt", "attribution": "A mayor"}
    # As quotations were stored before they had a language.
    quote |= {} if language is None else {"language": language}
    raw = [{"type": "quote", "value": quote, "id": str(uuid.uuid4())}]
    article = factories.news_page(tree.news, title="Roofs", body=json.dumps(raw))
    found = [
        segment.string.data
        for segment in extract_segments(article)
        if isinstance(segment, StringSegmentValue) and segment.path.startswith("body")
    ]
    assert found == (texts or ["Die Stadt", "A mayor"])
    translation = submit(article, tree.locale("fr"))
    type_strings(translation)
    translation.save_target(publish=True)
    page = client.get(tree.translation_of(article, "fr").url).text
    assert "⟦A mayor⟧" in page
    words = '<blockquote lang="de">Die Stadt</blockquote>'
    assert (words if language else "<blockquote>⟦Die Stadt⟧</blockquote>") in page
    places = {place.text: place.language for place in places_of(article)}
    assert places["Die Stadt"] == (language or "en")


@pytest.mark.django_db
def test_a_published_translation_has_the_mark(tree: factories.Tree, admin_user: Any) -> None:
    article = factories.news_page(
        tree.news, title="Roofs", body=[("paragraph", f"<p>{MARKED}</p>")]
    )
    translation = submit(article, tree.locale("fr"))
    texts = {
        "body": 'Le <span id="span1">Bürgermeister</span> <a id="a1">y</a>',
        "forged": 'Le <span id="span7">maire</span>',
    }
    for segment in read_segments(translation.source, translation.target_locale):
        text = texts["body"] if segment.attrs else StringValue(segment.source_html).data
        arguments = (translation.source, translation.target_locale, segment)
        if segment.attrs:
            with pytest.raises(ValidationError):
                save_string(*arguments, texts["forged"], admin_user, None)
        assert isinstance(save_string(*arguments, text, admin_user, None), Saved)
    translation.save_target(publish=True)
    assert 'Le <span lang="de">Bürgermeister</span> <a href="https://example.org/">y</a>' in str(
        tree.translation_of(article, "fr").body
    )
