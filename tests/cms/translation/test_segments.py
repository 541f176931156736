"""Reading the texts of a source with their translations, and writing one without losing another."""

import json

import pytest
from django.core.exceptions import ValidationError
from wagtail_localize.models import StringTranslation

from cms.translation.markup import find_problems, from_text, to_text
from cms.translation.segments import (
    Conflict,
    Saved,
    SourceChanged,
    State,
    digest_of,
    read_segments,
    save_string,
)
from cms.translation.sources import get_source
from cms.translation.worddiff import word_diff
from tests import factories
from tests.cms.translation.helpers import submit, type_strings
from tests.cms.translation.samples import fill

pytestmark = pytest.mark.django_db

LINKED = '<p>Read <a href="https://example.org/">more</a> &amp; <b>act</b>.</p>'


@pytest.fixture
def article(tree):
    return factories.news_page(
        tree.news, title="Roofs", summary="All about roofs", body=[("paragraph", LINKED)]
    )


@pytest.fixture
def uk(tree):
    return tree.locale("uk")


def segment_of(source, locale, path="title"):
    return next(row for row in read_segments(source, locale) if row.path.startswith(path))


def save(source, locale, html, user=None, path="title", based_on=None, **options):
    segment = segment_of(source, locale, path)
    return save_string(source, locale, segment, html, user, based_on, **options)


