"""Writes a translation into its page or snippet.

Takes the place of wagtail-localize's `TranslationSource.create_or_update_translation`, which writes
the live row before it publishes (docs/deviations/localize-targets.md). Here a live row changes only
by publishing a revision; an alias stays an alias until its translation is first published; a
refusal leaves nothing behind.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models, transaction
from wagtail.coreutils import find_available_slug
from wagtail.fields import RichTextField, StreamField
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail_localize.fields import copy_synchronised_fields, get_translatable_fields
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    TranslationLog,
    TranslationSource,
)
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.segments.types import BaseValue, OverridableSegmentValue

from cms.link_schemes import REFUSAL, is_allowed
from cms.slugs import make_slug
from cms.translatable_fields import PerLanguageField
from cms.translation.aliases import ensure_aliases
from cms.translation.completeness import refuse_incomplete
from cms.translation.planned_slugs import forget_plan, planned_values

HOME_DEPTH = 2

# Of a row that was just copied from its source: nothing of it has been published.
UNPUBLISHED = {
    "live": False,
    "has_unpublished_changes": True,
    "first_published_at": None,
    "last_published_at": None,
    "live_revision": None,
    "latest_revision": None,
}


@transaction.atomic
def write_target(
    source: TranslationSource,
    locale: Locale,
    user: Any = None,
    publish: bool = True,
    fallback: bool = False,
    own_values: Mapping[str, Any] | None = None,
) -> tuple[models.Model, bool]:
    """Write the translation of `source` into `locale` as a revision, and publish it if asked to.

    `fallback` lets a draft show the source's text where strings are missing. `own_values` are the
    values of fields that each language keeps for itself. Returns the page or snippet and whether
    it is new. A draft of a page that is still an alias is kept in its strings only. Raises
    IncompleteTranslation if strings are missing, ValidationError if a value is not allowed.
    """
    if publish:
        refuse_incomplete(source, locale)
    original = source.as_instance()
    target, created = get_or_copy(source, original, locale)
    is_page = isinstance(target, Page)
    is_alias = is_page and target.alias_of_id is not None
    if is_alias and not publish:
        return target, created

    fill(target, source, original, fallback, own_values or planned_values(source, locale))
    if is_alias:
        become_translation(target)
    elif created:
        target.save()
    revision = target.save_revision(user=user)
    if is_alias:
        log(target, "wagtail.convert_alias", user=user, revision=revision, data=page_data(target))
    if is_page:
        source.sync_view_restrictions(original, target)
    TranslationLog.objects.create(source=source, locale=locale, revision=revision)
    if publish:
        # Whoever calls this has checked that `user` may publish.
        revision.publish(user=user, skip_permission_checks=True)
        forget_plan(source, locale)
    return source.get_translated_instance(locale), created


def fill(
    target: Any,
    source: TranslationSource,
    original: models.Model,
    fallback: bool,
    own_values: Mapping[str, Any],
) -> None:
    """Bring texts, synchronised values and own values into `target`, which is not saved."""
    slug_before = getattr(target, "slug", "")
    copy_synchronised_fields(original, target)
    segments = source._get_segments_for_translation(target.locale, fallback=fallback)
    refuse_addresses(type(target), segments)
    ingest_segments(original, target, source.locale, target.locale, segments)
    for name in per_language_fields(type(target)):
        if name in own_values:
            setattr(target, name, own_values[name])
    if isinstance(target, Page):
        target.slug = choose_slug(target, slug_before, own_values.get("slug", ""))


def refuse_addresses(model: type[models.Model], segments: Iterable[BaseValue]) -> None:
    """Raise ValidationError if a language replaces a link by what is no address for one.

    The errors stand by the paths of the segments, which the editor shows beside the passages.
    """
    errors = {
        segment.path: REFUSAL % {"address": segment.data}
        for segment in segments
        if isinstance(segment, OverridableSegmentValue)
        and holds_links(model, segment.path)
        and isinstance(segment.data, str)
        and segment.data
        and not is_allowed(segment.data)
    }
    if errors:
        raise ValidationError(errors)


def holds_links(model: type[models.Model], path: str) -> bool:
    """Whether text at `path` that a language replaces is an address: in bodies nothing else is."""
    field = model._meta.get_field(path.split(".")[0])
    return isinstance(field, RichTextField | StreamField | models.URLField)


def get_or_copy(
    source: TranslationSource, original: DraftStateMixin, locale: Locale
) -> tuple[Any, bool]:
    """The version in `locale`: a page is there or an alias is made, a snippet is copied unsaved."""
    try:
        return source.get_translated_instance(locale), False
    except ObjectDoesNotExist:
        if isinstance(original, Page):
            ensure_aliases(original)
            return source.get_translated_instance(locale), True
    target = original.copy_for_translation(locale)
    for name, value in UNPUBLISHED.items():
        setattr(target, name, value)
    return target, True


def per_language_fields(model: type[models.Model]) -> list[str]:
    """The names of the fields that are neither translated nor kept equal."""
    return [
        field.field_name
        for field in get_translatable_fields(model)
        if isinstance(field, PerLanguageField)
    ]


def has_one_slug(model: type[models.Model] | None) -> bool:
    """Whether pages of `model` are sections, whose slug is the same in all languages."""
    return model is not None and "slug" not in per_language_fields(model)


def choose_slug(page: Page, slug_before: str, given: str) -> str:
    """The address of a translation: an article's in its own language, a section's as its source's.

    An article that is still an alias gets it from its title, unless one is `given`, and keeps it
    from then on. The homes of the languages stand beside each other, so each has its own.
    """
    language = page.locale.language_code
    if page.depth == HOME_DEPTH:
        return slug_before
    if has_one_slug(type(page)):
        wanted = make_slug(page.slug, language)
    elif given:
        wanted = given
    elif page.alias_of_id:
        wanted = make_slug(page.title, language)
    else:
        return slug_before
    return find_available_slug(page.get_parent(), wanted or slug_before, ignore_page_id=page.pk)


def become_translation(page: Page) -> None:
    """Cut the tie to the source, in the transaction in which the page is published."""
    page.alias_of = None
    # Without signals: the page is published, and thereby indexed, a moment later.
    Page.objects.filter(pk=page.pk).update(alias_of=None)


def page_data(page: Page) -> dict[str, Any]:
    """What Wagtail's log says of a page that ceased to be an alias."""
    return {"page": {"id": page.pk, "title": page.get_admin_display_title()}}


def mark_errors(source: TranslationSource, locale: Locale, error: ValidationError) -> None:
    """Show `error` beside the strings of the fields that it names."""
    for path, errors in getattr(error, "error_dict", {}).items():
        of_field = {
            "context__object_id": source.object_id,
            "context__path": path,
            "locale": locale,
        }
        for model in (StringTranslation, SegmentOverride):
            for row in model.objects.filter(**of_field):
                row.set_field_error(errors)
