"""Puts our rules into wagtail-localize, where it has no setting for them.

Every guard has a page in docs/deviations/ (localize-*.md) that says why, and when it can go.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail_localize import operations, synctree
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views import edit_translation as stock_editor

from cms.terminology.gate import DiscouragedTerms
from cms.translation.aliases import ensure_aliases, ensure_all_aliases
from cms.translation.completeness import IncompleteTranslation
from cms.translation.moderation import refuse_unreviewed
from cms.translation.rights import may, may_read, may_translate
from cms.translation.sources import newest_text, text_to_translate
from cms.translation.targets import mark_errors, write_target

stock_write = TranslationSource.create_or_update_translation
stock_preview = TranslationSource.get_ephemeral_translated_instance
stock_source_instance = TranslationSource.get_source_instance
stock_get_or_create = TranslationSource.get_or_create_from_instance
stock_update_or_create = TranslationSource.update_or_create_from_instance
stock_sync_view_restrictions = TranslationSource.sync_view_restrictions


def install() -> None:
    """Replace what differs; called once, when the app registry is ready."""
    synctree.create_aliases_for_new_page = ensure_aliases
    synctree.synchronize_tree = synchronize_tree
    TranslationSource.create_or_update_translation = create_or_update_translation
    TranslationSource.get_ephemeral_translated_instance = get_ephemeral_translated_instance
    TranslationSource.get_source_instance = get_source_instance
    TranslationSource.get_or_create_from_instance = get_or_create_from_instance
    TranslationSource.update_or_create_from_instance = update_or_create_from_instance
    TranslationSource.sync_view_restrictions = sync_view_restrictions
    operations.TranslationCreator = RightfulCreator
    stock_editor.user_can_edit_instance = user_can_edit_instance


class RightfulCreator(operations.TranslationCreator):
    """Begins a translation only where the user may, of a page's snippets and subpages too.

    A command, which has no user, begins all.
    """

    target_locales: Iterable[Locale]

    def create_translations(self, instance: Any, include_related_objects: bool = True) -> None:
        asked = self.target_locales
        self.target_locales = [
            locale for locale in asked if not is_written_by_hand(instance, locale)
        ]
        if self.user is not None:
            readable = may_read(self.user, instance)
            self.target_locales = [
                locale
                for locale in self.target_locales
                if readable and may_translate(self.user, instance, locale)
            ]
        try:
            if self.target_locales:
                super().create_translations(instance, include_related_objects)
        finally:
            self.target_locales = asked


def is_written_by_hand(instance: Any, locale: Locale) -> bool:
    """Whether the version in `locale` is no longer translated, and has a text of its own.

    To begin again would write over it: its editor does so, and is asked (`restoring_views`).
    """
    target = instance.get_translation_or_none(locale)
    if target is None or getattr(target, "alias_of_id", None):
        return False
    return Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale=locale, enabled=False
    ).exists()


def user_can_edit_instance(user: Any, instance: models.Model) -> bool:
    """For the views of wagtail-localize, which ask for a snippet's model only."""
    return may(user, "change", instance)


def synchronize_tree(source_locale: Locale, target_locale: Locale, **options: Any) -> None:
    """Make the missing aliases; every one follows a text of its own language, never an alias."""
    ensure_all_aliases()


def create_or_update_translation(
    source: TranslationSource,
    locale: Locale,
    user: Any = None,
    publish: bool = True,
    copy_parent_pages: bool = False,
    fallback: bool = False,
) -> tuple[models.Model, bool]:
    """As wagtail-localize's, but by `write_target` for whatever can be a draft."""
    if not issubclass(source.specific_content_type.model_class(), DraftStateMixin):
        return stock_write(source, locale, user, publish, copy_parent_pages, fallback)
    if publish:
        refuse_unreviewed(source, locale, user)
    try:
        return write_target(source, locale, user=user, publish=publish, fallback=fallback)
    except (IncompleteTranslation, DiscouragedTerms):
        # No fault of a string, which would then count as missing: an exemption lets it pass.
        raise
    except ValidationError as error:
        mark_errors(source, locale, error)
        raise with_error_dict(error) from error


def with_error_dict(error: ValidationError) -> ValidationError:
    """`error` in the form that wagtail-localize reads."""
    if hasattr(error, "error_dict"):
        return error
    return ValidationError({NON_FIELD_ERRORS: error.error_list})


def get_ephemeral_translated_instance(
    source: TranslationSource, locale: Locale, fallback: bool = False
) -> models.Model:
    """The preview of a translation: a page of its own, even while readers still get an alias."""
    instance = stock_preview(source, locale, fallback=fallback)
    if isinstance(instance, Page):
        instance.alias_of = None
    return instance


def get_source_instance(source: TranslationSource) -> models.Model:
    """What is translated: the published text, or of a draft its latest revision."""
    return newest_text(stock_source_instance(source))


def get_or_create_from_instance(instance: models.Model) -> tuple[TranslationSource, bool]:
    """The source of what `instance` shows: an alias is never translated from itself."""
    return stock_get_or_create(text_to_translate(instance))


def update_or_create_from_instance(instance: models.Model) -> tuple[TranslationSource, bool]:
    """The same, brought up to date."""
    return stock_update_or_create(text_to_translate(instance))


def sync_view_restrictions(source: TranslationSource, original: Page, target: Page) -> None:
    """Make the translation of a private page private; what is private already stays as it is."""
    if original.view_restrictions.exists() and not target.view_restrictions.exists():
        stock_sync_view_restrictions(source, original, target)
