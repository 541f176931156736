"""Every route by which a text can come before readers, as functions.

A route takes the desk of somebody at work and a text in memory, whose words are to go live. It
returns what that person is told, or raises what the code is told.
"""

import datetime
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages import get_messages
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions import action_registry
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)
from wagtail_localize.models import StringSegment, StringTranslation

from cms.terminology.places import places_of
from cms.translation.review import set_awaiting_review
from home.models import HomePage
from tests import factories
from tests.cms.terminology.form_data import posted
from tests.cms.terminology.gate_samples import WORDS, before_the_term, errors_of
from tests.cms.translation.helpers import submit, type_strings

Route = Callable[["Desk", Any], str]


@dataclass
class Desk:
    """Somebody at work on a page or snippet that is live."""

    tree: factories.Tree
    subject: Any
    client: Client
    user: User
    form_class: Any = None
    translation: Any = None

    def url(self, action: str, *args: Any) -> str:
        """The address at which the admin does `action`."""
        options = self.subject._meta
        prefix = f"wagtailsnippets_{options.app_label}_{options.model_name}"
        if isinstance(self.subject, Page):
            prefix = "wagtailadmin_pages"
        return reverse(f"{prefix}:{action}", args=args)

    def fields(self, text: Any, **more: Any) -> dict[str, Any]:
        """What the editor's form holds when it shows `text`."""
        if self.form_class is None:
            url = self.url("edit", self.subject.pk)
            self.form_class = type(self.client.get(url).context["form"])
        return {**posted(self.form_class(instance=text, for_user=self.user)), **more}

    def post(self, url: str, fields: dict[str, Any]) -> str:
        """Send a form. Returns what the answer says beside the fields, and above them."""
        self.client.cookies.pop("messages", None)
        answer = self.client.post(url, fields)
        told = " ".join(str(message) for message in get_messages(answer.wsgi_request))
        if answer.status_code == 302:
            return told
        assert answer.status_code == 200
        return told + errors_of(answer.context["form"])

    def begin_translation(self) -> None:
        """Translate the subject into French, without fault."""
        self.translation = submit(self.subject, self.tree.locale("fr"))
        type_strings(self.translation)


def unsaved(text: Any) -> Any:
    """A new object that reads as `text`."""
    data = {**text.serializable_data(), "pk": None, "slug": "another"}
    new = type(text).from_serializable_data(data, check_fks=False)
    new.pk = new.id = new.path = new.live_revision = new.latest_revision = None
    new.translation_key = HomePage().translation_key
    new.depth = new.numchild = 0
    return new


def live_before(text: Any) -> Any:
    """`text` as readers have had it since before its words were discouraged."""
    with before_the_term():
        text.save_revision().publish()
    return type(text).objects.get(pk=text.pk)


# In code -----------------------------------------------------------------------------------------


def revision_publish(desk: Desk, text: Any) -> str:
    return text.save_revision().publish() or ""


def object_publish(desk: Desk, text: Any) -> str:
    return text.publish(text.save_revision()) or ""


def publish_again(desk: Desk, text: Any) -> str:
    """Published before the words were discouraged, then unpublished."""
    live_before(text).unpublish()
    return type(text).objects.get(pk=text.pk).get_latest_revision().publish() or ""


def edit_action(desk: Desk, text: Any) -> str:
    action = action_registry.get_action_class(type(text), "edit")
    action(text, publish=True).execute()
    return ""


def save_live(desk: Desk, text: Any) -> str:
    text.save()
    return ""


def save_new(desk: Desk, text: Any) -> str:
    """A row that code adds is live unless it says otherwise."""
    new = unsaved(text)
    if isinstance(new, Page):
        Page.objects.get(pk=desk.tree.news.pk).add_child(instance=new)
    else:
        new.save()
    return ""


def make_live(desk: Desk, text: Any) -> str:
    """A draft whose row is set live without publishing a revision."""
    text.live = False
    text.save()
    text.live = True
    text.save(update_fields=["live"])
    return ""


def copy_live(desk: Desk, text: Any) -> str:
    page = live_before(text)
    page.copy(update_attrs={"slug": "another"}, keep_live=True)
    return ""


def mark_reviewed(desk: Desk, text: Any) -> str:
    set_awaiting_review(live_before(text), is_awaiting=True, user=desk.user)
    return ""


# In the admin ------------------------------------------------------------------------------------


def edit_view(desk: Desk, text: Any) -> str:
    url = desk.url("edit", text.pk)
    return desk.post(url, desk.fields(text, **{"action-publish": "1"}))


def create_view(desk: Desk, text: Any) -> str:
    if isinstance(text, Page):
        url = desk.url("add", text._meta.app_label, text._meta.model_name, desk.tree.news.pk)
    else:
        url = desk.url("add")
    return desk.post(url, desk.fields(text, **{"action-publish": "1", "slug": "another"}))


def schedule_view(desk: Desk, text: Any) -> str:
    day = timezone.now() + datetime.timedelta(days=7)
    fields = {"action-publish": "1", "go_live_at": day.strftime("%Y-%m-%d %H:%M")}
    told = desk.post(desk.url("edit", text.pk), desk.fields(text, **fields))
    assert not text.revisions.filter(approved_go_live_at__isnull=False).exists()
    return told


