"""The note on terms, and the concepts and terms that the Alliance's texts are held to."""

from cms.terminology.models.concepts import Concept, Definition, Term, TermForm, TermsVersion
from cms.terminology.models.exemptions import Exemption
from cms.terminology.models.notes import TerminologyNote, TerminologyNoteQuerySet

__all__ = [
    "Concept",
    "Definition",
    "Exemption",
    "Term",
    "TermForm",
    "TerminologyNote",
    "TerminologyNoteQuerySet",
    "TermsVersion",
]
