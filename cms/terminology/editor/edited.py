"""Which page or snippet a form of the admin edits, and who may edit it."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import ResolverMatch, resolve
from wagtail.models import DraftStateMixin, Locale, Page, TranslatableMixin
from wagtail.permissions import policy_registry


def edited_instance(address: str, user: Any) -> models.Model | None:
    """What the form at `address` (path and query of the browser) edits, as it is stored.

    For a form that makes something new, an unsaved instance in the language it will have. None
    where the form is of something that is not published, so that terms do not matter. Raises
    Http404 and PermissionDenied.
    """
    parts = urlsplit(address)
    match = resolve(parts.path)
    if match.namespace == "wagtailadmin_pages":
        return edited_page(match, user)
    model = getattr(match.func, "view_initkwargs", {}).get("model")
    if model is None or not issubclass(model, DraftStateMixin):
        return None
    if "pk" in match.kwargs:
        return editable(get_object_or_404(model, pk=unquote(str(match.kwargs["pk"]))), user)
    return new_snippet(model, parse_qs(parts.query).get("locale", [""])[0])


def edited_page(match: ResolverMatch, user: Any) -> Page | None:
    """The page of a form that edits one, or a new one below its parent."""
    names = match.kwargs
    if "page_id" in names:
        return editable(get_object_or_404(Page, pk=names["page_id"]).specific, user)
    if "parent_page_id" not in names:
        return None
    parent = get_object_or_404(Page.objects.select_related("locale"), pk=names["parent_page_id"])
    model = model_named(names["content_type_app_name"], names["content_type_model_name"])
    return model(locale=parent.locale) if issubclass(model, Page) else None


def new_snippet(model: type[models.Model], language: str) -> models.Model:
    """An unsaved instance of `model` in `language`, or in the site's first one."""
    if not issubclass(model, TranslatableMixin):
        return model()
    return model(locale=get_object_or_404(Locale, language_code=language or settings.LANGUAGE_CODE))


def saved_draft(app_label: str, model_name: str, pk: str, user: Any) -> Any:
    """The latest draft of what `user` may edit. Raises Http404 and PermissionDenied."""
    model = model_named(app_label, model_name)
    if not issubclass(model, DraftStateMixin):
        raise Http404
    instance = get_object_or_404(model, pk=unquote(pk))
    if isinstance(instance, Page):
        instance = instance.specific
    return editable(instance, user).get_latest_revision_as_object()


def model_named(app_label: str, model_name: str) -> type[models.Model]:
    try:
        return apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error


def editable(instance: Any, user: Any) -> Any:
    """`instance`, where `user` may edit it; PermissionDenied otherwise."""
    if not may_edit(user, instance):
        raise PermissionDenied
    return instance


def may_edit(user: Any, instance: models.Model) -> bool:
    """Whether `user` may edit this very page or snippet."""
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_edit()
    policy = policy_registry.get(instance)
    return policy.user_has_permission_for_instance(user, "change", instance)
