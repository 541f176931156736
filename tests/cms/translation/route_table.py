"""Each route of translations in the admin: how somebody uses it on a page or snippet in a language.

A route stands either in PROBES, and is tried by every user on every object in every language, or in
ELSEWHERE, with the test that says who gets through. One that stands in neither fails the build.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.translation.segments import read_segments


@dataclass(frozen=True)
class Cell:
    """One object in one language: the source, its version in the language, and what links them."""

    client: Any
    source: Any
    target: Any
    translation: Translation

    @property
    def locale(self) -> Any:
        return self.translation.target_locale

    @property
    def is_page(self) -> bool:
        return isinstance(self.source, Page)

    def get(self, name: str, *args: Any) -> Any:
        return self.client.get(reverse(name, args=args))

    def post(self, name: str, *args: Any, **data: Any) -> Any:
        return self.client.post(reverse(name, args=args), data)


@dataclass(frozen=True)
class Probe:
    """`use` sends the request. The answer tells who may, or what has changed (`writes`).

    `on` names what the route knows: pages, snippets, or both. `prepare` brings the object into the
    state in which there is something to do.
    """

    use: Callable[[Cell], Any]
    writes: bool = False
    on: str = "pages snippets"
    prepare: Callable[[Cell], Any] = lambda cell: None
    is_closed: bool = False


def snippet_names(cell: Cell) -> list[Any]:
    meta = type(cell.source)._meta
    return [meta.app_label, meta.model_name, cell.source.pk]


def begin_anew(cell: Cell) -> None:
    """As if the translation had never been begun: a page is an alias, a snippet is not there."""
    Translation.objects.filter(pk=cell.translation.pk).delete()
    if not cell.is_page:
        type(cell.target).objects.filter(pk=cell.target.pk).delete()


def unpublish(cell: Cell) -> None:
    if not cell.is_page:
        type(cell.target).objects.filter(pk=cell.target.pk).update(live=False)


def end_alias(cell: Cell) -> None:
    Page.objects.filter(pk=cell.target.pk).update(alias_of=None)


def schedule(cell: Cell) -> None:
    revisions = cell.target.revisions.filter(pk=cell.target.latest_revision_id)
    revisions.update(approved_go_live_at=timezone.now() + timedelta(days=1))


def submit_page(cell: Cell) -> Any:
    name = "wagtail_localize:submit_page_translation"
    return cell.post(name, cell.source.pk, locales=[cell.locale.pk])


def submit_snippet(cell: Cell) -> Any:
    name = "wagtail_localize:submit_snippet_translation"
    return cell.post(name, *snippet_names(cell), locales=[cell.locale.pk])


def update(cell: Cell) -> Any:
    name = "wagtail_localize:update_translations"
    return cell.post(name, cell.translation.source.pk, publish_translations="on")


def post_page(name: str) -> Callable[[Cell], Any]:
    return lambda cell: cell.post(name, cell.target.pk)


def edit_string(cell: Cell) -> Any:
    segment = cell.translation.source.stringsegment_set.first()
    name = "wagtail_localize:edit_string_translation"
    return cell.client.put(reverse(name, args=[cell.translation.pk, segment.pk]))


def on_translation(name: str) -> Callable[[Cell], Any]:
    """Opens an address that has the id of a translation in it."""
    return lambda cell: cell.get(name, cell.translation.pk)


def post_translation(name: str) -> Callable[[Cell], Any]:
    return lambda cell: cell.post(name, cell.translation.pk)


def upload_po(cell: Cell) -> Any:
    file = SimpleUploadedFile("texts.po", b'msgid ""\nmsgstr ""\n')
    return cell.post("wagtail_localize:upload_pofile", cell.translation.pk, file=file)


def save_segment(cell: Cell) -> Any:
    (first, *_rest) = read_segments(cell.translation.source, cell.locale)
    name = "cms_translation_save_segment"
    data = {"text": "Overwritten", "based-on": first.target_digest}
    return cell.post(name, cell.translation.pk, first.unit_id, **data)


def export(cell: Cell) -> Any:
    """Refused with the form again, which is no file."""
    answer = cell.post(
        "cms_translation_export",
        locale=cell.locale.language_code,
        format="xliff",
        keys=[str(cell.source.translation_key)],
    )
    if answer.status_code == 200 and "Content-Disposition" not in answer:
        answer.status_code = 403
    return answer


def edit_target(cell: Cell) -> Any:
    if cell.is_page:
        return cell.get("wagtailadmin_pages:edit", cell.target.pk)
    return cell.get(type(cell.target).snippet_viewset.get_url_name("edit"), cell.target.pk)


def snippet_view(name: str, *args: Any) -> Callable[[Cell], Any]:
    """Opens a view of Wagtail on the snippet; `args` stand after its key, «revision» for one."""

    def use(cell: Cell) -> Any:
        given = [cell.target.latest_revision_id if arg == "revision" else arg for arg in args]
        full = type(cell.target).snippet_viewset.get_url_name(name)
        return cell.get(full, cell.target.pk, *given)

    return use


PROBES = {
    "wagtail_localize:submit_page_translation": Probe(
        submit_page, writes=True, on="pages", prepare=begin_anew
    ),
    "wagtail_localize:submit_snippet_translation": Probe(
        submit_snippet, writes=True, on="snippets", prepare=begin_anew
    ),
    "wagtail_localize:update_translations": Probe(update, writes=True, prepare=unpublish),
    "wagtail_localize:convert_to_alias": Probe(
        post_page("wagtail_localize:convert_to_alias"), on="pages", prepare=end_alias
    ),
    "wagtail_localize:edit_string_translation": Probe(edit_string, is_closed=True),
    "wagtail_localize:machine_translate": Probe(
        post_translation("wagtail_localize:machine_translate"), is_closed=True
    ),
    "wagtail_localize:preview_translation": Probe(
        on_translation("wagtail_localize:preview_translation"), on="pages"
    ),
    "wagtail_localize:stop_translation": Probe(
        post_translation("wagtail_localize:stop_translation"), writes=True
    ),
    "wagtail_localize:download_pofile": Probe(on_translation("wagtail_localize:download_pofile")),
    "wagtail_localize:upload_pofile": Probe(upload_po),
    "cms_translation_export": Probe(export),
    "cms_translation_editor": Probe(on_translation("cms_translation_editor")),
    "cms_translation_preview": Probe(on_translation("cms_translation_preview")),
    "cms_translation_save_segment": Probe(save_segment, writes=True),
    "cms_translation_review": Probe(
        post_page("cms_translation_review"), on="pages", prepare=end_alias
    ),
    "edit": Probe(edit_target),
    "history": Probe(snippet_view("history"), on="snippets"),
    "history_results": Probe(snippet_view("history_results"), on="snippets"),
    "usage": Probe(snippet_view("usage"), on="snippets"),
    "unpublish": Probe(snippet_view("unpublish"), on="snippets"),
    "revisions_view": Probe(snippet_view("revisions_view", "revision"), on="snippets"),
    "revisions_revert": Probe(snippet_view("revisions_revert", "revision"), on="snippets"),
    "revisions_compare": Probe(snippet_view("revisions_compare", "live", "latest"), on="snippets"),
    "revisions_unschedule": Probe(
        snippet_view("revisions_unschedule", "revision"), on="snippets", prepare=schedule
    ),
    "preview_on_edit": Probe(snippet_view("preview_on_edit"), on="snippets"),
}

ELSEWHERE = {
    "wagtail_localize:javascript_catalog": "words of the interface only",
    "wagtail_localize:edit_override": "test_what_the_editor_does_itself_is_closed_to_all",
    "wagtail_localize:translations_report": "test_stock_endpoints.py",
    "wagtail_localize:translations_report_results": "test_stock_endpoints.py",
    "wagtail_localize:snippets_api_listing": "test_stock_endpoints.py",
    "wagtail_localize:snippets_api_detail": "test_stock_endpoints.py",
    "wagtaillocales:index": "test_languages_are_the_administrators",
    "wagtaillocales:index_results": "test_languages_are_the_administrators",
    "wagtaillocales:add": "test_languages_are_the_administrators",
    "wagtaillocales:copy": "test_languages_are_the_administrators",
    "wagtaillocales:edit": "test_languages_are_the_administrators",
    "wagtaillocales:delete": "test_languages_are_the_administrators",
    "wagtaillocales:history": "test_languages_are_the_administrators",
    "wagtaillocales:history_results": "test_languages_are_the_administrators",
    "wagtaillocales:usage": "test_languages_are_the_administrators",
    "cms_translation_state": "test_state.py",
    "cms_translation_state_results": "test_state.py",
    "cms_translation_begin": "test_table.py",
    "cms_translation_publish": "test_joint_publishing.py",
    "cms_translation_roles": "test_role_views.py",
    "cms_translation_role": "test_role_views.py",
    "cms_translation_remove_section": "test_role_views.py",
    "cms_translation_exchange": "a form; what it does is tried by export and upload_pofile",
    "cms_translation_upload": "keeps the user's own file for a moment; the report asks for rights",
    "cms_translation_import": "test_exchange_admin.py",
    "chooser:choose": "test_rights_snippets.py",
    "chooser:choose_results": "test_rights_snippets.py",
    "chooser:chosen": "test_rights_snippets.py",
    "chooser:chosen_multiple": "test_rights_snippets.py",
    "copy": "test_rights_snippets.py",
    "lock": "test_rights_snippets.py",
    "unlock": "test_rights_snippets.py",
    "workflow_history": "test_rights_snippets.py",
    "workflow_history_detail": "test_rights_snippets.py",
    "workflow_action": "Wagtail asks the task of the workflow, which knows its reviewers",
    "collect_workflow_action_data": "as workflow_action",
    "workflow_preview": "as workflow_action",
    "confirm_workflow_cancellation": "Wagtail asks who began the workflow, or may publish",
    "list": "test_rights_snippets.py",
    "list_results": "test_rights_snippets.py",
    "add": "test_rights_snippets.py",
    "delete": "test_rights_snippets.py",
    "preview_on_add": "test_rights_snippets.py",
}
