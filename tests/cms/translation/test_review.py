"""Editors set and clear “unofficial, awaiting review”, on translations too."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry
from wagtail_localize.models import TranslationSource

from cms.site.groups import provision_groups
from tests import factories
from tests.cms.translation.helpers import edit_url, fresh, messages_of, submit, type_strings

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(tree):
    return factories.news_page(tree.news, title="Roofs", summary="Mended")


@pytest.fixture
def french(tree, article):
    """A published translation that says that nobody has checked it."""
    translation = submit(article, tree.locale("fr"))
    type_strings(translation, title="Toits")
    translation.save_target(publish=True)
    page = tree.translation_of(article, "fr")
    page.awaiting_review = True
    page.save_revision().publish()
    return fresh(page)


def review_url(page):
    return reverse("cms_translation_review", args=[page.pk])


def test_the_menu_of_the_translation_editor_leads_to_the_review(admin_client, french):
    answer = admin_client.get(edit_url(french))
    assert "data-translation-editor" in answer.text
    assert review_url(french) in answer.text
    assert "Mark as reviewed" in answer.text


def test_the_list_of_pages_leads_to_the_review(admin_client, french):
    answer = admin_client.get(reverse("wagtailadmin_explore", args=[french.get_parent().pk]))
    assert review_url(french) in answer.text


def test_a_text_of_its_own_has_no_such_entry_unless_it_is_marked(admin_client, article):
    assert review_url(article) not in admin_client.get(edit_url(article)).text
    admin_client.post(review_url(article))
    assert review_url(article) in admin_client.get(edit_url(article)).text


def test_the_mark_is_taken_away_and_set_again(client, admin_client, french):
    assert admin_client.get(review_url(french)).status_code == 200
    assert fresh(french).awaiting_review
    answer = admin_client.post(review_url(french), follow=True)
    assert "“Toits” is marked as reviewed." in messages_of(answer)
    page = fresh(french)
    assert (page.awaiting_review, page.title, page.live) == (False, "Toits", True)
    assert not page.get_latest_revision_as_object().awaiting_review
    admin_client.post(review_url(french))
    assert fresh(french).awaiting_review
    actions = PageLogEntry.objects.filter(page=french.pk).values_list("action", flat=True)
    assert {"cms_translation.reviewed", "cms_translation.awaiting_review"} <= set(actions)


def test_what_was_marked_as_reviewed_stays_so_when_it_is_published_again(
    tree, admin_client, article, french
):
    admin_client.post(review_url(french))
    admin_client.post(edit_url(french), {"action": "publish"})
    assert not fresh(french).awaiting_review


def test_a_draft_stays_a_draft_and_takes_the_mark(admin_client, french):
    french.title = "Toitures"
    french.save_revision()
    admin_client.post(review_url(french))
    page = fresh(french)
    draft = page.get_latest_revision_as_object()
    assert (page.title, page.awaiting_review, page.has_unpublished_changes) == (
        "Toits",
        False,
        True,
    )
    assert (draft.title, draft.awaiting_review) == ("Toitures", False)


def test_marking_what_is_not_live_publishes_nothing(admin_client, french):
    french.unpublish()
    admin_client.post(review_url(french))
    page = fresh(french)
    assert (page.live, page.awaiting_review) == (False, False)
    assert not page.get_latest_revision_as_object().awaiting_review


def test_what_is_out_of_date_is_not_made_to_look_up_to_date(admin_client, article, french):
    article.summary = "Mended in time"
    article.save_revision().publish()
    TranslationSource.objects.get(object_id=french.translation_key).update_from_db()
    answer = admin_client.post(review_url(french), follow=True)
    assert "is out of date" in messages_of(answer)
    assert fresh(french).awaiting_review


@pytest.mark.parametrize(("language", "is_allowed"), [("fr", True), ("uk", False)])
def test_whoever_may_publish_the_page_reviews_it(
    client, french, django_user_model, language, is_allowed
):
    translator = django_user_model.objects.create_user("translator", password="translator")
    translator.groups.add(provision_groups()[f"translators-{language}"])
    client.force_login(translator)
    client.post(review_url(french))
    assert fresh(french).awaiting_review is not is_allowed


def test_an_alias_is_not_reviewed(tree, admin_client, article):
    alias = tree.translation_of(article, "uk")
    admin_client.post(review_url(alias))
    assert not fresh(alias).awaiting_review
