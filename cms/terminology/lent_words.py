"""The words that a picture or file brings along to the texts that show it.

A picture is read by its description, or else its title, and credited below; a file is named by its
title.
"""

from typing import Any

from django.utils.text import capfirst
from wagtail.images.models import AbstractImage

# Words beside a picture or file may replace its name; a credit stands wherever it is shown.
NAME = "name"
# As in cms/includes/figure_caption.html, for image models that have them.
CREDITS = ("credit", "licence")


def lent_words(medium: Any) -> dict[str, tuple[str, str]]:
    """What `medium` lends: NAME, and of a picture CREDITS; each with its field and its words."""
    if not isinstance(medium, AbstractImage):
        return {NAME: ("title", medium.title)}
    name = "description" if getattr(medium, "description", "") else "title"
    credits = {role: (role, getattr(medium, role)) for role in CREDITS if hasattr(medium, role)}
    return {NAME: (name, getattr(medium, name)), **credits}


def field_label(medium: Any, field: str) -> str:
    """What the form of `medium` calls one of its fields."""
    return str(capfirst(medium._meta.get_field(field).verbose_name))