def revert_view(desk: Desk, text: Any) -> str:
    """An old version is published as it was."""
    old = text.save_revision()
    type(text).objects.get(pk=text.pk).save_revision()
    url = desk.url("revisions_revert", text.pk, old.pk)
    return desk.post(url, desk.fields(text, **{"action-publish": "1"}))


def bulk_publish(desk: Desk, text: Any) -> str:
    text.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return desk.post(f"{url}?next=/admin/&id={text.pk}", {"include_descendants": "on"})


def bulk_publish_below(desk: Desk, text: Any) -> str:
    """Together with the page above it."""
    type(text).objects.get(pk=text.pk).unpublish()
    text.live = False
    text.save_revision()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return desk.post(f"{url}?next=/admin/&id={desk.tree.news.pk}", {"include_descendants": "on"})


def copy_view(desk: Desk, text: Any) -> str:
    page = live_before(text)
    fields = {
        "new_title": page.title,
        "new_slug": "another",
        "new_parent_page": desk.tree.news.pk,
        "publish_copies": "on",
    }
    return desk.post(desk.url("copy", page.pk), fields)


def submit_to_workflow(desk: Desk, text: Any) -> Any:
    """Give `text` to a workflow of one task; the state of the task."""
    workflow = Workflow.objects.create(name="Approval")
    task = GroupApprovalTask.objects.create(name="Approve")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    if isinstance(text, Page):
        WorkflowPage.objects.create(workflow=workflow, page=text)
    else:
        kind = ContentType.objects.get_for_model(text)
        WorkflowContentType.objects.create(workflow=workflow, content_type=kind)
    text.save_revision()
    return workflow.start(text, desk.user).current_task_state


def approve(desk: Desk, text: Any) -> str:
    state = submit_to_workflow(desk, text)
    told = desk.post(desk.url("workflow_action", text.pk, "approve", state.pk), {"comment": ""})
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    return told


def approve_in_editor(desk: Desk, text: Any) -> str:
    state = submit_to_workflow(desk, text)
    fields = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    told = desk.post(desk.url("edit", text.pk), desk.fields(text, **fields))
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS
    return told


# By translation ----------------------------------------------------------------------------------


def type_words(desk: Desk, text: Any) -> Any:
    """Translate those passages by the words that have them in `text`.

    The path of a place is that of the segment.
    """
    source = desk.translation.source
    pairs = zip(places_of(desk.subject), places_of(text), strict=True)
    paths = [ours.path for ours, theirs in pairs if WORDS in theirs.text]
    segments = StringSegment.objects.filter(source=source, context__path__in=paths)
    typed = StringTranslation.objects.filter(
        locale=desk.translation.target_locale, context__in=segments.values("context")
    )
    assert typed.update(data=f"{WORDS} ⟦…⟧")
    return desk.translation


def translation_publish(desk: Desk, text: Any) -> str:
    type_words(desk, text).save_target(publish=True)
    return ""


def translation_editor(desk: Desk, text: Any) -> str:
    translation = type_words(desk, text)
    target = desk.subject.get_translation(translation.target_locale)
    return desk.post(desk.url("edit", target.pk), {"action": "publish"})


def translations_update(desk: Desk, text: Any) -> str:
    translation = type_words(desk, text)
    url = reverse("wagtail_localize:update_translations", args=[translation.source.pk])
    return desk.post(url, {"publish_translations": "on"})


# By the clock ------------------------------------------------------------------------------------


def fall_due(desk: Desk, text: Any) -> str:
    """A schedule from before the words were discouraged keeps its date and stops no other."""
    day = timezone.now() - datetime.timedelta(hours=1)
    text.go_live_at = day
    refused = text.save_revision(approved_go_live_at=day - datetime.timedelta(hours=1))
    other = factories.organisation("fr", name="Due", live=False)
    other.save_revision(approved_go_live_at=day)
    told = io.StringIO()
    try:
        call_command("publish_scheduled", stderr=told)
    except CommandError as error:
        told.write(str(error))
    other.refresh_from_db()
    refused.refresh_from_db()
    assert other.live
    assert refused.approved_go_live_at == day - datetime.timedelta(hours=1)
    return told.getvalue()


PAGES_ONLY: list[Route] = [copy_live, mark_reviewed, bulk_publish, bulk_publish_below, copy_view]
BY_TRANSLATION: list[Route] = [translation_publish, translation_editor, translations_update]
# The words were live before they were discouraged, and stay so.
FROM_BEFORE: list[Route] = [copy_live, mark_reviewed, copy_view]
# Slow at each attempt: in the quick run all places are tried in one.
AT_ONCE: list[Route] = [
    edit_view,
    create_view,
    schedule_view,
    revert_view,
    approve_in_editor,
    translations_update,
]
ONE_BY_ONE: list[Route] = [
    revision_publish,
    object_publish,
    publish_again,
    edit_action,
    save_live,
    save_new,
    make_live,
    fall_due,
    approve,
    *PAGES_ONLY,
    translation_publish,
    translation_editor,
]
