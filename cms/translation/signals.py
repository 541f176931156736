"""What happens by itself when pages change, go or come, or a language is added."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Locale, Page, get_page_models, get_translatable_models
from wagtail.signals import (
    copy_for_translation_done,
    page_published,
    page_unpublished,
    post_page_move,
    published,
)

from cms.translation.aliases import ensure_all_aliases
from cms.translation.fallback import fall_back_unpublished, refill_deleted, return_to_original
from cms.translation.following import follow_deletion, follow_move, follow_slug
from cms.translation.keeping import bring_back, forget_deleted, keep_texts
from cms.translation.permissions import carry_permissions
from cms.translation.roles import carry_roles, end_roles_of_deleted
from cms.translation.sources import refresh_published
from cms.translation.telling import tell_live, tell_live_snippet


def connect() -> None:
    """Listen; called once, when the app registry is ready."""
    published.connect(refresh_published, dispatch_uid="cms_refresh_source")
    page_published.connect(follow_slug, dispatch_uid="cms_follow_slug")
    page_published.connect(return_to_original, dispatch_uid="cms_return_to_original")
    page_published.connect(tell_live, dispatch_uid="cms_tell_live")
    published.connect(tell_live_snippet, dispatch_uid="cms_tell_live_snippet")
    page_unpublished.connect(fall_back_unpublished, dispatch_uid="cms_fall_back")
    post_page_move.connect(follow_move, dispatch_uid="cms_follow_move")
    copy_for_translation_done.connect(carry_permissions, dispatch_uid="cms_carry_permissions")
    copy_for_translation_done.connect(carry_roles, dispatch_uid="cms_carry_roles")
    pre_delete.connect(refill_deleted, sender=Page, dispatch_uid="cms_refill_deleted")
    post_delete.connect(end_roles_of_deleted, sender=Page, dispatch_uid="cms_end_roles")
    pre_delete.connect(keep_texts, sender=Locale, dispatch_uid="cms_keep_texts")
    post_save.connect(bring_back, sender=Locale, dispatch_uid="cms_bring_back_texts")
    post_save.connect(fill_new_language, sender=Locale, dispatch_uid="cms_fill_new_language")
    for model in get_translatable_models():
        post_delete.connect(
            forget_deleted, sender=model, dispatch_uid=f"cms_forget_deleted_{model._meta.label}"
        )
    for model in get_page_models():
        pre_delete.connect(
            follow_deletion, sender=model, dispatch_uid=f"cms_follow_deletion_{model._meta.label}"
        )


def fill_new_language(created: bool, **kwargs: Any) -> None:
    """Give every page an address in a language that was just added."""
    if created:
        transaction.on_commit(ensure_all_aliases)
