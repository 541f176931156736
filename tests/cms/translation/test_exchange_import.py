"""What becomes of the units of a file that comes back."""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from wagtail_localize.models import StringTranslation, Translation

from cms.translation.exchange import collect, files, importer
from cms.translation.exchange.judge import Outcome
from cms.translation.segments import read_segments, save_string
from tests import factories
from tests.cms.translation.helpers import editor_of, fresh, submit, type_strings

pytestmark = pytest.mark.django_db

FORMATS = ("xliff", "po")
BODY = [
    (
        "paragraph",
        '<p>Read <a href="https://example.org/">more</a> about <b>roofs</b>.<br/>Soon.</p>',
    )
]
TARGET = 'Читайте <a id="a1">далі</a> про <b>дахи</b>.<br/>Скоро.'


@dataclass
class Site:
    """An article that is being translated into Ukrainian, and who takes its texts out and in."""

    translation: Translation
    user: Any

    def segment(self, path):
        segments = read_segments(self.translation.source, self.translation.target_locale)
        return next(segment for segment in segments if segment.path.startswith(path))

    def write(self, path, html, user=None):
        segment = self.segment(path)
        save_string(
            self.translation.source,
            self.translation.target_locale,
            segment,
            html,
            user,
            segment.target_digest,
        )

    def text(self, path):
        return self.segment(path).target_html

    def batch(self):
        keys = [self.translation.source.object_id]
        jobs = collect.jobs_for(self.user, collect.begun(keys, self.translation.target_locale))
        (batch,) = collect.collect(jobs)
        return batch

    def content(self, key):
        return files.FORMATS[key].write(self.batch()).decode()

    def export(self, key="xliff", **changes):
        """A file as it comes back, with texts replaced in it."""
        text = self.content(key)
        for before, after in changes.items():
            assert before in text, before
            text = text.replace(before, after)
        return files.read(f"back{files.FORMATS[key].suffixes[0]}", text.encode())

    def take_over(self, file):
        return importer.take_over(file, self.user)


@pytest.fixture
def site(tree, admin_user):
    page = factories.news_page(tree.news, title="Roofs", summary="On roofs", body=BODY)
    translation = submit(page, tree.locale("uk"))
    body = translation.source.stringsegment_set.get(context__path__startswith="body").context.path
    type_strings(translation, title="Дахи", summary="Про дахи", **{body: TARGET})
    return Site(translation, admin_user)


def outcomes(report):
    return {result.unit.path.split(".")[0]: result.outcome for result in report.results}


def reason(report):
    (result,) = [result for result in report.results if result.outcome != Outcome.UNCHANGED]
    return f"{result.reason} {' '.join(result.warnings)}"


def test_what_went_out_comes_back_unchanged(site):
    for key in FORMATS:
        report = site.take_over(site.export(key))
        assert set(outcomes(report).values()) == {Outcome.UNCHANGED}


@pytest.mark.parametrize("key", FORMATS)
def test_a_translation_from_the_file_is_stored_and_not_published(site, key):
    report = site.take_over(site.export(key, **{"Про дахи": "Усе про дахи"}))
    assert outcomes(report) == {
        "title": Outcome.UNCHANGED,
        "summary": Outcome.CHANGED,
        "body": Outcome.UNCHANGED,
    }
    assert site.text("summary") == "Усе про дахи"
    stored = StringTranslation.objects.get(context__path="summary")
    assert (stored.last_translated_by, stored.translation_type) == (site.user, "manual")
    page = site.translation.get_target_instance()
    assert fresh(page).alias_of_id


def test_a_missing_translation_is_filled_in_with_its_markup(site):
    for key in FORMATS:
        file = site.export(key)
        StringTranslation.objects.all().delete()
        site.take_over(file)
        assert site.text("body") == TARGET


def test_a_dry_run_says_the_same_and_stores_nothing(site):
    file = site.export(**{"Про дахи": "Усе про дахи"})
    report = importer.preview(file, site.user)
    assert outcomes(report)["summary"] == Outcome.CHANGED
    assert site.text("summary") == "Про дахи"
    assert outcomes(site.take_over(file)) == outcomes(report)


