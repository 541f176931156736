"""What somebody wrote into a translation by hand is not lost when it is translated again."""

import pytest
from django.urls import reverse
from wagtail_localize.models import StringTranslation, Translation

from cms.translation.models import SegmentComment
from cms.translation.segments import read_segments
from cms.translation.sources import get_source
from tests import factories
from tests.cms.translation.helpers import (
    article_form,
    edit_url,
    editor_of,
    fresh,
    messages_of,
    submit,
    type_strings,
)

pytestmark = pytest.mark.django_db

PARAGRAPHS = [("paragraph", "<p>One.</p><p>Two.</p>"), ("quote", {"text": "Q", "attribution": "A"})]


@pytest.fixture
def article(tree):
    return factories.news_page(
        tree.news, title="Roofs", slug="roofs", summary="A summary", body=PARAGRAPHS
    )


@pytest.fixture
def translation(tree, article):
    translation = submit(article, tree.locale("uk"))
    type_strings(translation, title="Дахи")
    translation.save_target(publish=True)
    return translation


@pytest.fixture
def page(tree, article, translation):
    """The published Ukrainian translation."""
    return tree.translation_of(article, "uk")


def stop(client, translation):
    client.post(reverse("wagtail_localize:stop_translation", args=[translation.pk]))


def restart(client, page, **form):
    return client.post(edit_url(page), {"localize-restart-translation": "1", **form}, follow=True)


def write(page, **values):
    """Edit a page by hand and publish it."""
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def texts(translation):
    source = Translation.objects.get(pk=translation.pk).source
    return {s.path: s.target_html for s in read_segments(source, translation.target_locale)}


def republish(translation, user=None):
    translation = Translation.objects.get(pk=translation.pk)
    translation.save_target(user=user, publish=True)


def test_texts_written_by_hand_are_taken_over_after_a_question(translation, page, admin_client):
    stop(admin_client, translation)
    write(fresh(page), title="Нові дахи", summary="Підсумок")
    asked = restart(admin_client, page).content.decode()
    assert "Нові дахи" in asked and "Дахи" in asked
    assert not Translation.objects.get(pk=translation.pk).enabled
    told = messages_of(restart(admin_client, page, confirm="1"))
    assert "2 texts were taken over" in told
    republish(translation)
    assert (fresh(page).title, fresh(page).summary) == ("Нові дахи", "Підсумок")
    assert SegmentComment.objects.filter(text="Before: Дахи").exists()


def test_blocks_written_by_hand_are_taken_over_by_their_place(translation, page, admin_client):
    stop(admin_client, translation)
    target = fresh(page)
    target.body[1].value["text"] = "Цитата"
    target.save_revision().publish()
    restart(admin_client, page, confirm="1")
    assert "Цитата" in texts(translation).values()
    republish(translation)
    assert fresh(page).body[1].value["text"] == "Цитата"


def test_a_text_without_a_place_in_the_original_is_shown_and_kept(translation, page, admin_client):
    stop(admin_client, translation)
    target = fresh(page)
    target.body.append(("paragraph", "<p>Лише тут.</p>"))
    target.save_revision().publish()
    assert "Лише тут." in restart(admin_client, page).content.decode()
    told = messages_of(restart(admin_client, page, confirm="1"))
    assert "kept as a comment" in told
    assert SegmentComment.objects.filter(text__contains="Лише тут.").exists()
    assert fresh(page).revisions.count() >= 2


def test_where_nothing_was_written_nobody_is_asked(translation, page, admin_client):
    before = texts(translation)
    stop(admin_client, translation)
    restart(admin_client, page)
    assert Translation.objects.get(pk=translation.pk).enabled
    assert texts(translation) == before
    assert not SegmentComment.objects.exists()


def test_the_original_may_have_changed_meanwhile(article, translation, page, admin_client):
    stop(admin_client, translation)
    write(fresh(page), summary="Підсумок")
    write(fresh(article), title="Towers")
    restart(admin_client, page, confirm="1")
    found = texts(translation)
    assert found["summary"] == "Підсумок"
    assert found["title"] == "", "the translation of the old title is none of the new one"


def test_words_of_the_original_are_no_translation(tree, article, admin_client):
    translation = submit(article, tree.locale("fr"))
    type_strings(translation, title="Toits")
    StringTranslation.objects.filter(data="⟦A summary⟧").delete()
    translation.save_target(publish=False)
    page = tree.translation_of(article, "fr")
    page.alias_of = None
    page.save(clean=False)
    page.save_revision()
    stop(admin_client, translation)
    restart(admin_client, page, confirm="1")
    assert texts(translation)["summary"] == ""


def test_an_earlier_revision_comes_back_into_the_translation(translation, page, admin_client):
    old = fresh(page).latest_revision
    StringTranslation.objects.filter(data="Дахи").update(data="Нові дахи")
    republish(translation)
    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk])
    asked = admin_client.get(url).content.decode()
    assert "Нові дахи" in asked and "In this version" in asked
    assert texts(translation)["title"] == "Нові дахи", "looking changes nothing"
    admin_client.post(url, {"confirm": "1"})
    assert texts(translation)["title"] == "Дахи"
    assert fresh(page).title == "Нові дахи", "nothing is published yet"
    republish(translation)
    assert fresh(page).title == "Дахи"


def test_an_earlier_revision_of_the_original_brings_its_translation_back(
    article, translation, page, admin_client
):
    old = fresh(article).latest_revision
    write(fresh(article), title="Towers")
    assert texts(translation)["title"] == ""
    url = reverse("wagtailadmin_pages:revisions_revert", args=[article.pk, old.pk])
    assert admin_client.get(url).status_code == 200
    old.publish()
    get_source(fresh(article))
    assert texts(translation)["title"] == "Дахи"


def test_who_may_not_edit_the_translation_restores_nothing(
    tree, translation, page, admin_client, client
):
    old = fresh(page).latest_revision
    stop(admin_client, translation)
    client.force_login(editor_of(tree.home))
    restart(client, page, confirm="1")
    assert not Translation.objects.get(pk=translation.pk).enabled
    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk])
    assert client.post(url, {"confirm": "1"}).status_code == 302
    assert not Translation.objects.get(pk=translation.pk).enabled


def test_a_stopped_translation_is_edited_as_any_page(translation, page, admin_client):
    stop(admin_client, translation)
    admin_client.post(edit_url(page), article_form("Вручну", page.slug))
    assert fresh(page).title == "Вручну"


def test_a_translation_written_by_hand_is_not_begun_again_by_the_way(
    article, translation, page, admin_client
):
    stop(admin_client, translation)
    write(fresh(page), title="Нові дахи")
    submit(article, translation.target_locale)
    assert not Translation.objects.get(pk=translation.pk).enabled
    assert fresh(page).get_latest_revision_as_object().title == "Нові дахи"
