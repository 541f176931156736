"""Each guard taken away lets something through that the table of routes tells.

For each guard there is the part of the table, and the role, that tell of it.
"""

import re
from typing import Any

import pytest
from wagtail import hooks
from wagtail.admin.views.chooser import ChosenMultipleView

from cms import draft_privacy
from network import scope
from network.guards import GUARDS
from tests.network.permissions.table import Row, rows
from tests.network.permissions.things import World
from tests.network.permissions.walking import Result, walk
from tests.network.permissions.world import build

TELLS = {
    "AbstractPage.get_admin_display_title": ("coordinator-ua", r"^wagtailadmin_choose_page_child "),
    "AllianceDocumentChooserWidget.get_value_data_from_instance": (
        "coordinator-ua",
        r"foreign_document",
    ),
    "AdminImageChooser.get_value_data_from_instance": ("coordinator-ua", r"foreign_image"),
    "BaseTaskChooserView.dispatch": ("coordinator-ua", r"task_chooser "),
    "BaseWorkflowFormView.dispatch": ("coordinator-ua", r"pages:workflow_action .*any_task"),
    "BrowseView.get_object_list": ("coordinator-ua", r"^wagtailadmin_choose_page .*standardpage"),
    "CollectionPermissionLookupMixin._check_perm": ("coordinator-ua", r"chooser:chosen pk"),
    "CollectionPermissionLookupMixin._collections_with_perm": (
        "coordinator-ua",
        r"images_chooser:choose ",
    ),
    "ConfirmWorkflowCancellation.dispatch": ("coordinator-ua", r"confirm_workflow_cancellation"),
    "DocumentBulkAction.get_context_data": ("coordinator-ua", r"alliancedocument delete id={pk}"),
    "DocumentsAdminAPIViewSet.get_queryset": ("coordinator-ua", r"documents:listing"),
    "ExplorableIndexView.get": ("coordinator-ua", r"^wagtailadmin_explore "),
    "ExternalLinkView.render_chosen_response": ("coordinator-ua", r"external_link"),
    "HistoryFilterSet.get_users_queryset": ("coordinator-ua", r"reports:site_history"),
    "ImageBulkAction.get_context_data": ("coordinator-ua", r"allianceimage delete id={pk}"),
    "ImagesAdminAPIViewSet.get_queryset": ("coordinator-ua", r"images:listing"),
    "LockedPagesPanel.get_context_data": ("revoked", r"^wagtailadmin_home"),
    "MoveForm.__init__": ("coordinator-ua", r"move id={pk} into_foreign"),
    "PagePermissionTester.can_unlock": ("revoked", r"pages:unlock"),
    "PreviewRevisionForTask.get": ("coordinator-ua", r"workflow_preview"),
    "QuerySetRequestMixin.get_queryset": ("coordinator-ua", r"^wagtailadmin_explore_root"),
    "RecentEditsPanel.get_context_data": ("revoked", r"^wagtailadmin_home"),
    "UserObjectsInWorkflowModerationPanel.get_context_data": ("revoked", r"^wagtailadmin_home"),
    "WagtailAdminPageForm._post_clean": ("coordinator-ua", r"foreign_image"),
    "wagtail.admin.auth.get_localized_response": (
        "coordinator-ua",
        r"^wagtailadmin_choose_page_child ",
    ),
    "wagtail.admin.views.workflows.get_task_chosen_response": ("coordinator-ua", r"task_chosen"),
}

# No answer of a route tells of these: test_mails.py does.
TOLD_BY_MAIL = {"wagtail.admin.views.pages.edit.send_notification"}


@pytest.fixture
def world(db: None) -> World:
    return build()


def words(row: Row) -> str:
    return " ".join((row.route, row.args, row.query, row.post))


def wrong(world: World, role: str, part: str) -> list[str]:
    table = [
        row
        for row in rows()
        if re.search(part, " ".join((row.route, row.args, row.query, row.post)))
    ]
    assert table, part
    result = Result()
    walk(world, table, role, result)
    return result.wrong


def test_every_guard_has_a_part_of_the_table() -> None:
    assert {str(guard) for guard in GUARDS} == set(TELLS) | TOLD_BY_MAIL


@pytest.mark.full
def test_each_guard_is_needed(world: World) -> None:
    useless = []
    for guard in (one for one in GUARDS if str(one) in TELLS):
        role, part = TELLS[str(guard)]
        guard.take_down()
        try:
            found = wrong(world, role, part)
        finally:
            guard.put_up()
        if not found:
            useless.append(str(guard))
    assert useless == []


def everything(*args: Any, **kwargs: Any) -> Any:
    return True


def both_countries(user: Any) -> scope.Scope:
    return scope.Scope(countries=frozenset({"UA", "GR"}))


def all_pages(action: Any) -> Any:
    return super(draft_privacy.ForeignDraftsLeftOut, action).get_actionable_objects()


@pytest.mark.full
def test_each_older_check_is_needed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no guard: how drafts are kept, and the rights on rows of a country.

    The rights on translations and snippets have a table of their own (tests/cms/translation).
    """
    checks = [
        (draft_privacy.WholeTreePolicy, "user_has_any_permission", everything, "page_types_usage"),
        (draft_privacy.ForeignDraftsLeftOut, "get_actionable_objects", all_pages, "page delete"),
        (ChosenMultipleView, "get", draft_privacy.stock_chosen, "page_chosen_multiple"),
        (scope, "read_scope", both_countries, "register:edit"),
        (scope, "read_scope", both_countries, "network_applications:detail"),
    ]
    useless = []
    for owner, name, without, part in checks:
        with monkeypatch.context() as patched:
            patched.setattr(owner, name, without)
            if not wrong(world, "coordinator-ua", part):
                useless.append(f"{owner.__name__}.{name}: {part}")
    hook = "construct_page_chooser_queryset"
    without_ours = [
        each for each in hooks._hooks[hook] if each[0] is not draft_privacy.hide_foreign_drafts
    ]
    with monkeypatch.context() as patched:
        patched.setitem(hooks._hooks, hook, without_ours)
        if not wrong(world, "coordinator-ua", r"^wagtailadmin_choose_page_child "):
            useless.append(hook)
    assert useless == []
