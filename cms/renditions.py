"""Sizes and formats of pictures: which there are to be, and which can be offered now.

All are made in the background (cms/picture_sizes.py); readers wait for none. Pages, feeds and the
API take theirs from here, and share the files.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wagtail.images.models import AbstractRendition, Filter

logger = logging.getLogger(__name__)

# Best first. AVIF takes ten times as long to make, and not everything that shows pictures reads it.
FORMATS = ("avif", "webp", "jpeg")
SLOW = "avif"
# Every browser of the last five years reads WebP; feeds, mail and other sites may want JPEG.
PAGE_FORMATS = ("avif", "webp")

# Widths in pixels, largest first: the text's 40rem on fine screens, and phones.
ARTICLE_WIDTHS = (1300, 800, 400)
LIST_WIDTHS = (800, 400)
# Cards are three wide to two high.
CARD_WIDTHS = (780, 420)
# What the large services show whole (https://ogp.me), and a format that all of them read.
SHARE_SPEC = "fill-1200x630|format-jpeg"

# What Wagtail calls specifications, by format: the best format first, the largest size first.
Sizes = dict[str, list[str]]
Found = dict[str, AbstractRendition]


def article_sizes(
    image: Any, formats: Sequence[str] = PAGE_FORMATS, widths: Sequence[int] = ARTICLE_WIDTHS
) -> Sizes:
    """The sizes of `image` whole."""
    useful = [width for width in useful_widths(ARTICLE_WIDTHS, image.width) if width in widths]
    return {form: article_specs(useful, [form]) for form in formats}


def article_specs(widths: Sequence[int], formats: Sequence[str]) -> list[str]:
    """The specifications of pictures whole, as wide as that."""
    return [f"format-{form}|width-{width}" for form in formats for width in widths]


def card_sizes(image: Any) -> Sizes:
    """The sizes of `image` cropped for cards and rows."""
    useful = useful_widths(CARD_WIDTHS, card_width(image))
    return {
        form: [f"format-{form}|fill-{width}x{width * 2 // 3}" for width in useful]
        for form in PAGE_FORMATS
    }


def card_width(image: Any) -> int:
    """How many pixels wide the part of `image` is that has the shape of a card."""
    return min(image.width, image.height * 3 // 2)


def useful_widths(widths: Sequence[int], available: int) -> list[int]:
    """Those of `widths`, largest first, that give different files of a picture so many pixels wide.

    The first may be beyond it: Wagtail never enlarges, and makes that file as wide as the picture.
    """
    beyond = [width for width in widths if width >= available][-1:]
    return [*beyond, *(width for width in widths if width < available)]


def all_specs(image: Any) -> list[str]:
    """Every size and format in which pages, feeds, the API and other sites may show `image`.

    Those that take longest to make come last.
    """
    sizes = [article_sizes(image, FORMATS), card_sizes(image), {"jpeg": [SHARE_SPEC]}]
    quick = [specs for group in sizes for form, specs in group.items() if form != SLOW]
    slow = [specs for group in sizes for form, specs in group.items() if form == SLOW]
    return [spec for specs in [*quick, *slow] for spec in specs]


def existing(image: Any, specs: Iterable[str]) -> Found:
    """Those of `specs` in which `image` is there already."""
    found = image.find_existing_renditions(*(Filter(spec=spec) for spec in specs))
    return {filter_.spec: rendition for filter_, rendition in found.items()}


def offered(found: Mapping[str, AbstractRendition], sizes: Sizes) -> Found:
    """Those of `found` that can stand for `sizes`, in their order; none if that is too few.

    AVIF is offered beside another format only, and when it is whole: whoever reads it takes no
    other, however small it is.
    """
    there = {form: [spec for spec in specs if spec in found] for form, specs in sizes.items()}
    if not any(there[form] for form in there if form != SLOW):
        return {}
    if there.get(SLOW) != sizes.get(SLOW):
        there.pop(SLOW)
    return {spec: found[spec] for specs in there.values() for spec in specs}


def at_hand(image: Any, sizes: Sizes) -> Found:
    """What can be shown of `image` at once: what exists of `sizes`, else one that is made now.

    Empty for a picture whose file is gone or damaged.
    """
    specs = [spec for of_format in sizes.values() for spec in of_format]
    return offered(existing(image, specs), sizes) or drawn(image, sizes)


def drawn(image: Any, sizes: Sizes) -> Found:
    """`image` in one of `sizes`, of the last format, which every browser reads; of middle size."""
    specs = list(sizes.values())[-1]
    spec = specs[(len(specs) - 1) // 2]
    try:
        return {spec: image.get_rendition(spec)}
    except OSError as error:
        logger.warning("Picture %s cannot be read: %s", image.pk, error)
        return {}
