"""The same question where several pages are deleted, unpublished or moved at once.

A page whose other versions the user may not touch is left as it is, in all languages, and named.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.views.pages.bulk_actions.move import MoveForm
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import DefaultPageForm
from wagtail.models import Page

from cms import draft_privacy
from cms.translation import cascade
from cms.translation.cascade import Judge, Refused, Scope, Version
from cms.translation.needs import needed_by, refusal

# After the actions of cms.draft_privacy, which ours replace.
LATER = 30


class ScopeForm(forms.Form):
    scope = forms.ChoiceField(
        label=gettext_lazy("In which languages?"),
        choices=Scope.choices,
        initial=Scope.THIS,
        required=False,
        widget=forms.RadioSelect,
    )


class PagesForm(ScopeForm, DefaultPageForm):
    pass


class PagesMoveForm(MoveForm):
    """Wagtail's, which names its fields when it is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"] = forms.ChoiceField(
            label=ScopeForm.base_fields["scope"].label,
            choices=Scope.choices,
            initial=Scope.ALL,
            required=False,
            widget=forms.RadioSelect,
        )


class ScopeBulkMixin:
    """Does with the other versions of each page what is done with the page, if that was chosen."""

    with_sections = False
    default_scope = Scope.THIS
    request: Any
    cleaned_form: Any
    refusals: list[str]

    def check_perm(self, page: Page) -> bool:
        """An alias follows its text, so that nothing is done to it by itself."""
        return cascade.shown_text(page) is None and super().check_perm(page)  # type: ignore[misc]

    @cached_property
    def judge(self) -> Judge:
        raise NotImplementedError

    def versions_of(self, page: Page) -> list[Version]:
        return cascade.versions_of(page, self.judge, self.with_sections)

    def others_of(self, page: Page) -> list[Page]:
        scope = self.cleaned_form.cleaned_data["scope"] or self.default_scope
        return cascade.chosen(self.versions_of(page), scope)

    def object_context(self, page: Page) -> dict[str, Any]:
        context = super().object_context(page)  # type: ignore[misc]
        pages = cascade.texts_of(page)
        return {**context, "languages": ", ".join(cascade.language_of(other) for other in pages)}

    def execute_action(self, objects: list[Page], **context: Any) -> tuple[int, int]:
        """Page by page. Returns how many of the chosen ones were touched, and how many below."""
        self.refusals = []
        counts = [self.execute_one(page, context) for page in objects]
        return sum(chosen for chosen, _below in counts), sum(below for _chosen, below in counts)

    def execute_one(self, page: Page, context: dict[str, Any]) -> tuple[int, int]:
        title = page.get_admin_display_title()
        try:
            return self.act(page, self.others_of(page), context)
        except Refused as error:
            self.refusals.append(
                _("“%(title)s” was left as it is. %(reasons)s") % {"title": title, "reasons": error}
            )
            return 0, 0

    def act(self, page: Page, others: list[Page], context: dict[str, Any]) -> tuple[int, int]:
        raise NotImplementedError

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        for told in self.refusals:
            messages.error(self.request, told)
        if not num_parent_objects and not num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)  # type: ignore[misc]


@hooks.register("register_bulk_action", order=LATER)
class Delete(ScopeBulkMixin, draft_privacy.Delete):
    template_name = "cms/admin/translation/cascade_bulk_delete.html"
    form_class = PagesForm
    with_sections = True

    @cached_property
    def judge(self) -> Judge:
        return cascade.judge_deletion(self.request.user)

    def object_context(self, page: Page) -> dict[str, Any]:
        """Also what needs the page, and how many pages end with it if all languages do."""
        context = super().object_context(page)
        versions = self.versions_of(page)
        needing = needed_by(page)
        return {
            **context,
            "refusal": refusal(needing) if needing else "",
            "total_count": cascade.count_texts(page, versions) if versions else 0,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts, before somebody confirms, what goes if all languages do."""
        context = super().get_context_data(**kwargs)
        items = context["items"]
        total = sum(item["total_count"] or item["descendant_count"] + 1 for item in items)
        limit = getattr(settings, "WAGTAILADMIN_UNSAFE_PAGE_DELETION_LIMIT", 10)
        return context | {
            "is_protected": all(item["refusal"] for item in items),
            "total_page_count": total,
            "type_to_confirm_before_delete": total >= limit,
        }

    def prepare_action(self, objects: list[Page], objects_without_access: Any) -> None:
        """Nothing: where Wagtail refuses all pages for one that is needed, we name that one."""

    def act(self, page: Page, others: list[Page], context: dict[str, Any]) -> tuple[int, int]:
        needing = needed_by(page)
        if needing:
            raise Refused(refusal(needing))
        below = page.get_descendant_count()
        cascade.delete(page, others, context["user"])
        return 1, below


@hooks.register("register_bulk_action", order=LATER)
class Unpublish(ScopeBulkMixin, draft_privacy.Unpublish):
    template_name = "cms/admin/translation/cascade_bulk_unpublish.html"
    form_class = PagesForm

    @cached_property
    def judge(self) -> Judge:
        return cascade.judge_unpublishing(self.request.user)

    def act(self, page: Page, others: list[Page], context: dict[str, Any]) -> tuple[int, int]:
        published = [other for other in others if other.live]
        _chosen, below = draft_privacy.Unpublish.execute_action([page, *published], **context)
        return 1, below


@hooks.register("register_bulk_action", order=LATER)
class Move(ScopeBulkMixin, draft_privacy.Move):
    template_name = "cms/admin/translation/cascade_bulk_move.html"
    form_class = PagesMoveForm
    default_scope = Scope.ALL

    @cached_property
    def judge(self) -> Judge:
        return cascade.judge_move(self.request.user, self.cleaned_form.cleaned_data["chooser"])

    def act(self, page: Page, others: list[Page], context: dict[str, Any]) -> tuple[int, int]:
        destination = context["destination"]
        obstacle = cascade.obstacle_of_place(page, destination)
        if obstacle:
            raise Refused(obstacle)
        alone = not others and bool(cascade.texts_of(page))
        cascade.move(page, others, destination, context["user"], alone)
        return 1, 0