@pytest.mark.parametrize("key", FORMATS)
def test_a_second_time_nothing_changes(site, key):
    file = site.export(key, **{"Про дахи": "Усе про дахи"})
    site.take_over(file)
    before = StringTranslation.objects.get(context__path="summary").updated_at
    assert set(outcomes(site.take_over(file)).values()) == {Outcome.UNCHANGED}
    assert StringTranslation.objects.get(context__path="summary").updated_at == before


def test_when_the_time_is_over_the_rest_is_left_for_the_next_time(site, tree):
    other = factories.news_page(tree.news, title="Walls", summary="On walls")
    type_strings(submit(other, tree.locale("uk")), title="Стіни", summary="Про стіни")
    keys = [site.translation.source.object_id, other.translation_key]
    jobs = collect.jobs_for(site.user, collect.begun(keys, tree.locale("uk")))
    (batch,) = collect.collect(jobs)
    file = files.read("back.xlf", files.FORMATS["xliff"].write(batch))
    file = with_text(file, "summary", "Інше")
    assert [importer.take_over(file, site.user, seconds=0).left for _time in range(2)] == [1, 0]
    texts = StringTranslation.objects.filter(context__path="summary").values_list("data", flat=True)
    assert set(texts) == {"Інше"}


# What makes a file lose the digest of the translation at the export.
LOST_DIGESTS = {
    "xliff": {"cms:target=": "tool:target=", "xmlns:cms": 'xmlns:tool="urn:x" xmlns:cms'},
    "po": {"translation at export": "comment of a tool"},
}


@pytest.mark.parametrize("key", FORMATS)
@pytest.mark.parametrize("has_digests", [True, False])
def test_what_somebody_has_written_since_is_a_conflict_with_both_texts(site, key, has_digests):
    lost = {} if has_digests else LOST_DIGESTS[key]
    file = site.export(key, **{"Про дахи": "Усе про дахи"}, **lost)
    person = get_user_model().objects.create_user("person")
    site.write("summary", "Слово про дахи", person)
    (conflict,) = [
        result for result in site.take_over(file).results if result.outcome == Outcome.CONFLICT
    ]
    assert (conflict.current_html, conflict.new_html) == ("Слово про дахи", "Усе про дахи")
    assert conflict.current_by == "person"
    assert site.text("summary") == "Слово про дахи"


@pytest.mark.parametrize("key", FORMATS)
def test_a_file_that_has_lost_our_digests_is_taken_where_nobody_has_written_since(site, key):
    file = site.export(key, **{"Про дахи": "Усе про дахи"}, **LOST_DIGESTS[key])
    assert outcomes(site.take_over(file))["summary"] == Outcome.CHANGED


def test_a_file_that_has_lost_everything_overwrites_nothing(site):
    file = site.export(**{"Про дахи": "Усе про дахи", "cms:": "tool:", ":cms=": ":tool="})
    assert outcomes(site.take_over(file))["summary"] == Outcome.CONFLICT


@pytest.mark.parametrize("key", FORMATS)
def test_a_text_whose_source_has_changed_is_stale(site, key):
    file = site.export(key, **{"Про дахи": "Усе про дахи"})
    page = site.translation.source.get_source_instance()
    page.summary = "On walls"
    page.save_revision().publish()
    report = site.take_over(file)
    assert outcomes(report)["summary"] == Outcome.STALE
    assert outcomes(report)["title"] == Outcome.UNCHANGED
    assert site.text("summary") == ""


def test_a_source_digest_that_does_not_fit_is_stale(site):
    segment = site.segment("summary")
    file = site.export(**{segment.source_digest: "0" * 64, "Про дахи": "Усе про дахи"})
    assert outcomes(site.take_over(file))["summary"] == Outcome.STALE


