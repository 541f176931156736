"""Texts with a term that blocks at one of their places, and what readers and editors get to see."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db import models
from django.db.models.functions import Cast
from wagtail.blocks.base import get_error_json_data
from wagtail.fields import StreamField

from cms.terminology import gate
from cms.terminology.models import TerminologyNote
from cms.terminology.places import Place
from news.models import NewsPage
from tests import factories

WORDS = "Gypsies"
INSTEAD = "Roma"
IN_RUNNING_TEXT = "<b>Gyp</b>sies"
STORED = re.compile(f"{WORDS}|{IN_RUNNING_TEXT}")
# What every text of the samples begins with; within running text the words get markup inside.
TOKEN = re.compile(r"(Text|Passage) \d+ ")
LANGUAGES = ("en", "fr", "uk")


def block_words() -> None:
    """Make WORDS block, in each language, with INSTEAD to use."""
    concept = factories.concept()
    for language in LANGUAGES:
        factories.term(INSTEAD, language, of=concept)
        factories.term(
            WORDS, language, of=concept, administrative_status="deprecated", severity="block"
        )


def with_words(instance: Any, *places: Place) -> Any:
    """`instance`, in memory, with WORDS at the beginning of the texts at `places`."""
    content = json.loads(json.dumps(instance.serializable_data(), default=str))
    for place in places:
        match = TOKEN.match(place.text)
        assert match, place
        token = match.group()
        words = IN_RUNNING_TEXT if token.startswith("Passage") else WORDS
        content |= {
            name: value.replace(token, f"{words} ")
            for name, value in content.items()
            if isinstance(value, str)
        }
    return instance.with_content_json(content)


@contextmanager
def before_the_term() -> Iterator[None]:
    """The time when WORDS did not block yet."""
    with patch.object(gate, "blocking", return_value=[]):
        yield


def live_with_words() -> set[Any]:
    """What readers have of WORDS: the key of each live article and note that is stored with them.

    Translations and aliases share it. Read from the columns as they are, markup and all: a walk
    asks this after each attempt.
    """
    keys = set()
    for model in (NewsPage, TerminologyNote):
        texts = [
            Cast(field.name, models.TextField())
            for field in model._meta.concrete_fields
            if field.editable
            and isinstance(field, models.CharField | models.TextField | StreamField)
        ]
        rows = model.objects.filter(live=True).values_list("translation_key", *texts)
        keys |= {key for key, *stored in rows if any(STORED.search(text or "") for text in stored)}
    return keys


def errors_of(form: Any) -> str:
    """All messages beside the fields, blocks and rows of `form`."""
    found = [
        get_error_json_data(error) for errors in form.errors.as_data().values() for error in errors
    ]
    rows = [row for formset in getattr(form, "formsets", {}).values() for row in formset.forms]
    return json.dumps(found, ensure_ascii=False) + "".join(
        str(row.errors.as_data()) for row in rows
    )
