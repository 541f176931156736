"""Names of XLIFF 2.0, and which of its states stands for which of ours."""

from cms.translation.exchange.units import State

XLIFF = "urn:oasis:names:tc:xliff:document:2.0"
# Translation candidates, a module of XLIFF 2.0 (section 5.1).
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
# Our own attributes: digests of source and target on units, the time of the export on the file.
OURS = "urn:x-alliance-cms:exchange:1"
NAMESPACES = {None: XLIFF, "mtc": MATCHES, "cms": OURS}

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
EXPORTED_AT = f"{{{OURS}}}exported"
SOURCE_DIGEST = f"{{{OURS}}}source"
TARGET_DIGEST = f"{{{OURS}}}target"
# What stands for the digest where there was no translation: an empty value gets lost more easily.
NO_TARGET = "none"

INITIAL = "initial"
TRANSLATED = "translated"
FINAL = "final"
STATES = {
    State.MISSING: INITIAL,
    State.STALE: INITIAL,
    State.SUGGESTED: INITIAL,
    State.TRANSLATED: TRANSLATED,
    State.LIVE: TRANSLATED,
}


def tag(name: str, namespace: str = XLIFF) -> str:
    """The name of an element as lxml writes it."""
    return f"{{{namespace}}}{name}"
