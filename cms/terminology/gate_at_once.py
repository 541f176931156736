"""The gate for what readers see as soon as it is saved.

That is a snippet without drafts, and the words that a picture or file lends to the published texts
that show it. Words that are there already stay.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db import models
from django.db.models.signals import pre_save
from django.utils.text import capfirst
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import DraftStateMixin, ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from cms.terminology import gate
from cms.terminology.exemptions import exemptions_of
from cms.terminology.findings import PlacedFinding, findings_in
from cms.terminology.matching import find_terms
from cms.terminology.places import Place, date_of, places_of
from cms.terminology.sentences import sentence_at


def install() -> None:
    """Put the gate up; called once, when the app registry is ready."""
    pre_save.connect(check_saved, dispatch_uid="cms_terminology_gate_at_once")


def check_saved(instance: models.Model, raw: bool, **kwargs: Any) -> None:
    """Before a snippet without drafts, a picture or a file is saved."""
    if raw:
        return
    if isinstance(instance, AbstractImage | AbstractDocument):
        refuse_lent_words(instance)
    elif not isinstance(instance, DraftStateMixin) and type(instance) in get_snippet_models():
        refuse_new_words(instance)


def refuse_new_words(snippet: models.Model) -> None:
    """Raise DiscouragedTerms if `snippet` has words that block and are not stored already."""
    found = gate.blocking(snippet)
    stored = type(snippet)._base_manager.filter(pk=snippet.pk).first() if found else None
    had = {placed.words for placed in findings_in(stored)} if stored else set()
    gate.refuse(snippet, [placed for placed in found if placed.words not in had])


def refuse_lent_words(medium: Any) -> None:
    """Raise DiscouragedTerms if a published text that shows `medium` would get words that block.

    What is kept with a reason in that text passes.
    """
    stored = type(medium)._base_manager.filter(pk=medium.pk).first()
    if stored is None or lent_words(medium) == lent_words(stored):
        return
    refused: dict[tuple[str, str], PlacedFinding] = {}
    for text in published_with(stored):
        for place in places_of(text):
            if place.text == lent_words(stored)[1]:
                refused |= {one.words: one for one in blocking_in(medium, text, place)}
    gate.refuse(medium, list(refused.values()))


def lent_words(medium: Any) -> tuple[str, str]:
    """The field whose words a text shows with `medium`, and these words."""
    if isinstance(medium, AbstractImage) and medium.description:
        return "description", medium.description
    return "title", medium.title


def published_with(medium: Any) -> Iterator[models.Model]:
    """The published pages and snippets that refer to `medium`."""
    keys = defaultdict(set)
    for reference in ReferenceIndex.get_references_to(medium):
        keys[reference.content_type].add(reference.object_id)
    for content_type, found in keys.items():
        model = content_type.model_class()
        if issubclass(model, DraftStateMixin):
            yield from model._base_manager.filter(pk__in=found, live=True)


def blocking_in(medium: Any, text: models.Model, place: Place) -> Iterator[PlacedFinding]:
    """What of the new words of `medium` blocks at `place` of `text`, and was not there before."""
    field, words = lent_words(medium)
    label = capfirst(medium._meta.get_field(field).verbose_name)
    had = {placed.words for placed in placed_in(place, text)}
    kept = set(exemptions_of(text).values_list("path", "sentence_digest", "words"))
    for placed in placed_in(replace(place, field=field, label=label, text=words), text):
        if placed.is_blocking and placed.words not in had and placed.occurrence not in kept:
            yield placed


def placed_in(place: Place, text: models.Model) -> Iterator[PlacedFinding]:
    """What is found at `place` of `text`, as if nothing were kept."""
    for finding in find_terms(place.text, place.language, date_of(text)):
        sentence = sentence_at(place.text, finding.start, finding.end)
        yield PlacedFinding(place, finding, sentence, None)
