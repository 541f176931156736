"""What a translator is told beside a unit: where it stands, its links, its terms, its past."""

from django.utils.translation import gettext as _
from wagtail_localize.strings import StringValue

from cms.terminology.matching import find_terms
from cms.translation.exchange.units import Candidate, Note
from cms.translation.segments import Segment
from cms.translation.segments import State as SegmentState

# Types of candidates, as XLIFF names them (module «matches», section 5.1.5.5).
MACHINE = "mt"
MEMORY = "tm"


def notes_of(segment: Segment, source_language: str, target_language: str) -> tuple[Note, ...]:
    """The notes of a unit, in the active language."""
    notes = [Note("context", segment.label)]
    if segment.max_length:
        limit = _("At most %(limit)d characters.") % {"limit": segment.max_length}
        notes.append(Note("length", limit, applies_to="target"))
    for link, attributes in segment.attrs.items():
        if attributes.get("href"):
            address = _("%(link)s leads to %(address)s") % {
                "link": link,
                "address": attributes["href"],
            }
            notes.append(Note("link", address))
    if segment.previous_source_html:
        earlier = _("The source has changed. It was: %(text)s") % {
            "text": plain(segment.previous_source_html)
        }
        notes.append(Note("change", earlier))
    notes += discouraged(segment.source_html, source_language, "source")
    notes += discouraged(segment.target_html, target_language, "target")
    return tuple(notes)


def discouraged(html: str, language: str, applies_to: str) -> list[Note]:
    """A note on every discouraged term of a text, and on what to use instead."""
    if not html:
        return []
    return [Note("terminology", text, applies_to) for text in discouraged_terms(html, language)]


def discouraged_terms(html: str, language: str) -> list[str]:
    """A sentence on every discouraged term of a text, each term once."""
    sentences = {}
    for finding in find_terms(plain(html), language):
        if finding.alternatives:
            sentence = _("“%(term)s” is discouraged. Use: %(alternatives)s") % {
                "term": finding.match,
                "alternatives": ", ".join(finding.alternatives),
            }
        else:
            sentence = _("“%(term)s” is discouraged.") % {"term": finding.match}
        sentences[sentence] = finding
    return list(sentences)


def candidates_of(segment: Segment) -> tuple[Candidate, ...]:
    """Translations to start from, which nobody has confirmed for this text."""
    if segment.state == SegmentState.SUGGESTED:
        return (Candidate(MACHINE, segment.source_html, segment.target_html),)
    if segment.previous_target_html:
        return (Candidate(MEMORY, segment.previous_source_html, segment.previous_target_html),)
    return ()


def plain(html: str) -> str:
    return StringValue(html).render_text()
