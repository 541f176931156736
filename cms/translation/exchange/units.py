"""What goes to an agency and what comes back, whatever the format of the file."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a unit is, from what was never translated to what readers see."""

    MISSING = "missing", _("missing")
    STALE = "stale", _("source changed")
    SUGGESTED = "suggested", _("suggested")
    TRANSLATED = "translated", _("translated")
    LIVE = "live", _("published")


@dataclass(frozen=True)
class Note:
    """A sentence for the translator; `category` is the same English word for all of a kind."""

    category: str
    text: str
    applies_to: str = "source"


@dataclass(frozen=True)
class Candidate:
    """A translation to start from, which nobody has confirmed: a machine's, or of an older text."""

    type: str
    source_html: str
    target_html: str


@dataclass(frozen=True)
class Unit:
    """A text that is to be translated; texts are HTML with inline tags, as the site keeps them."""

    id: str
    path: str
    source_html: str
    target_html: str
    state: State
    # Whether somebody has checked the translation that readers see.
    is_reviewed: bool
    source_digest: str
    target_digest: str
    notes: tuple[Note, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True)
class Document:
    """A page or a snippet. `key` is the same in all of its languages and on every site."""

    key: str
    title: str
    kind: str
    address: str
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Batch:
    """What one file holds: documents of one source language for one target language."""

    source_language: str
    target_language: str
    exported_at: datetime
    documents: tuple[Document, ...]


@dataclass(frozen=True)
class ReturnedUnit:
    """A unit as it stands in a file that came back.

    A digest is None where the file has lost it; the digest of no translation is "". `problem` says
    why the unit cannot be read; it has no text then.
    """

    document_key: str
    id: str
    path: str
    source_html: str
    target_html: str
    # Whether the translator is done with it.
    is_confirmed: bool
    source_digest: str | None = None
    target_digest: str | None = None
    problem: str = ""


@dataclass(frozen=True)
class ReturnedFile:
    """A file that came back; `exported_at` is None where the file has lost it.

    `tool` is what the log of a translation says that it was made with.
    """

    tool: str
    source_language: str
    target_language: str
    exported_at: datetime | None
    units: tuple[ReturnedUnit, ...] = field(repr=False)
