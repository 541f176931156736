"""Translations in a section under moderation go to its reviewers before readers get them."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)
from wagtail_localize.models import StringTranslation, Translation

from cms.publish_gate import NotPublishable
from cms.site.groups import provision_groups
from cms.terminology.models import TerminologyNote
from cms.translation.moderation import save_draft
from news.models import NewsPage
from tests import factories
from tests.cms.translation.helpers import edit_url, fresh, messages_of, submit, type_strings

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return factories.site_tree(("en", "fr"))


@pytest.fixture
def people(tree, client, django_user_model):
    """Signs in the translator, or somebody of the editors, who review."""
    groups = provision_groups()
    for name, group in (("translator", "translators-fr"), ("reviewer", "editors")):
        user = django_user_model.objects.create_user(name, f"{name}@example.org")
        user.groups.add(groups[group])

    def sign_in(name):
        client.force_login(django_user_model.objects.get(username=name))
        return client

    return sign_in


def workflow():
    """One step, which the editors take."""
    made = Workflow.objects.create(name="Review")
    task = GroupApprovalTask.objects.create(name="Step")
    task.groups.add(provision_groups()["editors"])
    WorkflowTask.objects.create(workflow=made, task=task, sort_order=0)
    return made


@pytest.fixture
def article(tree):
    """Translated into French, but not published; its section is under moderation."""
    article = factories.news_page(tree.news, title="Roofs", summary="Short")
    WorkflowPage.objects.create(page=tree.news.page_ptr, workflow=workflow())
    type_strings(submit(article, tree.locale("fr")), title="Toits")
    return article


def act(client, page, action, **data):
    return client.post(edit_url(page), {"action": action, **data}, follow=True)


def test_a_translation_goes_to_the_reviewer_and_from_there_to_readers(tree, people, article):
    alias = tree.translation_of(article, "fr")
    page = people("translator").get(edit_url(alias)).text
    assert "Submit for moderation" in page
    assert 'value="publish"' not in page
    answer = act(people("translator"), alias, "submit")
    assert "was submitted for moderation in French" in messages_of(answer)

    # Readers notice nothing, and the translator waits.
    public = people("translator").get(alias.url)
    assert "Roofs" in public.text and "Toits" not in public.text
    assert fresh(alias).alias_of_id == article.pk
    assert "awaiting moderation" in people("translator").get(edit_url(alias)).text
    before = list(StringTranslation.objects.values_list("data"))
    act(people("translator"), alias, "save", **{"text-x": "y"})
    assert list(StringTranslation.objects.values_list("data")) == before

    home = people("reviewer").get(reverse("wagtailadmin_home")).text
    assert "Toits" in home or "Roofs" in home
    assert 'value="approve"' in people("reviewer").get(edit_url(alias)).text
    answer = act(people("reviewer"), alias, "approve")
    assert "was approved in French" in messages_of(answer)
    published = fresh(alias)
    assert (published.title, published.live, published.alias_of_id) == ("Toits", True, None)
    assert published.current_workflow_state is None
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED


def test_what_the_reviewer_asks_for_reaches_the_translator(tree, people, article):
    alias = tree.translation_of(article, "fr")
    act(people("translator"), alias, "submit")
    mail.outbox.clear()
    act(people("reviewer"), alias, "reject", **{"review-comment": "Not the roofs we mean."})
    assert fresh(alias).alias_of_id == article.pk
    page = people("translator").get(edit_url(alias)).text
    assert "Not the roofs we mean." in page
    assert "Submit again for moderation" in page
    (message,) = [sent for sent in mail.outbox if "translator@example.org" in sent.to]
    assert "Not the roofs we mean." in message.body

    StringTranslation.objects.filter(data="Toits").update(data="Toitures")
    act(people("translator"), alias, "submit")
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS
    act(people("reviewer"), alias, "approve")
    assert fresh(alias).title == "Toitures"


def test_a_translator_takes_a_submission_back_and_nobody_elses(
    tree, people, article, django_user_model
):
    alias = tree.translation_of(article, "fr")
    act(people("translator"), alias, "submit")
    colleague = django_user_model.objects.create_user("colleague", "colleague@example.org")
    colleague.groups.add(provision_groups()["translators-fr"])
    assert 'value="withdraw"' not in people("colleague").get(edit_url(alias)).text
    act(people("colleague"), alias, "withdraw")
    assert fresh(alias).current_workflow_state is not None

    assert 'value="withdraw"' in people("translator").get(edit_url(alias)).text
    answer = act(people("translator"), alias, "withdraw")
    assert "taken back from moderation" in messages_of(answer)
    assert fresh(alias).current_workflow_state is None
    assert 'value="submit"' in answer.text
    for name, action in (("translator", "withdraw"), ("reviewer", "approve")):
        late = act(people(name), alias, action)
        assert "not in review any more" in messages_of(late), action
    act(people("translator"), alias, "submit")
    act(people("reviewer"), alias, "approve")
    assert fresh(alias).title == "Toits"


def test_a_translation_whose_original_was_unpublished_is_approved_only_knowingly(
    tree, people, article
):
    alias = tree.translation_of(article, "fr")
    act(people("translator"), alias, "submit")
    fresh(article).unpublish()
    assert "The original of this translation is not published" in (
        people("reviewer").get(edit_url(alias)).text
    )
    answer = act(people("reviewer"), alias, "approve")
    assert "“Roofs” is not published" in messages_of(answer)
    # Nor by Wagtail's own button.
    state = WorkflowState.objects.get()
    address = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[alias.pk, "approve", state.current_task_state_id],
    )
    answer = people("reviewer").post(address, {"comment": ""}, follow=True)
    assert "“Roofs” is not published" in messages_of(answer)
    assert not fresh(alias).live
    act(people("reviewer"), alias, "approve", **{"stands-alone": "on"})
    page = fresh(alias)
    assert (page.title, page.live, page.alias_of_id) == ("Toits", True, None)


def test_a_review_outlives_a_publication_of_the_original_and_a_second_step(tree, people, article):
    task = GroupApprovalTask.objects.create(name="Second")
    task.groups.add(provision_groups()["editors"])
    moderation = WorkflowPage.objects.get(page=tree.news).workflow
    WorkflowTask.objects.create(workflow=moderation, task=task, sort_order=9)
    alias = tree.translation_of(article, "fr")
    act(people("translator"), alias, "submit")
    original = NewsPage.objects.get(pk=article.pk)
    original.date = "2020-01-01"
    original.save_revision().publish()
    assert fresh(alias).title == "Roofs"
    act(people("reviewer"), alias, "approve")
    assert fresh(alias).alias_of_id == article.pk
    act(people("reviewer"), alias, "approve")
    published = fresh(alias)
    assert (published.title, str(published.date)) == ("Toits", "2020-01-01")


def test_what_became_incomplete_meanwhile_is_not_approved(tree, people, article):
    alias = tree.translation_of(article, "fr")
    act(people("translator"), alias, "submit")
    original = NewsPage.objects.get(pk=article.pk)
    original.summary = "Longer"
    original.save_revision().publish()
    answer = act(people("reviewer"), alias, "approve")
    assert "“Longer”" in messages_of(answer)
    assert fresh(alias).alias_of_id == article.pk
    state = WorkflowState.objects.get()
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    # By Wagtail's own button in the list of what waits, too.
    address = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[alias.pk, "approve", state.current_task_state_id],
    )
    answer = people("reviewer").post(address, {"comment": ""}, follow=True)
    assert "“Longer”" in messages_of(answer)
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS


def test_what_is_incomplete_or_refused_is_not_submitted_or_approved(tree, people, article):
    alias = tree.translation_of(article, "fr")
    StringTranslation.objects.filter(context__path="summary").delete()
    assert "“Short”" in messages_of(act(people("translator"), alias, "submit"))
    assert not WorkflowState.objects.exists()

    type_strings(Translation.objects.get(), title="Toits")
    act(people("translator"), alias, "submit")
    factories.term("Toits", "fr", administrative_status="deprecated", severity="block")
    assert "“Toits”" in messages_of(act(people("reviewer"), alias, "approve"))
    assert fresh(alias).alias_of_id == article.pk
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS


def test_a_translator_finds_no_way_around_the_review(tree, people, article):
    alias = tree.translation_of(article, "fr")
    client = people("translator")
    act(client, alias, "publish")
    translation = Translation.objects.get()
    update = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    client.post(update, {"publish_translations": "on"})
    versions = [f"{article.translation_key}:{tree.locale('fr').pk}"]
    keys = [str(article.translation_key)]
    client.post(reverse("cms_translation_publish"), {"keys": keys, "versions": versions})
    assert fresh(alias).alias_of_id == article.pk
    act(client, alias, "submit")
    act(client, alias, "approve")
    assert fresh(alias).alias_of_id == article.pk


def test_the_draft_of_an_alias_is_published_by_no_other_route(tree, people, article):
    save_draft(Translation.objects.get().source, tree.locale("fr"), None)
    alias = tree.translation_of(article, "fr")
    assert alias.latest_revision.content["title"] == "Toits"
    with pytest.raises(NotPublishable):
        alias.latest_revision.publish()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    people("reviewer").post(f"{bulk}?id={alias.pk}", {"include_descendants": ""})
    page = fresh(alias)
    assert (page.title, page.alias_of_id) == ("Roofs", article.pk)


def test_who_publishes_the_original_publishes_its_translations(tree, people, article):
    alias = tree.translation_of(article, "fr")
    act(people("reviewer"), alias, "publish")
    assert fresh(alias).alias_of_id is None


def test_without_a_workflow_of_the_section_translators_publish(tree, people):
    article = factories.news_page(tree.news, title="Roofs")
    type_strings(submit(article, tree.locale("fr")))
    alias = tree.translation_of(article, "fr")
    assert Page.get_first_root_node().get_workflow() is not None
    assert "Submit for moderation" not in people("translator").get(edit_url(alias)).text
    act(people("translator"), alias, "publish")
    assert fresh(alias).alias_of_id is None


def test_a_note_goes_through_the_workflow_of_notes(tree, people, django_user_model):
    note = factories.note()
    content_type = note.get_content_type()
    WorkflowContentType.objects.create(content_type=content_type, workflow=workflow())
    type_strings(submit(note, tree.locale("fr")))
    french = TerminologyNote.objects.get(locale=tree.locale("fr"))
    address = reverse(TerminologyNote.snippet_viewset.get_url_name("edit"), args=[french.pk])
    people("translator").post(address, {"action": "publish"})
    french.refresh_from_db()
    assert not french.live
    people("translator").post(address, {"action": "submit"})
    assert french.workflow_in_progress
    # Only who works with notes is let into one: the editors are not.
    secretariat = provision_groups()["secretariat"]
    GroupApprovalTask.objects.get(name="Step").groups.add(secretariat)
    django_user_model.objects.get(username="reviewer").groups.add(secretariat)
    people("reviewer").post(address, {"action": "approve"})
    french.refresh_from_db()
    assert french.live