def test_units_of_other_pages_and_passages_are_foreign(site):
    unit_id = site.segment("summary").unit_id
    stranger = "33333333-3333-5333-8333-333333333333"
    for key in FORMATS:
        file = site.export(key, **{unit_id: stranger, "summary": "elsewhere"})
        assert outcomes(site.take_over(file))["elsewhere"] == Outcome.FOREIGN
        file = site.export(key, **{str(site.translation.source.object_id): stranger})
        assert set(outcomes(site.take_over(file)).values()) == {Outcome.FOREIGN}


def test_a_translation_that_was_stopped_is_foreign(site):
    file = site.export(**{"Про дахи": "Усе про дахи"})
    Translation.objects.update(enabled=False)
    assert set(outcomes(site.take_over(file)).values()) == {Outcome.FOREIGN}


def test_nothing_is_said_of_pages_that_the_user_may_not_edit(site, tree):
    file = site.export(**{"Про дахи": "Усе про дахи"})
    for stranger in (
        editor_of(tree.translation_of(tree.home, "fr"), "french"),
        editor_of(factories.network_page(tree.networks), "coordinator"),
    ):
        report = importer.take_over(file, stranger)
        assert set(outcomes(report).values()) == {Outcome.FOREIGN}
        assert {result.document for result in report.results} == {""}
    assert site.text("summary") == "Про дахи"


def test_a_locked_page_takes_nothing(site):
    file = site.export(**{"Про дахи": "Усе про дахи"})
    page = site.translation.get_target_instance()
    page.locked, page.locked_by = True, get_user_model().objects.create_user("locker")
    page.save(clean=False)
    assert set(outcomes(site.take_over(file)).values()) == {Outcome.FOREIGN}


def test_a_locked_snippet_takes_nothing(site, tree):
    translation = submit(factories.note(), tree.locale("uk"))
    type_strings(translation)
    translation.save_target(publish=False)
    locked = Site(translation, site.user)
    file = locked.export(**{"⟦": "⟪"})
    note = translation.get_target_instance()
    note.locked, note.locked_by = True, get_user_model().objects.create_user("locker")
    note.save()
    assert set(outcomes(locked.take_over(file)).values()) == {Outcome.FOREIGN}


def test_a_language_that_the_site_does_not_have_is_refused(site):
    file = site.export(**{'trgLang="uk"': 'trgLang="ja"'})
    with pytest.raises(importer.RefusedFile, match="ja"):
        site.take_over(file)


WITH_COUNTRIES = {
    "xliff": {'srcLang="en"': 'srcLang="en-US"', 'trgLang="uk"': 'trgLang="uk-UA"'},
    "po": {"Source-Language: en": "Source-Language: en_US", "Language: uk": "Language: uk_UA"},
}


@pytest.mark.parametrize("key", FORMATS)
def test_a_country_that_a_tool_adds_to_a_language_does_not_matter(site, key):
    file = site.export(key, **{"Про дахи": "Усе про дахи"}, **WITH_COUNTRIES[key])
    assert outcomes(site.take_over(file))["summary"] == Outcome.CHANGED


def test_one_unit_that_is_refused_does_not_stop_the_others(site):
    file = site.export(**{"Про дахи": "Усе про дахи", ">Дахи<": "><ph id='9'/><"})
    report = site.take_over(file)
    assert outcomes(report) == {
        "title": Outcome.ERROR,
        "summary": Outcome.CHANGED,
        "body": Outcome.UNCHANGED,
    }


FORBIDDEN = (
    ("body", TARGET.replace("b>", "script>"), "<script>"),
    ("body", TARGET.replace("<b>", '<b onclick="x">'), "attributes"),
    ("body", TARGET.replace("a1", "a7"), "no link a7"),
    ("body", TARGET.replace("</b>", ""), "not closed"),
    ("body", TARGET.replace("далі", '<a id="a1">далі</a>'), "within another"),
    ("body", "<b>" * 5_000 + TARGET + "</b>" * 5_000, "within each other"),
    ("body", TARGET + "\x07", "control character"),
    ("summary", "Про <b>дахи</b>", "no markup"),
    ("title", "Дахи" * 100, "too many"),
)


