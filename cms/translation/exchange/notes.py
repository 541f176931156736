"""What a translator is told beside a unit: where it stands, its links, its terms, its past."""

from django.utils.translation import gettext as _
from wagtail_localize.strings import StringValue

from cms.translation.exchange.terms import counterparts, discouraged_terms
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
        elif "lang" in attributes:
            mark = _("%(mark)s: a passage in another language (%(code)s)") % {
                "mark": link,
                "code": attributes["lang"],
            }
            notes.append(Note("language", mark))
    if segment.previous_source_html:
        earlier = _("The source has changed. It was: %(text)s") % {
            "text": StringValue(segment.previous_source_html).render_text()
        }
        notes.append(Note("change", earlier))
    terms = counterparts(segment.source_html, "", source_language, target_language)
    terms += discouraged_terms(segment.source_html, source_language)
    notes += [Note("terminology", sentence) for sentence in terms]
    notes += [
        Note("terminology", sentence, applies_to="target")
        for sentence in discouraged_terms(segment.target_html, target_language)
    ]
    return tuple(notes)


def candidates_of(segment: Segment) -> tuple[Candidate, ...]:
    """Translations to start from, which nobody has confirmed for this text."""
    if segment.state == SegmentState.SUGGESTED:
        return (Candidate(MACHINE, segment.source_html, segment.target_html),)
    if segment.previous_target_html:
        return (Candidate(MEMORY, segment.previous_source_html, segment.previous_target_html),)
    return ()
