"""The translation editor as a page: what it shows, stores and refuses, without its script."""

import pytest

from cms.translation.segments import read_segments
from tests import factories
from tests.cms.translation.helpers import (
    edit_url,
    editor_of,
    submit,
)

pytestmark = pytest.mark.django_db

LINKED = '<p>Read <a href="https://example.org/">more</a>.</p>'


@pytest.fixture
def article(tree):
    return factories.news_page(
        tree.news, title="Roofs", summary="All about roofs", body=[("paragraph", LINKED)]
    )


@pytest.fixture
def translation(tree, article):
    return submit(article, tree.locale("uk"))


@pytest.fixture
def target(tree, article):
    return tree.translation_of(article, "uk")


@pytest.fixture
def translator(tree, client, translation):
    """Works in the Ukrainian tree only."""
    user = editor_of(tree.translation_of(tree.home, "uk"), "translator")
    client.force_login(user)
    return user


def units(translation):
    """The segments by the field or block that they stand in."""
    segments = read_segments(translation.source, translation.target_locale)
    return {segment.path.split(".")[0]: segment for segment in segments}


def form(translation, action="save", **texts):
    """What the browser posts: texts by field, on the state that the page showed."""
    data = {"action": action}
    for name, text in texts.items():
        segment = units(translation)[name]
        data[f"text-{segment.unit_id}"] = text
        data[f"based-on-{segment.unit_id}"] = segment.target_digest
    return data


def test_it_shows_source_beside_target(client, translator, translation, target):
    answer = client.get(edit_url(target))
    assert answer.status_code == 200
    for text in ("Roofs", "All about roofs", "https://example.org/", "0 of 3"):
        assert text in answer.text
