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
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import DraftStateMixin, ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from cms.terminology import gate
from cms.terminology.exemptions import exemptions_of
from cms.terminology.findings import PlacedFinding, findings_in
from cms.terminology.lent_words import field_label, lent_words
from cms.terminology.matching import find_terms
from cms.terminology.places import Place, date_of, language_of, passages_of, place_of
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
    if stored is None:
        return
    lent, before = lent_words(medium), lent_words(stored)
    changed = {role: lent[role] for role in lent if lent[role] != before[role]}
    refused: dict[tuple[str, ...], PlacedFinding] = {}
    for text in published_with(stored) if changed else ():
        for passage in passages_of(text):
            if passage.lent_by == stored and passage.lent_as in changed:
                field, words = changed[passage.lent_as]
                place = place_of(passage, language_of(text))
                label = field_label(medium, field)
                new = replace(place, field=field, label=label, text=words)
                refused |= {(field, *one.words): one for one in blocking_in(text, place, new)}
    gate.refuse(medium, list(refused.values()))


def published_with(medium: Any) -> Iterator[models.Model]:
    """The published pages and snippets that refer to `medium`."""
    keys = defaultdict(set)
    for reference in ReferenceIndex.get_references_to(medium):
        keys[reference.content_type].add(reference.object_id)
    for content_type, found in keys.items():
        model = content_type.model_class()
        if issubclass(model, DraftStateMixin):
            yield from model._base_manager.filter(pk__in=found, live=True)


def blocking_in(text: models.Model, place: Place, new: Place) -> Iterator[PlacedFinding]:
    """What blocks in `new`, which `place` of `text` becomes, and was not there before."""
    had = {placed.words for placed in placed_in(place, text)}
    kept = set(exemptions_of(text).values_list("path", "sentence_digest", "words"))
    for placed in placed_in(new, text):
        if placed.is_blocking and placed.words not in had and placed.occurrence not in kept:
            yield placed


def placed_in(place: Place, text: models.Model) -> Iterator[PlacedFinding]:
    """What is found at `place` of `text`, as if nothing were kept."""
    for finding in find_terms(place.text, place.language, date_of(text)):
        sentence = sentence_at(place.text, finding.start, finding.end)
        yield PlacedFinding(place, finding, sentence, None)
