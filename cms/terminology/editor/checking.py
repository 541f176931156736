"""Answers the editor's question which terms stand in the texts of a form, saved or not."""

import datetime
from collections import Counter
from typing import Any

from django.contrib.admin.utils import quote
from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from modelcluster.models import get_all_child_relations
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cms.terminology.block_passages import part_of_table
from cms.terminology.editor import wording
from cms.terminology.editor.edited import edited_instance
from cms.terminology.exemptions import exemptions_of, may_exempt
from cms.terminology.matching import Finding, find_terms
from cms.terminology.models import Exemption
from cms.terminology.places import date_of, language_of
from cms.terminology.sentences import digest, sentence_at

# A long page has a hundred texts; what is far beyond that is no page.
MOST_TEXTS = 2000
MOST_BYTES = 2_000_000


class Text(BaseModel):
    """A text of the form. `table` says which part of a table it is: caption, heading or cell."""

    model_config = ConfigDict(extra="forbid")

    path: str = Field(max_length=1000)
    table: str = Field(default="", pattern="^(caption|heading|cell|)$")
    text: str


class Question(BaseModel):
    """`address` is that of the form; `dates` are the values of its date fields."""

    model_config = ConfigDict(extra="forbid")

    address: str = Field(max_length=2000)
    dates: dict[str, datetime.date] = Field(max_length=50)
    texts: list[Text] = Field(max_length=MOST_TEXTS)


@require_POST
def check_texts(request: HttpRequest) -> HttpResponse:
    """The findings in the texts of a form, as JSON; 204 where terms do not matter to the form."""
    if len(request.body) > MOST_BYTES:
        return JsonResponse({"error": _("The text is too long to be checked at once.")}, status=413)
    try:
        question = Question.model_validate_json(request.body)
    except ValidationError:
        return JsonResponse({"error": _("The texts could not be read.")}, status=400)
    instance = edited_instance(question.address, request.user)
    if instance is None:
        return HttpResponse(status=204)
    set_dates(instance, question.dates)
    return JsonResponse(answer(instance, question.texts, request.user))


def set_dates(instance: models.Model, dates: dict[str, datetime.date]) -> None:
    """Give `instance` the dates that stand in the form now."""
    for field in instance._meta.get_fields():
        if isinstance(field, models.DateField) and field.name in dates:
            setattr(instance, field.name, dates[field.name])


def answer(instance: models.Model, texts: list[Text], user: Any) -> dict[str, Any]:
    """What the editor shows: a summary, each finding, and where words can be kept."""
    exemptions = list(exemptions_of(instance).select_related("granted_by")) if instance.pk else []
    granted = {(one.path, one.sentence_digest, one.words): one for one in exemptions}
    language, day = language_of(instance), date_of(instance)
    paths = place_paths(instance, texts)
    shown, open_findings = [], []
    for number, (text, path) in enumerate(zip(texts, paths, strict=True)):
        for finding in find_terms(text.text, language, day):
            sentence = digest(sentence_at(text.text, finding.start, finding.end))
            exemption = granted.get((path, sentence, finding.match))
            if exemption is None:
                open_findings.append(finding)
            shown.append(
                {"text": number, "path": path, "sentence": sentence}
                | finding_shape(finding)
                | {"exemption": exemption and exemption_shape(instance, exemption)}
            )
    addresses = kept_addresses(instance) if instance.pk else {}
    return {
        "summary": wording.summary_of(open_findings),
        "findings": shown,
        "kept": len(exemptions),
        "kept_url": addresses.get("kept"),
        "keep_url": addresses.get("keep"),
        "may_keep": bool(instance.pk and may_exempt(user, instance)),
    }


def finding_shape(finding: Finding) -> dict[str, Any]:
    """A finding as the editor's script reads it; offsets are those of code points."""
    return {
        "start": finding.start,
        "end": finding.end,
        "match": finding.match,
        "severity": finding.severity,
        "label": wording.severity_label(finding),
        "why": wording.reason_for(finding),
        "alternatives": finding.alternatives,
    }


def exemption_shape(instance: models.Model, exemption: Exemption) -> dict[str, Any]:
    addresses = kept_addresses(instance)
    return {
        "description": wording.exemption_line(exemption),
        "revoke_url": f"{addresses['kept']}revoke/{exemption.pk}/",
    }


def kept_addresses(instance: models.Model) -> dict[str, str]:
    """Where the kept words of `instance` are listed, and where one is added."""
    options = instance._meta
    names = [options.app_label, options.model_name, quote(instance.pk)]
    return {
        "kept": reverse("cms_terminology_kept", args=names),
        "keep": reverse("cms_terminology_keep", args=names),
    }


def place_paths(instance: models.Model, texts: list[Text]) -> list[str]:
    """The paths of `texts` as `cms.terminology.places` names them.

    The form knows rows and cells by their position or key; places know a cell by its words, and a
    row by its translation key or its position.
    """
    rows = row_keys(instance, {text.path.partition(".")[0] for text in texts})
    occurrences: Counter[tuple[str, str, str]] = Counter()
    paths = []
    for text in texts:
        path = text.path
        if text.table:
            occurrences[path, text.table, text.text] += 1
            number = occurrences[path, text.table, text.text]
            path = f"{path}.{part_of_table(text.table, text.text, number)}"
        relation, _dot, rest = path.partition(".")
        key, _dot, rest = rest.partition(".")
        if (relation, key) in rows:
            path = f"{relation}.{rows[relation, key]}.{rest}"
        paths.append(path)
    return paths


def row_keys(instance: Any, fields: set[str]) -> dict[tuple[str, str], str]:
    """The keys in paths of the child rows among `fields`, by relation and by what the form has.

    That is the primary key, or `#` and the position for a row that stands in the draft alone.
    """
    names = {relation.get_accessor_name() for relation in get_all_child_relations(instance)}
    if not instance.pk or not names & fields:
        return {}
    draft = instance.get_latest_revision_as_object()
    return {
        (name, str(row.pk or f"#{number}")): str(getattr(row, "translation_key", number))
        for name in names & fields
        for number, row in enumerate(getattr(draft, name).all())
    }
