"""Understands the text dump of one page of the original site."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from news.importer.furniture import Furniture, split_furniture
from news.importer.problems import ImportProblem
from news.importer.text import paragraphs_of

LINK = re.compile(r"(?:links?|liens?)\s*:\s*(?P<label>.+)", re.IGNORECASE)
PHOTO_CREDIT = re.compile(
    r"(?:©|\(c\)|(?:photos?|pictures?|images?)(?:\s+credits?)?\s*[:©]|cr[ée]dits?\s+photos?\b)",
    re.IGNORECASE,
)
# A credit is a line; what is longer is a paragraph that begins like one.
LONGEST_CREDIT = 150


@dataclass(frozen=True)
class Dump:
    """A page as its dump has it; blanks are collapsed, every other character is kept."""

    furniture: Furniture
    title: str
    paragraphs: tuple[str, ...]
    photo_credits: tuple[str, ...]
    link_labels: tuple[str, ...]


def parse_dump(text: str) -> Dump:
    """The page in `text`. Raises ImportProblem without furniture or without an article after it."""
    furniture, article = split_furniture(paragraphs_of(text))
    if not article:
        raise ImportProblem(_("there is no article after the furniture"))
    title, *rest = article
    rest, link_labels = split_links(rest)
    photo_credits = tuple(paragraph for paragraph in rest if is_photo_credit(paragraph))
    return Dump(
        furniture=furniture,
        title=title,
        paragraphs=tuple(paragraph for paragraph in rest if paragraph not in photo_credits),
        photo_credits=photo_credits,
        link_labels=link_labels,
    )


def split_links(paragraphs: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """`paragraphs` without the «Link: X» lines that they end with, and the labels of these."""
    labels: list[str] = []
    while paragraphs and (match := LINK.fullmatch(paragraphs[-1])):
        labels.insert(0, match["label"])
        paragraphs = paragraphs[:-1]
    return paragraphs, tuple(labels)


def is_photo_credit(paragraph: str) -> bool:
    """Whether `paragraph` only says who took the photo that stood beside it."""
    return len(paragraph) <= LONGEST_CREDIT and PHOTO_CREDIT.match(paragraph) is not None
