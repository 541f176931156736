"""Wagtail's views of snippets, each asking for the right on the very snippet.

Wagtail asks for the right on the model in the list, the form, the history, the comparison, the
preview, unpublishing and more: a translator of one language would work in all.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.utils import unquote
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import resolve
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.views.generic.chooser import CreateView
from wagtail.coreutils import resolve_model_string
from wagtail.models import TranslatableMixin
from wagtail.permissions import policy_registry
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from cms.translation.rights import PolicyForInstance, known_to

# After Wagtail's own, which ours replaces.
LATER = 10
stock_construct_view = SnippetViewSet.construct_view
stock_construct_chooser_view = SnippetChooserViewSet.construct_view


class OneSnippet:
    """For a view of one snippet: what it asks of the model's policy is asked for the instance."""

    model: type[models.Model]
    request: HttpRequest

    @cached_property
    def permission_policy(self) -> Any:
        policy = policy_registry.get_by_type(self.model)
        # As it stands in the address: Wagtail's views decode the key in their own arguments.
        key = resolve(self.request.path_info).kwargs.get("pk")
        if key is None:
            return policy
        return PolicyForInstance(policy, get_object_or_404(self.model, pk=unquote(str(key))))


class KnownSnippets:
    """For a list: what the user works on or what is published; links to the former."""

    request: HttpRequest
    model: type[models.Model]

    def get_base_queryset(self) -> QuerySet:
        return known_to(self.request.user, super().get_base_queryset())  # type: ignore[misc]

    @cached_property
    def editable(self) -> set[Any]:
        """The keys of the snippets that the user may change."""
        policy = policy_registry.get_by_type(self.model)
        own = policy.instances_user_has_permission_for(self.request.user, "change")
        return set(own.order_by().values_list("pk", flat=True))

    def get_edit_url(self, instance: models.Model) -> str | None:
        if instance.pk not in self.editable:
            return None
        return super().get_edit_url(instance)  # type: ignore[misc]


class KnownChoices:
    """For a chooser, and for what it says of a snippet once it is chosen."""

    request: HttpRequest
    model_class: type[models.Model]

    def get_object_list(self) -> QuerySet:
        return known_to(self.request.user, super().get_object_list())  # type: ignore[misc]

    def get_objects(self, pks: list[str]) -> QuerySet:
        return known_to(self.request.user, super().get_objects(pks))  # type: ignore[misc]

    def get_object(self, pk: str) -> models.Model:
        return known_to(self.request.user, self.model_class._default_manager.all()).get(pk=pk)


@hooks.register("register_bulk_action", order=LATER)
class Delete(DeleteBulkAction):
    """Deletes several snippets, and of those that it leaves out names what the user may know."""

    def get_actionable_objects(self) -> tuple[list[models.Model], dict[str, Any]]:
        snippets, others = super().get_actionable_objects()
        refused = [snippet.pk for snippet in others["items_with_no_access"]]
        asked = self.model._default_manager.filter(pk__in=refused)
        return snippets, {
            **others,
            "items_with_no_access": list(known_to(self.request.user, asked)),
        }


def construct_view(
    viewset: SnippetViewSet, view_class: type, **kwargs: Any
) -> Callable[..., HttpResponse]:
    """As Wagtail's, with our checks before those of `view_class`."""
    mixin = KnownSnippets if issubclass(view_class, IndexView) else OneSnippet
    return stock_construct_view(viewset, checked(viewset, view_class, mixin), **kwargs)


def construct_chooser_view(
    viewset: SnippetChooserViewSet, view_class: type, **kwargs: Any
) -> Callable[..., HttpResponse]:
    """As Wagtail's, for the views of a chooser."""
    if not issubclass(view_class, CreateView):
        view_class = checked(viewset, view_class, KnownChoices)
    return stock_construct_chooser_view(viewset, view_class, **kwargs)


def checked(viewset: Any, view_class: type, mixin: type) -> type:
    """`view_class` with `mixin` before it, if the snippets of `viewset` have a language."""
    if not issubclass(resolve_model_string(viewset.model), TranslatableMixin):
        return view_class
    return type(view_class.__name__, (mixin, view_class), {})


def install() -> None:
    """Put the checks before the views of all snippets, those of a host too."""
    SnippetViewSet.construct_view = construct_view
    SnippetChooserViewSet.construct_view = construct_chooser_view
