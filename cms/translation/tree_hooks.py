"""What keeping the languages of a page together adds to Wagtail's admin."""

from django.db import models
from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

# The actions on several pages are registered by the import.
from cms.translation import cascade_bulk, cascade_views  # noqa: F401
from cms.translation.moved_alone import LABEL, MOVED_ALONE
from cms.translation.restoring_views import restore_texts

FIRST = -20

cascade_views.install()


@hooks.register("register_log_actions")
def moving_actions(actions: LogActionRegistry) -> None:
    actions.register_action(MOVED_ALONE, LABEL, LABEL)


# Before the editor of translations, which would answer with the texts that it has.
@hooks.register("before_edit_page", order=FIRST)
def restore_page_texts(request: HttpRequest, page: Page) -> HttpResponse | None:
    return restore_texts(request, page)


@hooks.register("before_edit_snippet", order=FIRST)
def restore_snippet_texts(request: HttpRequest, instance: models.Model) -> HttpResponse | None:
    return restore_texts(request, instance) if hasattr(instance, "translation_key") else None
