"""Writes one item into the database, whole or not at all."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Page

from cms.slugs import make_slug
from cms.translation.aliases import ensure_aliases
from cms.translation.targets import become_translation, choose_slug
from news.importer.article import content_of, fill, forget_old_text
from news.importer.item import Item
from news.importer.log import log_import, readers_see_import
from news.importer.outcome import Outcome, Result
from news.importer.places import find_record, find_translation, locale_of, news_index
from news.importer.problems import ImportProblem
from news.importer.publication import refusal_remark
from news.importer.translations import detach_from_source, retire_translated_retellings
from news.models import ImportedItem, NewsPage

# The address of an article whose title has no letter or digit.
NAMELESS_SLUG = "article"


def shows_latest(page: Page) -> bool:
    """Whether readers see the latest text of `page`."""
    page = Page.objects.get(pk=page.pk)
    return page.live and not page.has_unpublished_changes


def write_item(item: Item, publish: bool) -> Result:
    """Bring `item` in; with `publish` it goes live if its date is known and its words may.

    Raises ImportProblem, having written nothing, if the page would not be valid.
    """
    try:
        with transaction.atomic():
            return ItemWriter(item, publish).write()
    except ValidationError as error:
        raise ImportProblem(" ".join(error.messages)) from error


class ItemWriter:
    """Decides what becomes of one item, and writes it."""

    def __init__(self, item: Item, publish: bool) -> None:
        self.item = item
        self.publish = publish
        self.remarks = list(item.remarks)

    def write(self) -> Result:
        record = find_record(self.item)
        if record is None:
            return self._write_first_time()
        if record.origin == ImportedItem.Origin.DEMO:
            return self._replace_retelling(record)
        return self._write_again(record)

    def _write_first_time(self) -> Result:
        page = find_translation(self.item)
        if page is None:
            return self._create()
        if page.alias_of_id is None:
            self.remarks = [
                _("“%(title)s” translates this item already: compare it") % {"title": page.title}
            ]
            return self._result(Outcome.LEFT)
        return self._give_alias_its_own_text(page)

    def _create(self) -> Result:
        page = NewsPage(
            locale=locale_of(self.item), live=False, has_unpublished_changes=True, date=None
        )
        fill(page, self.item)
        index = news_index(self.item)
        slug = make_slug(page.title, self.item.language) or NAMELESS_SLUG
        page.slug = find_available_slug(index, slug)
        index.add_child(instance=page)
        self._save(page, ImportedItem())
        ensure_aliases(page)
        return self._result(Outcome.IMPORTED, page)

    def _give_alias_its_own_text(self, page: NewsPage) -> Result:
        """An alias becomes the page of the item, in its place."""
        forget_old_text(page)
        fill(page, self.item)
        if page.live and not self._goes_live(page):
            self._remark_on_draft(page)
            self.remarks.append(
                _("readers see another language there until this one comes with --publish")
            )
            return self._result(Outcome.LEFT)
        page.slug = choose_slug(page, page.slug, "")
        become_translation(page)
        self._save(page, ImportedItem())
        return self._result(Outcome.IMPORTED, page)

    def _replace_retelling(self, record: ImportedItem) -> Result:
        page = record.page.specific
        if not record.is_untouched:
            self.remarks = [
                _("its retelling “%(title)s” was edited: compare it") % {"title": page.title}
            ]
            return self._result(Outcome.LEFT)
        forget_old_text(page)
        fill(page, self.item)
        detach_from_source(page)
        self._save(page, record)
        return self._result(Outcome.REPLACED, page)

    def _write_again(self, record: ImportedItem) -> Result:
        live = record.page.specific
        page = live.get_latest_revision_as_object()
        is_edited = not record.is_untouched
        if is_edited and record.text_hash == self.item.text_hash:
            self.remarks = []
            return self._unchanged(record, page)
        before = content_of(page)
        fill(page, self.item)
        is_changed = content_of(page) != before
        stays_draft = is_edited or readers_see_import(live)
        if not is_changed and (stays_draft or not self._goes_live(page)):
            return self._unchanged(record, page)
        if stays_draft:
            self.publish = False
            self.remarks.append(_("the page keeps its former text until the draft is published"))
        if is_edited:
            self.remarks.append(_("the page was edited since it came in: compare the draft"))
        self._save(page, record)
        return self._result(Outcome.PUBLISHED if self._goes_live(page) else Outcome.CHANGED, page)

    def _unchanged(self, record: ImportedItem, page: NewsPage) -> Result:
        self._remark_on_draft(page)
        if record.legacy_id is None and self.item.legacy_id is not None:
            self._identify(record)
            record.save()
        return self._result(Outcome.UNCHANGED, record.page)

    def _result(self, outcome: Outcome, page: Page | None = None) -> Result:
        """The line of the report; `page` is the one that the item is now in, published or not."""
        return Result(
            source=self.item.file,
            outcome=outcome,
            language=self.item.language,
            title=self.item.title,
            remarks=self.remarks,
            is_live=page is not None and shows_latest(page),
        )

    def _remark_on_draft(self, page: NewsPage) -> None:
        """Say what a human must do before `page` can go live."""
        if page.date is None:
            self.remarks.append(self.item.undated_remark)
        elif self.publish and (remark := refusal_remark(page)):
            self.remarks.append(remark)

    def _goes_live(self, page: NewsPage) -> bool:
        return self.publish and page.date is not None and not refusal_remark(page)

    def _save(self, page: NewsPage, record: ImportedItem) -> None:
        """Save `page` as a revision, publish it if it may go live, record where it came from."""
        # A draft may lack its date; publishing checks the whole page.
        page.title = page._meta.get_field("title").clean(page.title, page)
        self._remark_on_draft(page)
        revision = page.save_revision(clean=False)
        log_import(page, revision, self.item.file, self.remarks)
        if self._goes_live(page):
            revision.publish()
            self.remarks += retire_translated_retellings(NewsPage.objects.get(pk=page.pk))
        self._identify(record)
        record.origin = ImportedItem.Origin.IMPORT
        record.text_hash = self.item.text_hash
        record.page = page
        record.revision_id = revision.pk
        record.save()

    def _identify(self, record: ImportedItem) -> None:
        """Name the item by its number as soon as that is known, and from then on."""
        if record.legacy_id is None:
            record.source_key = self.item.source_key
            record.legacy_id = self.item.legacy_id
            record.language = self.item.language
