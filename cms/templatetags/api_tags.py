"""For the page that describes the API."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

register = template.Library()

CODE_SPAN = re.compile(r"`([^`]+)`")


@register.filter
def code_spans(text: str) -> SafeString:
    """A description with its code spans as code; OpenAPI has descriptions in CommonMark."""
    return SafeString(CODE_SPAN.sub(r"<code>\1</code>", escape(text)))
