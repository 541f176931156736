"""The slug that a translator gives an article before it is published in that language."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from cms.reserved_slugs import refuse_reserved
from cms.slugs import make_slug
from cms.translation.models import PlannedSlug


def planned_values(source: TranslationSource, locale: Locale) -> dict[str, str]:
    """The planned slug as a value of `write_target`, nothing if there is none."""
    plan = PlannedSlug.objects.filter(
        translation__source=source, translation__target_locale=locale
    ).first()
    return {"slug": plan.slug} if plan else {}


def forget_plan(source: TranslationSource, locale: Locale) -> None:
    """Once the slug is that of the published page, it is planned no more."""
    PlannedSlug.objects.filter(
        translation__source=source, translation__target_locale=locale
    ).delete()


def plan_slug(translation: Translation, page: Page, typed: str) -> str:
    """Keep what was typed, written as an address, for the next publication. Returns it.

    An empty text gives the plan up. Raises ValidationError for what no address can be made of, and
    for one that another page has.
    """
    slug = make_slug(typed, translation.target_locale.language_code)
    if not typed.strip() or (slug == page.slug and not page.alias_of_id):
        PlannedSlug.objects.filter(translation=translation).delete()
        return ""
    if not slug:
        raise ValidationError(_("An address is made of letters and digits."))
    parent = page.get_parent()
    refuse_reserved(parent, slug)
    if not Page._slug_is_available(slug, parent, page):
        raise ValidationError(_("Another page has the address “%(slug)s”.") % {"slug": slug})
    PlannedSlug.objects.update_or_create(translation=translation, defaults={"slug": slug})
    return slug
