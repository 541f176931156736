"""What the terminology says of a text and of its translation, in sentences for translators."""

from django.utils.translation import gettext as _

from cms.terminology import bilingual
from cms.terminology.matching import find_terms
from cms.translation.inline_tags import judged_text


def discouraged_terms(html: str, language: str) -> list[str]:
    """A sentence on every discouraged term of a text, and on what to use instead."""
    sentences = []
    for finding in find_terms(judged_text(html), language):
        if finding.alternatives:
            sentence = _("“%(term)s” is discouraged. Use: %(alternatives)s") % {
                "term": finding.match,
                "alternatives": ", ".join(finding.alternatives),
            }
        else:
            sentence = _("“%(term)s” is discouraged.") % {"term": finding.match}
        sentences.append(sentence)
    return list(dict.fromkeys(sentences))


def counterparts(
    source_html: str, target_html: str, source_language: str, target_language: str
) -> list[str]:
    """A sentence on every approved term of a source whose counterpart the translation lacks.

    Of no translation: on all approved terms of the source that have one.
    """
    return [
        _("For “%(term)s” use: %(expected)s")
        % {"term": mismatch.match, "expected": ", ".join(mismatch.expected)}
        for mismatch in bilingual.findings(
            judged_text(source_html), source_language, judged_text(target_html), target_language
        )
    ]
