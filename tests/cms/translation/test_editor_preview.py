"""A translation is seen before it is published: of a page, of a snippet, by whoever may read it."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.translation.segments import read_segments, save_string
from tests import factories
from tests.cms.translation.helpers import editor_of, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return factories.site_tree(("en", "uk"))


def preview_of(client, translation):
    """What the first link «Preview» of the editor leads to."""
    editor = client.get(reverse("cms_translation_editor", args=[translation.pk]))
    links = BeautifulSoup(editor.content, "html.parser").select(".te-tools a")
    return client.get(next(link["href"] for link in links if "Preview" in link.get_text()))


def translate_first(translation, text):
    source, locale = translation.source, translation.target_locale
    save_string(source, locale, read_segments(source, locale)[0], text, None, "")


def test_a_snippet(admin_client, tree):
    note = factories.note(head_term="Roma")
    translation = submit(note, tree.locale("uk"))
    translate_first(translation, "Роми і подорожани")
    preview = preview_of(admin_client, translation).text
    assert "Роми і подорожани" in preview
    assert '<html lang="uk"' in preview


def test_a_page_by_who_may_only_read_along(client, tree):
    article = factories.news_page(tree.news, title="Roofs")
    translation = submit(article, tree.locale("uk"))
    translate_first(translation, "Дахи")
    client.force_login(editor_of(tree.news))
    assert "Дахи" in preview_of(client, translation).text


def test_no_other_mode_and_nobody_else(client, admin_client, tree):
    translation = submit(factories.news_page(tree.news, title="Roofs"), tree.locale("uk"))
    address = reverse("cms_translation_preview", args=[translation.pk])
    assert admin_client.get(f"{address}?mode=other").status_code == 404
    client.force_login(editor_of(factories.news_page(tree.news, title="Other"), "stranger"))
    assert client.get(address).status_code in (302, 403)
