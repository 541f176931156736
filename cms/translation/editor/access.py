"""Who may do what with a translation."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import LockableMixin, Page
from wagtail_localize.models import Translation

from cms.translation.rights import may


@dataclass(frozen=True)
class Access:
    """What a user may do; `reason` tells who may only read why, as a sentence or safe HTML."""

    can_edit: bool
    can_publish: bool
    reason: str = ""


def access_to(translation: Translation, target: Any, user: Any) -> Access:
    """What `user` may do with `translation`, whose page or snippet is `target`.

    Who may edit the version in the target language translates; what was submitted for translation
    is theirs to read, a draft too. Who may edit the original reads along. Raises PermissionDenied
    for everybody else.
    """
    if not may(user, "change", target):
        if may(user, "change", translation.source.get_source_instance()):
            return Access(False, False, _("You may read this translation, but not change it."))
        raise PermissionDenied
    lock = target.get_lock() if isinstance(target, LockableMixin | Page) else None
    if lock is not None and lock.for_user(user):
        return Access(False, False, lock.get_message(user) or lock.get_description(user))
    return Access(True, may(user, "publish", target))


def begun_translations() -> QuerySet[Translation]:
    """What the editor opens: translations with their languages."""
    return Translation.objects.select_related("source__locale", "target_locale")
