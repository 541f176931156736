"""Publishes an original and its translations together: all that was chosen, or nothing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import DraftStateMixin, Locale, LockableMixin, Page
from wagtail_localize.models import Translation

from cms.translation.completeness import (
    IncompleteTranslation,
    language_name,
    missing_segments,
    refusal,
)
from cms.translation.moderation import needs_moderation
from cms.translation.rights import may
from cms.translation.state import State, open_translations, states_of
from cms.translation.targets import write_target


class NotPublished(Exception):
    """Nothing was published; `reasons` says why, in the language of the interface."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


@dataclass(frozen=True)
class Candidate:
    """A version that could be published; `reason` says why it cannot, or need not."""

    locale: Locale
    is_source: bool
    reason: str = ""

    @property
    def can_publish(self) -> bool:
        return not self.reason


def candidates_of(originals: list[Any], user: Any) -> list[list[Candidate]]:
    """The versions of each page or snippet in all languages, its own first.

    What is asked for each text by itself are locks, and the passages that it lacks.
    """
    locales = list(Locale.objects.all())
    keys = [original.translation_key for original in originals]
    states = states_of(keys)
    targets = targets_of(originals)
    translations = {
        (
            translation.source.object_id,
            translation.source.locale_id,
            translation.target_locale_id,
        ): (translation)
        for translation in open_translations(keys).select_related("source__locale", "target_locale")
    }
    found = []
    for original in originals:
        key = original.translation_key
        source_reason = why_not_source(original, user)
        candidates = [Candidate(original.locale, True, source_reason)]
        for locale in locales:
            if locale.pk == original.locale_id:
                continue
            translation = translations.get((key, original.locale_id, locale.pk))
            target = targets.get((key, locale.pk))
            reason = why_not(original, translation, target, user)
            # Beside an original that changes, whatever is up to date may be published again.
            is_up_to_date = key in states and states[key][locale.pk].state == State.LIVE
            if not reason and source_reason and is_up_to_date:
                reason = _("published and up to date")
            candidates.append(Candidate(locale, False, reason))
        found.append(candidates)
    return found


def targets_of(originals: list[Any]) -> dict[tuple[UUID, int], Any]:
    """The versions of pages and snippets in all languages, by translation key and locale."""
    keys = defaultdict(list)
    for original in originals:
        model = Page if isinstance(original, Page) else type(original)
        keys[model].append(original.translation_key)
    versions: list[Any] = []
    for model, of_model in keys.items():
        rows = model._default_manager.filter(translation_key__in=of_model)
        rows = rows.select_related("locale")
        versions += rows.specific() if model is Page else rows
    return {(version.translation_key, version.locale_id): version for version in versions}


def begun(original: Any) -> Any:
    return Translation.objects.filter(
        source__object_id=original.translation_key,
        source__locale_id=original.locale_id,
        enabled=True,
    )


def why_not_source(original: Any, user: Any) -> str:
    """Why the original is not published, or an empty text."""
    if not isinstance(original, DraftStateMixin) or (
        original.live and not original.has_unpublished_changes
    ):
        return _("published, without later changes")
    if not may(user, "publish", original):
        return _("you may not publish it")
    return why_locked(original, user)


def why_locked(version: Any, user: Any) -> str:
    lock = version.get_lock() if isinstance(version, LockableMixin | Page) else None
    return _("it is locked") if lock is not None and lock.for_user(user) else ""


def why_not(original: Any, translation: Translation | None, target: Any, user: Any) -> str:
    """Why a translation, read by `open_translations`, is not published, or an empty text.

    `target` is the version that it is written into, None if there is none yet.
    """
    if translation is None or target is None:
        return _("no translation has been begun")
    if not may(user, "publish", target):
        return _("you may not publish it")
    if needs_moderation(target, original, user):
        return _("it is reviewed before it is published: submit it for moderation")
    if translation.is_incomplete:
        missing = len(missing_segments(translation.source, translation.target_locale))
        return _("passages that are not translated: %(count)d") % {"count": missing}
    return why_locked(target, user)


def publish_together(
    chosen: Iterable[tuple[Any, Iterable[Locale]]], user: Any
) -> list[tuple[Any, Locale]]:
    """Publish the chosen versions of pages and snippets in one transaction.

    `chosen` pairs each original with languages, its own among them if it is to be published too.
    Returns what was published. Raises NotPublished with every reason, after which nothing has
    changed. Rights are those of `user`, asked for here.
    """
    published, reasons = [], []
    with transaction.atomic():
        for original, locales in chosen:
            # The original first: its translations are then compared with what it says now.
            for locale in sorted(locales, key=lambda one: one.pk != original.locale_id):
                try:
                    with transaction.atomic():
                        published.append((publish_version(original, locale, user), locale))
                except ValidationError as error:
                    reasons.append(refusal_of(original, locale, error))
        if reasons:
            raise NotPublished(reasons)
    return published


def publish_version(original: Any, locale: Locale, user: Any) -> Any:
    """Publish the version in `locale`. Raises ValidationError if it does not go live."""
    if locale.pk == original.locale_id:
        version = publish_source(original, user)
    else:
        version = publish_translation(original, locale, user)
    if isinstance(version, DraftStateMixin) and not version.live:
        raise ValidationError(_("It has a date of publication that is still to come."))
    return version


def publish_source(original: Any, user: Any) -> Any:
    reason = why_not_source(original, user)
    if reason:
        raise ValidationError(reason)
    revision = original.get_latest_revision() or original.save_revision(user=user)
    revision.publish(user=user)
    return type(original).objects.get(pk=original.pk)


def publish_translation(original: Any, locale: Locale, user: Any) -> Any:
    translations = open_translations([original.translation_key]).select_related("source__locale")
    translation = translations.filter(
        source__locale_id=original.locale_id, target_locale=locale
    ).first()
    if translation is None:
        raise ValidationError(_("no translation has been begun"))
    source = translation.source
    missing = missing_segments(source, locale)
    if missing:
        raise IncompleteTranslation(refusal(source, locale, missing))
    reason = why_not(original, translation, original.get_translation_or_none(locale), user)
    if reason:
        raise ValidationError(reason)
    target, _created = write_target(source, locale, user=user)
    return target


def refusal_of(original: Any, locale: Locale, error: ValidationError) -> str:
    """A sentence on the version that was refused, by name."""
    if isinstance(error, IncompleteTranslation):
        return str(error)
    return _("“%(title)s”, %(language)s: %(reason)s") % {
        "title": str(original),
        "language": language_name(locale),
        "reason": " ".join(error.messages),
    }
