"""Keeps the search table as the content is: at each change, and as a whole on request."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model, Q
from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from cms.cache import DRAFT_FIELDS
from cms.publish_gate import is_in_publication
from cms.site.search.entries import concept_entries, note_entries, page_entries
from cms.site.search.models import SearchEntry
from cms.terminology.models import Concept, Definition, Term, TermForm, TerminologyNote

BATCH = 200
REPLACED = [field.name for field in SearchEntry._meta.fields if field.name not in ("id", "key")]


@transaction.atomic
def write(entries: Iterable[SearchEntry], instead_of: Q) -> None:
    """Write `entries` in the place of those that `instead_of` describes.

    Row by row by their keys: two that write at once neither double an entry nor block another's.
    """
    entries = sorted(entries, key=lambda entry: entry.key)
    kept = [entry.key for entry in entries]
    SearchEntry.objects.filter(instead_of).exclude(key__in=kept).delete()
    SearchEntry.objects.bulk_create(
        entries,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=REPLACED,
    )


def published() -> Any:
    """Pages that can be found: texts of their own, published. Whether private is asked later."""
    return Page.objects.filter(live=True, alias_of=None, depth__gt=1).select_related("locale")


def index_page(pk: int) -> None:
    """Note what readers can find of the page; nothing where it is not published."""
    page = published().filter(pk=pk).first()
    write(page_entries(page.specific) if page else (), Q(page=pk))


def index_concept(pk: int) -> None:
    """Note the terms and definitions of the concept."""
    concept = Concept.objects.filter(pk=pk).first()
    write(concept_entries(concept) if concept else (), Q(concept=pk))


def published_notes() -> Any:
    """Notes that are, were or will be in force. Which of them is in force is asked later."""
    return TerminologyNote.objects.filter(live=True).select_related("locale")


def index_note(pk: int) -> None:
    """Note the text of the note on terms; nothing where it is not published."""
    note = published_notes().filter(pk=pk).first()
    write(note_entries(note) if note else (), Q(note=pk))


def rebuild() -> int:
    """Write the whole table anew, in batches of objects; returns the number of entries."""
    for name, index, rows in (
        ("page", page_entries, published()),
        ("concept", concept_entries, Concept.objects.all()),
        ("note", note_entries, published_notes()),
    ):
        pks = list(rows.order_by("pk").values_list("pk", flat=True))
        SearchEntry.objects.filter(**{f"{name}__isnull": False}).exclude(
            **{f"{name}__in": rows.values("pk")}
        ).delete()
        for start in range(0, len(pks), BATCH):
            some = pks[start : start + BATCH]
            batch = rows.filter(pk__in=some)
            objects = batch.specific() if name == "page" else batch
            write([entry for one in objects for entry in index(one)], Q(**{f"{name}__in": some}))
    return SearchEntry.objects.count()


def page_saved(
    sender: type[Model],
    instance: Model,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **kwargs: Any,
) -> None:
    if raw or not isinstance(instance, Page) or is_in_publication(instance):
        return
    only_a_draft = update_fields is not None and update_fields <= DRAFT_FIELDS
    if not only_a_draft:
        index_page(instance.pk)


def page_changed(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    index_page(instance.pk)


def page_deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """The entries went with the page, but for those that its unpublishing wrote on the way."""
    if isinstance(instance, Page):
        SearchEntry.objects.filter(page=instance.pk).delete()


def document_saved(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Pages name the document by its title."""
    if not raw:
        pages = SearchEntry.objects.filter(document=instance.pk).values_list("page", flat=True)
        for pk in list(pages):
            index_page(pk)


def terms_changed(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """A concept, or one of its parts, was written or deleted."""
    if raw:
        return
    owner: Any = instance
    if isinstance(owner, TermForm):
        owner = Term.objects.filter(pk=owner.term_id).first()
    if owner is not None:
        index_concept(owner.pk if isinstance(owner, Concept) else owner.concept_id)


def note_saved(
    sender: type[Model], instance: TerminologyNote, raw: bool = False, **kwargs: Any
) -> None:
    if not raw:
        index_note(instance.pk)


def connect() -> None:
    """Watch what readers can find. Entries of documents, concepts and notes go with these."""
    post_save.connect(page_saved, dispatch_uid="search_page_saved")
    post_delete.connect(page_deleted, dispatch_uid="search_page_deleted")
    page_published.connect(page_changed, dispatch_uid="search_page_published")
    page_unpublished.connect(page_changed, dispatch_uid="search_page_unpublished")
    post_save.connect(
        document_saved, sender=get_document_model(), dispatch_uid="search_document_saved"
    )
    post_save.connect(note_saved, sender=TerminologyNote, dispatch_uid="search_note_saved")
    for model in (Concept, Definition, Term, TermForm):
        post_save.connect(terms_changed, sender=model, dispatch_uid=f"search_{model.__name__}")
    for part in (Definition, Term, TermForm):
        post_delete.connect(terms_changed, sender=part, dispatch_uid=f"search_no_{part.__name__}")