def change(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return get_source(page)


def test_every_text_is_named_by_its_place_in_the_language_of_the_interface(article, uk):
    fill(article)
    labels = {row.label for row in read_segments(change(article), uk)}
    assert {"Title", "Body › Table › Cell"} <= labels
    assert all(labels)


def test_segments_say_what_is_left_to_do(article, uk):
    source = submit(article, uk).source
    segments = read_segments(source, uk)
    assert {row.state for row in segments} == {State.MISSING}
    assert [row.path.split(".")[0] for row in segments] == ["title", "body", "summary"]
    link = segments[1]
    assert link.attrs == {"a1": {"href": "https://example.org/"}} and not link.is_plain
    saved = save(source, uk, "Дахи")
    assert isinstance(saved, Saved)
    title = segment_of(source, uk)
    assert (title.state, title.target_html) == (State.TRANSLATED, "Дахи")
    assert title.target_digest == saved.digest == digest_of("Дахи")


def test_reading_costs_the_same_for_any_number_of_texts(
    tree, uk, django_assert_max_num_queries, django_assert_num_queries
):
    for number in (5, 50):
        body = [("paragraph", f"<p>Text {number}-{index}</p>") for index in range(number)]
        source = submit(factories.news_page(tree.news, body=body), uk).source
        with django_assert_num_queries(3):
            assert len(read_segments(source, uk)) > number


def test_a_unit_keeps_its_name_as_long_as_text_and_place_are_the_same(article, uk):
    source = submit(article, uk).source
    before = {row.path: row.unit_id for row in read_segments(source, uk)}
    assert len(set(before.values())) == len(before)
    after = {row.path: row.unit_id for row in read_segments(change(article, title="New"), uk)}
    assert {path for path in before if before[path] != after[path]} == {"title"}


def test_a_changed_text_shows_what_stood_there_and_how_it_was_translated(article, uk):
    type_strings(submit(article, uk), title="Дахи", summary="Усе про дахи")
    changed = LINKED.replace("act", "act now")
    source = change(article, title="Walls", body=[("paragraph", LINKED), ("paragraph", changed)])
    title = segment_of(source, uk)
    assert (title.state, title.target_html) == (State.STALE, "")
    assert (title.previous_source_html, title.previous_target_html) == ("Roofs", "Дахи")
    assert segment_of(source, uk, "summary").state == State.TRANSLATED


def test_paragraphs_of_one_block_are_matched_with_their_own_old_versions(tree, uk):
    texts = ["The first is on roofs and walls.", "The second is about trees and rivers."]
    network = factories.network_page(tree.networks)
    meeting = factories.meeting_page(
        network, body=[("paragraph", "".join(f"<p>{t}</p>" for t in texts))]
    )
    type_strings(submit(meeting, uk))
    html = f"<p>{texts[1]} Now.</p><p>{texts[0]} Then.</p><p>Nothing of this was said before.</p>"
    block = {"type": "paragraph", "id": meeting.body[0].id, "value": html}
    source = change(meeting, body=json.dumps([block]))
    rows = [row for row in read_segments(source, uk) if row.path.startswith("body")]
    assert [row.previous_source_html for row in rows] == [texts[1], texts[0], ""]
    assert rows[0].previous_target_html == f"⟦{texts[1]}⟧"
    assert [row.state for row in rows] == [State.STALE, State.STALE, State.MISSING]


def test_who_did_not_see_the_present_text_overwrites_nothing(article, uk, admin_user):
    source = submit(article, uk).source
    segment = segment_of(source, uk)
    save_string(source, uk, segment, "Перше", admin_user, None)
    answer = save_string(source, uk, segment, "Друге", None, segment.target_digest)
    assert isinstance(answer, Conflict)
    assert (answer.theirs, answer.by) == ("Перше", admin_user) and answer.at
    assert segment_of(source, uk).target_html == "Перше"
    assert isinstance(save_string(source, uk, segment, "Друге", None, answer.digest), Saved)
    assert segment_of(source, uk).target_html == "Друге"


def test_the_same_text_twice_is_no_conflict_and_no_change(article, uk, admin_user):
    source = submit(article, uk).source
    save(source, uk, "Дахи", admin_user)
    before = StringTranslation.objects.get().updated_at
    assert isinstance(save(source, uk, "Дахи", None), Saved)
    row = StringTranslation.objects.get()
    assert (row.updated_at, row.last_translated_by) == (before, admin_user)


def test_a_text_is_taken_away_only_by_who_saw_it(article, uk):
    source = submit(article, uk).source
    digest = save(source, uk, "Дахи").digest
    assert isinstance(save(source, uk, ""), Conflict)
    assert isinstance(save(source, uk, " ", based_on=digest), Saved)
    assert segment_of(source, uk).state == State.MISSING


def test_a_machines_text_is_a_suggestion_until_a_person_saves_it(article, uk, admin_user):
    source = submit(article, uk).source
    saved = save(source, uk, "Дахи", origin="machine", tool_name="Robot")
    assert segment_of(source, uk).state == State.SUGGESTED
    save(source, uk, "Дахи", admin_user, based_on=saved.digest)
    segment = segment_of(source, uk)
    assert (segment.state, segment.tool_name) == (State.TRANSLATED, "Robot")
    save(source, uk, "Дахи", origin="machine", based_on=saved.digest)
    assert segment_of(source, uk).state == State.TRANSLATED


def test_a_text_that_the_source_has_no_more_is_not_written(article, uk):
    source = submit(article, uk).source
    segment = segment_of(source, uk)
    source = change(article, title="Walls")
    with pytest.raises(SourceChanged):
        save_string(source, uk, segment, "Дахи", None, None)
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize(
    "html, says",
    [
        ("<script>x</script>", "<script>"),
        ('<b class="x">x</b>', "attributes"),
        ("<b>x", "not closed"),
        ("x</b>", "closes nothing"),
        ('<a id="a2">x</a>', "no link a2"),
        ("a\x00b", "control character"),
        ("<!-- x -->", "Comments"),
    ],
)
def test_markup_that_would_be_repaired_or_lost_is_refused(article, uk, html, says):
    source = submit(article, uk).source
    with pytest.raises(ValidationError, match=says):
        save(source, uk, html, path="body")
    assert not StringTranslation.objects.exists()


def test_a_title_takes_no_markup_and_no_more_than_fits(article, uk):
    source = submit(article, uk).source
    with pytest.raises(ValidationError, match="no markup"):
        save(source, uk, "<b>x</b>")
    with pytest.raises(ValidationError, match="3 too many"):
        save(source, uk, "x" * 258)


def test_a_link_that_is_left_out_is_a_warning(article, uk):
    source = submit(article, uk).source
    assert save(source, uk, "Без", path="body").warnings == ["The link a1 is missing."]


@pytest.mark.parametrize(
    "html, text",
    [
        ('Read <a id="a1">more</a> &amp; <b>act</b>.', "Read <a1>more</a1> & <b>act</b>."),
        ("one<br/>two", "one\ntwo"),
        ("1 &lt; 2 &amp;amp; 3 > 2", "1 &lt; 2 &amp;amp; 3 > 2"),
    ],
)
def test_what_translators_type_is_the_markup_and_back(html, text):
    assert to_text(html, is_plain=False) == text
    back = from_text(text, is_plain=False)
    assert not find_problems(back, html).errors
    assert to_text(back, is_plain=False) == text


def test_text_of_plain_fields_is_typed_as_it_reads():
    html = "Roofs &amp; walls &lt;here&gt;<br/>x"
    assert to_text(html, is_plain=True) == "Roofs & walls <here>\nx"
    assert from_text("Roofs & walls <here>\nx", is_plain=True) == html


@pytest.mark.parametrize(
    "before, after, parts",
    [
        ("A school", "Two schools", [("delete", "A school"), ("insert", "Two schools")]),
        ("One two", "One three", [("equal", "One "), ("delete", "two"), ("insert", "three")]),
        ("One.", "One. Two.", [("equal", "One."), ("insert", " Two.")]),
        ("Same  text", "Same  text", [("equal", "Same  text")]),
    ],
)
def test_a_difference_names_phrases_not_letters(before, after, parts):
    assert word_diff(before, after) == parts
