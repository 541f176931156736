"""Which addresses may stand in a link. A browser runs what follows `javascript:`."""

import re

from django.utils.translation import gettext_lazy as _

# Browsers skip these, so `java\nscript:` is `javascript:`.
SKIPPED = re.compile(r"[\x00-\x20\x7f-\xa0\s]+")
ALLOWED = re.compile(r"(https?|mailto|tel):|[/#?]", re.IGNORECASE)

REFUSAL = _(
    "“%(address)s” is no address for a link: it begins with https://, http://, mailto:, tel: or /."
)


def is_allowed(address: str) -> bool:
    """Whether `address` is on the web, in the site, a mail address or a telephone number."""
    return bool(ALLOWED.match(SKIPPED.sub("", address)))