def test_what_the_source_does_not_allow_is_an_error(site):
    for path, html, says in FORBIDDEN:
        report = site.take_over(with_text(site.export(), path, html))
        assert outcomes(report)[path] == Outcome.ERROR
        assert says in reason(report)
    assert (site.text("body"), site.text("title")) == (TARGET, "Дахи")


DROPPED = (
    ('<a id="a1">далі</a>', "The link a1 is missing"),
    ("<b>дахи</b>", "<b> stands less often"),
    ("<br/>", "<br> stands less often"),
)


def test_links_and_placeholders_that_were_dropped_are_warned_of(site):
    for dropped, says in DROPPED:
        file = with_text(site.export(), "body", TARGET.replace(dropped, " "))
        report = importer.preview(file, site.user)
        assert outcomes(report)["body"] == Outcome.CHANGED
        assert says in reason(report)


def test_terms_are_told_to_the_translator_and_watched_over(site):
    concept = factories.concept()
    factories.term("roofs", of=concept)
    factories.term("покрівлі", "uk", of=concept)
    factories.term("дахи", "uk", of=concept, administrative_status="deprecated")
    notes = {note.text for unit in site.batch().documents[0].units for note in unit.notes}
    assert {"For “roofs” use: покрівлі", "“дахи” is discouraged. Use: покрівлі"} <= notes
    report = site.take_over(with_text(site.export(), "summary", "Усе про дахи"))
    assert "“дахи” is discouraged. Use: покрівлі" in reason(report)
    assert "For “roofs” use: покрівлі" in reason(report)
    report = site.take_over(with_text(site.export(), "summary", "Усе про покрівлі"))
    assert outcomes(report)["summary"] == Outcome.CHANGED
    assert "покрівлі" not in reason(report)


@pytest.mark.parametrize("key", FORMATS)
def test_a_suggestion_of_a_machine_is_confirmed_by_who_says_so(site, key):
    suggested = site.text("summary")
    StringTranslation.objects.filter(context__path="summary").update(translation_type="machine")
    file = site.export(key)
    filled_in = with_text(file, "summary", suggested, is_confirmed=False)
    for unconfirmed in (file, filled_in):
        report = site.take_over(unconfirmed)
        assert set(outcomes(report).values()) == {Outcome.UNCHANGED}
        assert site.segment("summary").state == "suggested"
    report = site.take_over(with_text(file, "summary", suggested, is_confirmed=True))
    assert outcomes(report)["summary"] == Outcome.CHANGED
    assert site.segment("summary").state == "translated"


@pytest.mark.parametrize("key", FORMATS)
def test_the_translation_of_an_older_source_is_offered_and_not_taken_for_one_of_the_new(site, key):
    page = site.translation.source.get_source_instance()
    page.summary = "On all roofs"
    page.save_revision().publish()
    assert "On roofs" in site.content(key)
    assert "Про дахи" in site.content(key)
    file = site.export(key)
    filled_in = with_text(file, "summary", "Про дахи", is_confirmed=False)
    for unconfirmed in (file, filled_in):
        assert outcomes(site.take_over(unconfirmed))["summary"] == Outcome.UNCHANGED
        assert site.text("summary") == ""
    site.take_over(with_text(file, "summary", "Про дахи", is_confirmed=True))
    assert site.text("summary") == "Про дахи"


def test_a_translation_that_is_not_marked_as_finished_is_taken_with_a_warning(site):
    file = with_text(site.export(), "summary", "Усе про дахи", is_confirmed=False)
    report = site.take_over(file)
    assert outcomes(report)["summary"] == Outcome.CHANGED
    assert "finished" in reason(report)


def with_text(file, path, html, is_confirmed=True):
    """The file with another translation at a path."""
    units = [
        replace(unit, target_html=html, is_confirmed=is_confirmed)
        if unit.path.startswith(path)
        else unit
        for unit in file.units
    ]
    return replace(file, units=tuple(units))
