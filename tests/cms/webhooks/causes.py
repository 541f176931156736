"""Every way in which something comes to be seen, or not any more, and what webhooks tell of it.

Each cause prepares what it needs, yields, and then acts; what is told after that counts. The names
are those of `World`.
"""

import datetime
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import (
    GroupApprovalTask,
    Page,
    PageViewRestriction,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from network.models import Participation, RelationState
from network.relations import change_state, record_beginning
from tests import factories
from tests.cms.translation.helpers import fresh, submit, type_strings

DAY = datetime.timedelta(days=1)


@dataclass
class World:
    """A site with an article in two languages, a network with a meeting, and a draft."""

    tree: factories.Tree
    admin: User
    client: Client
    article: Page
    ukrainian: Page
    network: Page
    meeting: Page
    draft: Page
    organisation: Any
    organisation_uk: Any

    def names(self) -> dict[str, str]:
        """What is told of, by the `object` of its events."""
        found = {
            f"page:{page.pk}": name
            for name in ("article", "ukrainian", "network", "meeting", "draft")
            for page in [getattr(self, name)]
        }
        for name in ("home", "news", "networks"):
            found[f"page:{getattr(self.tree, name).pk}"] = name
        found[f"cms.organisation:{self.organisation_uk.pk}"] = "organisation_uk"
        return found

    def bulk(self, action: str, *pages: Page, **fields: Any) -> None:
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        chosen = "&".join(f"id={page.pk}" for page in pages)
        answer = self.client.post(f"{url}?next=/admin/&{chosen}", fields)
        assert answer.status_code == 302


Cause = Callable[[World], Iterator[None]]
CAUSES: list[tuple[Cause, list[str]]] = []


def tells(*events: str) -> Callable[[Cause], Cause]:
    """Enter a cause into the table with the events that it brings about, in any order."""

    def enter(cause: Cause) -> Cause:
        CAUSES.append((cause, sorted(events)))
        return cause

    return enter


# Publication -------------------------------------------------------------------------------------


@tells("page.published draft")
def published_for_the_first_time(world: World) -> Iterator[None]:
    yield
    world.draft.get_latest_revision().publish()


@tells()
def saved_as_draft(world: World) -> Iterator[None]:
    yield
    world.article.title, world.article.slug = "Secret", "secret"
    world.article.save_revision()
    world.draft.title = "Secret again"
    world.draft.save_revision()


@tells("page.published article", "translation.stale ukrainian")
def published_anew_with_another_text(world: World) -> Iterator[None]:
    world.article.title = "Other words"
    revision = world.article.save_revision()
    yield
    revision.publish()


@tells("page.published network")
def published_anew_where_aliases_show_it(world: World) -> Iterator[None]:
    assert world.network.aliases.exists()
    yield
    world.network.save_revision().publish()


@tells()
def scheduled(world: World) -> Iterator[None]:
    yield
    for page in (world.draft, world.article):
        page.go_live_at = timezone.now() + DAY
        page.save_revision().publish()


@tells("page.unpublished article")
def scheduled_where_stock_wagtail_takes_the_page_offline(world: World) -> Iterator[None]:
    Page.objects.filter(pk=world.article.pk).update(live_revision=None)
    article = fresh(world.article)
    yield
    article.go_live_at = timezone.now() + DAY
    article.save_revision().publish()


@tells("page.published draft")
def schedule_comes_due(world: World) -> Iterator[None]:
    world.draft.go_live_at = timezone.now() - DAY
    world.draft.save_revision(approved_go_live_at=world.draft.go_live_at)
    yield
    call_command("publish_scheduled", stdout=io.StringIO())


@tells("page.unpublished article")
def expired(world: World) -> Iterator[None]:
    Page.objects.filter(pk=world.article.pk).update(expire_at=timezone.now() - DAY)
    yield
    call_command("publish_scheduled", stdout=io.StringIO())


@tells("page.published draft")
def approved_in_a_workflow(world: World) -> Iterator[None]:
    workflow = Workflow.objects.create(name="Review")
    task = GroupApprovalTask.objects.create(name="Step")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(page=world.tree.news.page_ptr, workflow=workflow)
    state = workflow.start(world.draft, world.admin)
    yield
    state.current_task_state.approve(user=world.admin)


@tells("page.published draft")
def published_in_bulk(world: World) -> Iterator[None]:
    yield
    world.bulk("publish", world.draft)


@tells("page.published copy")
def copied(world: World) -> Iterator[None]:
    yield
    world.article.copy(update_attrs={"slug": "copy", "title": "Copy"}, user=world.admin)


# End ---------------------------------------------------------------------------------------------


@tells("page.unpublished article")
def unpublished(world: World) -> Iterator[None]:
    yield
    world.article.unpublish()


@tells("page.unpublished network", "page.unpublished meeting")
def unpublished_with_what_is_below(world: World) -> Iterator[None]:
    yield
    UnpublishPageAction(world.network, user=world.admin, include_descendants=True).execute()


@tells("page.unpublished article", "page.unpublished network")
def unpublished_in_bulk(world: World) -> Iterator[None]:
    yield
    world.bulk("unpublish", world.article, world.network)


@tells("page.deleted network", "page.deleted meeting")
def deleted_with_what_is_below(world: World) -> Iterator[None]:
    yield
    fresh(world.network).delete()


@tells("page.deleted article", "page.deleted meeting")
def deleted_in_bulk(world: World) -> Iterator[None]:
    yield
    world.bulk("delete", world.article, world.meeting)


@tells()
def drafts_and_aliases_deleted(world: World) -> Iterator[None]:
    yield
    fresh(world.draft).delete()
    world.network.aliases.first().specific.delete()


# Addresses ---------------------------------------------------------------------------------------


@tells("page.moved article", "page.published article")
def published_with_another_slug(world: World) -> Iterator[None]:
    world.article.slug = "another"
    revision = world.article.save_revision()
    yield
    revision.publish()


@tells("page.moved news")
def section_with_another_slug(world: World) -> Iterator[None]:
    yield
    world.tree.news.slug = "newest"
    world.tree.news.save()


@tells("page.moved ukrainian")
def alias_above_a_text_with_another_slug(world: World) -> Iterator[None]:
    section = world.ukrainian.get_parent().specific
    assert section.alias_of_id
    yield
    section.slug = "noviny"
    section.save()


@tells("page.moved meeting")
def draft_above_a_text_moved(world: World) -> Iterator[None]:
    fresh(world.network).unpublish()
    yield
    fresh(world.network).move(fresh(world.tree.news), pos="last-child")


@tells("page.moved article")
def moved(world: World) -> Iterator[None]:
    yield
    fresh(world.article).move(fresh(world.tree.networks), pos="last-child")


@tells("page.moved article", "page.moved ukrainian")
def moved_in_bulk_with_its_translations(world: World) -> Iterator[None]:
    section = factories.NewsIndexPage(title="Archive", slug="archive")
    other = factories.add_page(world.tree.home, section)
    yield
    world.bulk("move", world.article, chooser=other.pk, confirm_move=1)


@tells()
def put_in_another_order(world: World) -> Iterator[None]:
    yield
    fresh(world.article).move(fresh(world.draft), pos="right")


# Privacy -----------------------------------------------------------------------------------------


def close(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


@tells("page.unpublished network", "page.unpublished meeting")
def made_private(world: World) -> Iterator[None]:
    yield
    close(world.network)


@tells("page.unpublished network")
def made_private_above_what_is_private(world: World) -> Iterator[None]:
    close(world.meeting)
    yield
    close(world.network)


@tells("page.published network")
def made_public_above_what_stays_private(world: World) -> Iterator[None]:
    close(world.meeting)
    restriction = close(world.network)
    yield
    restriction.delete()


@tells("page.unpublished network")
def moved_into_a_private_section_with_what_is_private(world: World) -> Iterator[None]:
    close(world.tree.news)
    close(world.meeting)
    yield
    fresh(world.network).move(fresh(world.tree.news), pos="last-child")


@tells("page.published network", "page.published meeting")
def moved_out_of_a_private_section(world: World) -> Iterator[None]:
    close(world.tree.networks)
    yield
    fresh(world.network).move(fresh(world.tree.news), pos="last-child")


@tells()
def anything_that_is_private(world: World) -> Iterator[None]:
    close(world.tree.home)
    yield
    world.draft.get_latest_revision().publish()
    world.network.slug = "secret"
    world.network.save_revision().publish()
    fresh(world.network).move(fresh(world.tree.news), pos="last-child")
    fresh(world.article).unpublish()
    fresh(world.meeting).delete()


# Translation -------------------------------------------------------------------------------------


@tells("page.unpublished ukrainian")
def translation_unpublished(world: World) -> Iterator[None]:
    yield
    fresh(world.ukrainian).unpublish()


@tells("page.unpublished ukrainian")
def translation_given_up_for_an_alias(world: World) -> Iterator[None]:
    yield
    world.ukrainian.alias_of = world.article
    world.ukrainian.save()


@tells("page.deleted article")
def original_deleted(world: World) -> Iterator[None]:
    yield
    fresh(world.article).delete()


@tells("page.published meeting", "page.published meeting_uk")
def fact_published_that_translations_share(world: World) -> Iterator[None]:
    translation = submit(world.meeting, world.tree.locale("uk"))
    type_strings(translation)
    translation.save_target(publish=True)
    yield
    world.meeting.start_date += DAY
    world.meeting.save_revision().publish()


@tells("translation.live organisation_uk")
def translation_of_a_snippet_published(world: World) -> Iterator[None]:
    translation = submit(world.organisation, world.tree.locale("uk"))
    type_strings(translation)
    yield
    translation.save_target(publish=True)


@tells("translation.stale organisation_uk")
def original_of_a_snippet_published(world: World) -> Iterator[None]:
    world.organisation.description = "<p>Other words.</p>"
    revision = world.organisation.save_revision()
    yield
    revision.publish()


# Terms -------------------------------------------------------------------------------------------


@tells("terms.changed terms")
def term_added(world: World) -> Iterator[None]:
    yield
    factories.term("Roma")


@tells("terms.changed terms")
def term_deleted(world: World) -> Iterator[None]:
    term = factories.term("Roma")
    yield
    term.delete()


@tells("terms.changed terms")
def note_published(world: World) -> Iterator[None]:
    note = factories.note(live=False)
    yield
    note.save_revision().publish()


@tells("terms.changed terms")
def note_deleted(world: World) -> Iterator[None]:
    note = factories.note()
    yield
    note.delete()


# Participants ------------------------------------------------------------------------------------


def joins(on: datetime.date) -> Participation:
    participation = factories.participation(7, authority_key="town", joined_on=on)
    record_beginning(participation, on=on, by=None)
    return participation


def look() -> None:
    """What runs every few minutes."""
    call_command("send_webhooks")


@tells("participant.joined town")
def participant_joins_today(world: World) -> Iterator[None]:
    yield
    joins(timezone.localdate())
    look()


@tells()
def participant_that_joins_tomorrow(world: World) -> Iterator[None]:
    yield
    joins(timezone.localdate() + DAY)
    look()


@tells("participant.joined town")
def day_comes_on_which_a_participant_joins(world: World) -> Iterator[None]:
    joins(timezone.localdate() + DAY)
    look()
    yield
    # As the register has it tomorrow, or when somebody corrects the day.
    Participation.objects.update(joined_on=timezone.localdate())
    look()
    look()


@tells("participant.joined town")
def participant_is_suspended_and_comes_back(world: World) -> Iterator[None]:
    participation = joins(timezone.localdate())
    yield
    for state in (RelationState.SUSPENDED, RelationState.ACTIVE):
        change_state(participation, state, on=timezone.localdate(), by=None)
        look()


@tells()
def participant_leaves(world: World) -> Iterator[None]:
    participation = joins(timezone.localdate())
    yield
    change_state(participation, RelationState.WITHDRAWN, on=timezone.localdate(), by=None)
    look()
