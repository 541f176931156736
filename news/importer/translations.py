"""Keeps the translations of a page honest when the import replaces its text."""

from django.utils.translation import gettext as _
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.models import Translation, TranslationSource

from news.models import ImportedItem


def detach_from_source(instance: TranslatableMixin) -> None:
    """From now on `instance` has a text of its own, no longer one made from translated strings."""
    Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale=instance.locale
    ).update(enabled=False)


def retire_translated_retellings(page: Page) -> list[str]:
    """Let the demonstration's translations of a replaced retelling fall back to the new text.

    They translate a text that is gone. Returns a remark for each one that somebody has edited,
    which stays as it is.
    """
    remarks = []
    translations = Translation.objects.filter(
        source__object_id=page.translation_key, source__locale=page.locale
    )
    records = ImportedItem.objects.filter(
        origin=ImportedItem.Origin.DEMO,
        page__translation_key=page.translation_key,
        page__locale__in=translations.values("target_locale"),
    ).exclude(page=page)
    for record in records.select_related("page__locale"):
        if record.is_untouched:
            become_alias(record.page.specific, page)
            translations.filter(target_locale=record.page.locale).delete()
            record.delete()
            page.update_aliases()
        else:
            remarks.append(
                _("its translation “%(title)s” was edited and is left as it is: compare it")
                % {"title": record.page.title}
            )
    TranslationSource.objects.filter(
        object_id=page.translation_key, locale=page.locale, translations__isnull=True
    ).delete()
    return remarks


def become_alias(page: Page, source: Page) -> None:
    """Make `page` show the text of `source` again, at its own address."""
    page.latest_revision = page.live_revision = None
    page.alias_of = source
    page.save(clean=False)
    page.revisions.all().delete()
