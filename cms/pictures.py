"""Pictures of public pages: which may be shown, and in which sizes and formats.

Consent of the persons pictured can run out. Sizes are made once, when a picture is first shown.
"""

import datetime
from collections.abc import Sequence
from typing import Any

from wagtail.images.models import Filter, Picture
from wagtail.images.shortcuts import get_renditions_or_not_found

# Widths in pixels, largest first: the text's 40rem on fine screens, and phones.
ARTICLE_WIDTHS = (1300, 800, 400)
ARTICLE_FORMATS = ("avif", "webp")
ARTICLE_SIZES = "(min-width: 43rem) 40rem, calc(100vw - 2rem)"

# Cards are three wide to two high. At their size AVIF saves less than a kilobyte and takes ten
# times as long to make (docs/adr/0013-pictures-and-weight.md): WebP alone.
CARD_WIDTHS = (780, 420)
CARD_FORMATS = ("webp",)
CARD_SIZES = "(min-width: 44rem) 24rem, calc(100vw - 2rem)"
ROW_SIZES = "(min-width: 44rem) 13rem, calc(100vw - 2rem)"


def may_be_shown(image: Any, first_published: datetime.datetime | None) -> bool:
    """Whether a page that was first published then (None: not yet) may show `image`.

    One that was first published after the consent ran out may not. A host project's own image
    model may know nothing of consent: its pictures are all shown.
    """
    if image is None:
        return False
    check = getattr(image, "may_be_shown", None)
    if check is None:
        return True
    return check(first_published.date() if first_published else None)


def article_picture(image: Any, alt: str, *, eager: bool = False) -> Picture:
    """`image` as wide as the text; `eager` for one that readers see first."""
    widths = useful_widths(ARTICLE_WIDTHS, image.width)
    specs = [f"format-{form}|width-{width}" for form in ARTICLE_FORMATS for width in widths]
    return _picture(image, specs, {"alt": alt, **_choice(widths, ARTICLE_SIZES, eager)})


def card_picture(image: Any, *, sizes: str = CARD_SIZES, eager: bool = False) -> Picture:
    """`image` cropped for a card or row, whose title says the same: decorative.

    One smaller than the place for it has the class `small`, by which the style sheet leaves it at
    its own size.
    """
    available = min(image.width, image.height * 3 // 2)
    widths = useful_widths(CARD_WIDTHS, available)
    specs = [
        f"format-{form}|fill-{width}x{width * 2 // 3}" for form in CARD_FORMATS for width in widths
    ]
    attributes = {"alt": "", **_choice(widths, sizes, eager)}
    if available < CARD_WIDTHS[-1]:
        attributes["class"] = "small"
    return _picture(image, specs, attributes)


def useful_widths(widths: Sequence[int], available: int) -> list[int]:
    """Those of `widths`, largest first, that give different files of a picture so many pixels wide.

    The first may be beyond it: Wagtail never enlarges, and makes that file as wide as the picture.
    """
    beyond = [width for width in widths if width >= available][-1:]
    return [*beyond, *(width for width in widths if width < available)]


def _choice(widths: Sequence[int], sizes: str, eager: bool) -> dict[str, str]:
    """What tells a browser which file to take, and when."""
    when = {"fetchpriority": "high"} if eager else {"loading": "lazy", "decoding": "async"}
    return {"sizes": sizes, **when} if len(widths) > 1 else when


def _picture(image: Any, specs: list[str], attributes: dict[str, str]) -> Picture:
    renditions = get_renditions_or_not_found(image, [Filter(spec=spec) for spec in specs])
    return Picture(renditions, attributes)
