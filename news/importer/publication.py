"""What keeps an imported text from going live, and what lets the Alliance's own note pass."""

from copy import copy
from typing import Any

from django.utils.translation import gettext as _

from cms.terminology.exemptions import grant
from cms.terminology.findings import findings_in
from cms.terminology.gate import DiscouragedTerms, refuse_blocked
from cms.terminology.models import Exemption, TerminologyNote
from cms.terminology.sentences import digest

# The sentence of the original site's note that ends «as well as persons who identify themselves
# as …», in English and in French, by the words in it.
OWN_SENTENCES = {
    "Gypsies": "2e2acbf13cc63ee2de1de6b9ec281b989bc72f3046c972baad6a8b10277aebc3",
    "Tsiganes": "b4e1b6a25ff999450329dda9ea4be2e7d4bc1b4dbba6ebda5ce830e0970301cd",
}


def refusal_remark(page: Any) -> str:
    """Why `page`, as it is in memory, may not go live with a text of its own; empty if it may."""
    with_own_text = copy(page)
    with_own_text.alias_of = None
    try:
        refuse_blocked(with_own_text)
    except DiscouragedTerms as refusal:
        return remark_on(refusal)
    return ""


def remark_on(refusal: DiscouragedTerms) -> str:
    return _("stays a draft because of its words: %(reasons)s") % {
        "reasons": " ".join(refusal.messages)
    }


def exempt_own_note(note: TerminologyNote) -> None:
    """Let pass what the original site's note, word for word, says of those who call themselves so.

    `note` is saved, and reads in memory as it is to be published.
    """
    for placed in findings_in(note):
        if placed.is_blocking and OWN_SENTENCES.get(placed.finding.match) == digest(
            placed.sentence
        ):
            grant(
                note,
                placed.place.path,
                placed.finding,
                Exemption.Kind.SELF_DESIGNATION,
                _("The official note names those who identify themselves so."),
                user=None,
            )
