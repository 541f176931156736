"""How a finding is told to an editor, in the active language."""

from collections.abc import Iterable

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.terminology.matching import Finding
from cms.terminology.models import Exemption, Term


def quoted(text: str) -> str:
    """`text` in the quotation marks of the active language."""
    return _("“%(text)s”") % {"text": text}


def severity_label(finding: Finding) -> str:
    """What the finding does to the text, in two words."""
    if finding.severity == Term.Severity.BLOCK:
        return _("Stops publishing:")
    return _("To look at:")


def reason_for(finding: Finding) -> str:
    """Why the words should not stand there: the status of the term, then its usage note."""
    statuses = {
        Term.Status.DEPRECATED: _("This term is not to be used."),
        Term.Status.SUPERSEDED: _("This term has been replaced by another."),
    }
    status = statuses.get(Term.Status(finding.status), _("This term belongs to other years."))
    return f"{status} {finding.note}".strip()


def instead_of(finding: Finding) -> str:
    """What to write in its place; empty where the concept has no approved term."""
    if not finding.alternatives:
        return ""
    return _("Use instead: %(terms)s.") % {"terms": ", ".join(finding.alternatives)}


def summary_of(findings: Iterable[Finding]) -> str:
    """How many findings there are and how many of them stop publishing."""
    findings = list(findings)
    if not findings:
        return _("No terms to look at")
    count = len(findings)
    total = ngettext("%(count)d term to look at", "%(count)d terms to look at", count) % {
        "count": count
    }
    count = sum(finding.severity == Term.Severity.BLOCK for finding in findings)
    if not count:
        return total
    blocking = ngettext("%(count)d stops publishing", "%(count)d stop publishing", count) % {
        "count": count
    }
    return f"{total}, {blocking}"


def exemption_line(exemption: Exemption) -> str:
    """Why the words are kept, who said so and when."""
    user = exemption.granted_by
    names = {
        "kind": exemption.get_kind_display(),
        "reason": exemption.reason,
        "date": formats.date_format(timezone.localtime(exemption.granted_at), "DATE_FORMAT"),
    }
    if user is None:
        return _("Kept as %(kind)s: %(reason)s (%(date)s)") % names
    names["user"] = user.get_full_name() or user.get_username()
    return _("Kept as %(kind)s: %(reason)s (%(user)s, %(date)s)") % names
