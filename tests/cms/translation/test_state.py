"""Everybody sees which languages are missing, in work, out of date or published."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import Locale

from cms.translation.state import State, states_of
from news.models import NewsPage
from tests import factories
from tests.cms.translation.helpers import article_form, editor_of, messages_of, submit, type_strings

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/translations-state/"


@pytest.fixture
def article(tree):
    return factories.news_page(tree.news, title="Roofs", summary="Short")


def state(page, locale):
    return states_of([page.translation_key])[page.translation_key][locale.pk].state


def translated(article, locale):
    translation = submit(article, locale)
    type_strings(translation, title="Title")
    translation.save_target(publish=True)
    return translation


def change(article, **values):
    article = NewsPage.objects.get(pk=article.pk)
    for name, value in values.items():
        setattr(article, name, value)
    article.save_revision().publish()


def test_an_alias_is_not_translated(tree, article):
    assert state(article, tree.locale("en")) == State.SOURCE
    assert state(article, tree.locale("fr")) == State.FALLBACK


def test_a_translation_goes_from_work_to_published(tree, article):
    translation = submit(article, tree.locale("fr"))
    assert state(article, tree.locale("fr")) == State.DRAFT
    type_strings(translation)
    translation.save_target(publish=True)
    assert state(article, tree.locale("fr")) == State.LIVE


def test_a_changed_text_of_the_source_makes_translations_stale(tree, article):
    for code in ("fr", "uk"):
        translated(article, tree.locale(code))
    change(article, summary="Longer")
    assert state(article, tree.locale("fr")) == State.STALE
    assert state(article, tree.locale("uk")) == State.STALE
    assert state(article, tree.locale("rom")) == State.FALLBACK


def test_a_changed_fact_of_the_source_makes_translations_stale(tree, article):
    translated(article, tree.locale("fr"))
    change(article, date="2020-01-01")
    assert state(article, tree.locale("fr")) == State.STALE


def test_publishing_the_same_again_makes_nothing_stale(tree, article):
    translated(article, tree.locale("fr"))
    change(article)
    assert state(article, tree.locale("fr")) == State.LIVE


def test_a_draft_of_the_source_makes_nothing_stale(tree, article):
    translated(article, tree.locale("fr"))
    article = NewsPage.objects.get(pk=article.pk)
    article.summary = "Longer"
    article.save_revision()
    assert state(article, tree.locale("fr")) == State.LIVE


def test_a_stale_translation_is_up_to_date_when_it_is_published_again(tree, article):
    translation = translated(article, tree.locale("fr"))
    change(article, summary="Longer")
    translation.refresh_from_db()
    type_strings(translation)
    translation.save_target(publish=True)
    assert state(article, tree.locale("fr")) == State.LIVE


def test_a_page_that_is_not_there_is_missing(tree):
    article = factories.news_page(tree.news, aliases=False)
    assert state(article, tree.locale("fr")) == State.MISSING


def test_states_cost_the_same_for_one_page_and_for_many(tree, django_assert_num_queries):
    keys = [factories.news_page(tree.news).translation_key for _number in range(5)]
    for number in (1, 5):
        with django_assert_num_queries(4):
            states_of(keys[:number])


def test_who_publishes_a_change_learns_which_languages_are_stale(tree, admin_client, article):
    translated(article, tree.locale("fr"))
    form = article_form("Roofs", "roofs", summary="Longer")
    url = reverse("wagtailadmin_pages:edit", args=[article.pk])
    answer = admin_client.post(url, form, follow=True)
    assert "The translation into French is out of date now." in messages_of(answer)


def test_the_report_shows_the_state_of_each_language(tree, admin_client, article):
    translated(article, tree.locale("fr"))
    change(article, summary="Longer")
    answer = admin_client.get(REPORT)
    row = next(row for row in answer.context["object_list"] if row.pk == article.pk)
    labels = [version.state for version in row.versions.values()]
    assert sorted(labels) == ["fallback", "fallback", "source", "stale"]
    assert "out of date" in answer.text


def test_the_report_is_filtered_by_language_and_state(tree, admin_client, article):
    translated(article, tree.locale("fr"))
    change(article, summary="Longer")
    factories.news_page(tree.news, title="Untouched")
    for code, titles in (("fr", ["Roofs"]), ("uk", [])):
        answer = admin_client.get(REPORT, {"state": "stale", "language": tree.locale(code).pk})
        assert [page.title for page in answer.context["object_list"]] == titles


def test_the_report_shows_only_the_pages_of_the_own_section(tree, client, article):
    network = factories.network_page(tree.networks, title="Ukraine")
    client.force_login(editor_of(tree.translation_of(network, "uk")))
    answer = client.get(REPORT)
    assert [page.title for page in answer.context["object_list"]] == ["Ukraine"]


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_the_spreadsheet_has_the_state_of_each_language(tree, admin_client, article, file_format):
    translated(article, tree.locale("fr"))
    answer = admin_client.get(REPORT, {"export": file_format})
    content = answer.getvalue()
    if file_format == "csv":
        headings, *rows = list(csv.reader(io.StringIO(content.decode())))
    else:
        sheet = load_workbook(io.BytesIO(content)).active
        headings, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert headings[2:] == [locale.get_display_name() for locale in Locale.objects.all()]
    states = next(dict(zip(headings, row, strict=True)) for row in rows if row[0] == "Roofs")
    names = [tree.locale(code).get_display_name() for code in ("en", "fr", "uk")]
    assert [states[name] for name in names] == ["source", "published", "not translated"]


def test_the_report_costs_the_same_for_few_and_many_pages(tree, client, admin_client):
    def queries():
        # After a change of content, the settings of the site are asked anew once.
        admin_client.get(REPORT)
        with CaptureQueriesContext(connection) as context:
            admin_client.get(REPORT)
        return len(context)

    factories.news_page(tree.news)
    few = queries()
    for _number in range(5):
        factories.news_page(tree.news)
    assert queries() == few
