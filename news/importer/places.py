"""Where an imported article stands: a page that it has already, or a new one among the news."""

from django.utils.translation import gettext as _
from wagtail.models import Locale

from cms.translation.aliases import ensure_aliases
from news.importer.item import Item
from news.importer.problems import ImportProblem
from news.models import ImportedItem, NewsIndexPage, NewsPage


def find_record(item: Item) -> ImportedItem | None:
    """The record of `item` in its language, also if its number became known or unknown since."""
    records = ImportedItem.objects.filter(language=item.language).select_related("page")
    record = (
        records.filter(source_key=item.source_key).first()
        or records.filter(source_key=item.text_key).first()
    )
    if record is None and item.legacy_id is None:
        return records.filter(text_hash=item.text_hash).first()
    return record


def find_translation(item: Item) -> NewsPage | None:
    """The page in the item's language of the same item in another language, perhaps an alias."""
    if item.legacy_id is None:
        return None
    record = ImportedItem.objects.filter(source_key=item.source_key).select_related("page").first()
    if record is None:
        return None
    ensure_aliases(record.page)
    page = record.page.get_translation_or_none(locale_of(item))
    return page.specific if page else None


def news_index(item: Item) -> NewsIndexPage:
    """The list of news in the item's language. Raises ImportProblem where the site has none."""
    locale = locale_of(item)
    for index in NewsIndexPage.objects.order_by("path"):
        ensure_aliases(index)
    found = NewsIndexPage.objects.filter(locale=locale).order_by("path").first()
    if found is None:
        raise ImportProblem(_("this site has no page that lists news"))
    return found


def locale_of(item: Item) -> Locale:
    """The item's language in the database. Raises ImportProblem where it was not set up."""
    locale = Locale.objects.filter(language_code=item.language).first()
    if locale is None:
        raise ImportProblem(
            _("the language “%(code)s” has not been set up") % {"code": item.language}
        )
    return locale
