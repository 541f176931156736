"""Shows the refusals of the gate where editors meet them: in the form, with all that they typed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic.mixins import CreateEditViewOptionalFeaturesMixin
from wagtail.admin.views.generic.workflow import WorkflowAction
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.blocks import StreamBlockValidationError, StreamValue
from wagtail.models import Page

from cms.draft_privacy import Publish
from cms.publish_gate import NotPublishable, refusal_of, refuse_unpublishable
from cms.terminology.findings import PlacedFinding
from cms.terminology.gate import DiscouragedTerms, message_for

# After the action of cms.draft_privacy, which ours replaces.
LATER = 20


def install() -> None:
    """Let Wagtail's views show what the gate refuses; called once, with the admin's hooks."""
    for view in (CreateView, EditView, CreateEditViewOptionalFeaturesMixin):
        view.form_valid = shown_in_form(view.form_valid)
    CopyView.form_valid = shown_above_form(CopyView.form_valid)
    WorkflowAction.post = shown_as_message(WorkflowAction.post)


def shown_in_form(stock: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """`form_valid` of an editor that shows a refusal beside the fields; nothing is written then."""

    def form_valid(view: Any, form: Any) -> HttpResponse:
        try:
            if publishes(view):
                # Before the first write: Wagtail saves a new page live before it publishes it.
                refuse_unpublishable(form.save(commit=False))
            with transaction.atomic():
                return stock(view, form)
        except NotPublishable as refusal:
            add_to_form(refusal, form)
            if isinstance(view, CreateEditViewOptionalFeaturesMixin):
                # What its `is_valid` leaves behind, which passed this form.
                view.produced_error_code = "validation_error"
                view.produced_error_message = view.get_error_message()
            return view.form_invalid(form)

    return form_valid


def publishes(view: Any) -> bool:
    """Whether the button that was pressed publishes or schedules (page views, snippet views)."""
    return (getattr(view, "action", None) or getattr(view, "action_name", None)) == "publish"


def shown_above_form(stock: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same for a form that has none of the fields concerned, and no place for other errors."""

    def form_valid(view: Any, form: BaseForm) -> HttpResponse:
        try:
            return stock(view, form)
        except NotPublishable as refusal:
            messages.error(view.request, str(refusal))
            return view.form_invalid(form)

    return form_valid


def shown_as_message(stock: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A refusal of a workflow's approval, which is asked for in a dialogue or a list."""

    def post(view: WorkflowAction, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return stock(view, request, *args, **kwargs)
        except NotPublishable as refusal:
            messages.error(request, str(refusal))
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            step = {"step": "success", "redirect": view.redirect_url}
            return view.render_modal_json(request, step)
        return redirect(view.redirect_url)

    return post


def add_to_form(refusal: NotPublishable, form: Any) -> None:
    """Put the messages of `refusal` beside the fields, blocks and rows that they are about."""
    if not isinstance(refusal, DiscouragedTerms):
        form.add_error(None, refusal.messages)
        return
    by_field: dict[str, list[PlacedFinding]] = defaultdict(list)
    for placed in refusal.refused:
        by_field[placed.place.field].append(placed)
    for name, found in by_field.items():
        if name in form.fields:
            form.add_error(name, error_of_field(form.cleaned_data.get(name), found))
        elif name in getattr(form, "formsets", {}):
            add_to_rows(form.formsets[name], found)
        else:
            form.add_error(None, [message_for(placed) for placed in found])


def error_of_field(value: Any, found: list[PlacedFinding]) -> Any:
    """What Django, or for a stream Wagtail, takes as the errors of a field; a stream's by block."""
    if not isinstance(value, StreamValue):
        return [message_for(placed) for placed in found]
    by_block: dict[str, list[str]] = defaultdict(list)
    for placed in found:
        by_block[placed.place.path.split(".")[1]].append(message_for(placed))
    numbers = {child.id or str(number): number for number, child in enumerate(value)}
    return StreamBlockValidationError(
        {numbers[key]: ValidationError(texts) for key, texts in by_block.items()}
    )


def add_to_rows(formset: Any, found: list[PlacedFinding]) -> None:
    """Put each message into the row whose text it is about."""
    kept = [form for form in formset.forms if form not in formset.deleted_forms]
    rows = {
        str(getattr(form.instance, "translation_key", number)): form
        for number, form in enumerate(kept)
    }
    for placed in found:
        _relation, key, field, *_rest = placed.place.path.split(".")
        rows[key].add_error(field if field in rows[key].fields else None, message_for(placed))


@hooks.register("register_bulk_action", order=LATER)
class PublishWhatMay(Publish):
    """Publishes those of the chosen pages that may go live, and names the others."""

    refusals: list[str]

    def execute_action(
        self,
        objects: list[Page],
        include_descendants: bool = False,
        user: Any = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        """Publish page by page. Returns how many of the chosen ones and how many below them."""
        self.refusals = []
        chosen = sum(self.publish(page, user) for page in objects)
        below = 0
        if include_descendants:
            below = sum(self.publish(page, user) for page in drafts_below(objects, user))
        return chosen, below

    def publish(self, page: Page, user: Any) -> bool:
        """Publish the newest text of `page`, if it may go live and is valid."""
        try:
            with transaction.atomic():
                super().execute_action([page], include_descendants=False, user=user)
        except ValidationError as error:
            self.refusals.append(refusal_of(page, error))
            return False
        return True

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        for refusal in self.refusals:
            messages.error(self.request, refusal)
        if not num_parent_objects and not num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)


def drafts_below(pages: Iterable[Page], user: Any) -> Iterator[Page]:
    """What stands unpublished below `pages` and `user` may publish."""
    for page in pages:
        for draft in page.get_descendants().not_live().specific():
            if user is None or draft.permissions_for_user(user).can_publish():
                yield draft
