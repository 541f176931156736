"""Pictures of public pages: which may be shown, and how browsers are told of their sizes.

Consent of the persons pictured can run out.
"""

import datetime
from typing import Any

from wagtail.images.models import AbstractRendition, Picture

from cms.renditions import (
    CARD_WIDTHS,
    LIST_WIDTHS,
    SHARE_SPEC,
    Found,
    article_sizes,
    at_hand,
    card_sizes,
    card_width,
    existing,
)

ARTICLE_SIZES = "(min-width: 43rem) 40rem, calc(100vw - 2rem)"
# On a narrow screen the first of a list is as wide as the text, further ones stand beside titles.
FIRST_CARD_SIZES = "(min-width: 44rem) 24rem, calc(100vw - 2rem)"
CARD_SIZES = "(min-width: 44rem) 24rem, (min-width: 40rem) calc(100vw - 2rem), 6rem"
FIRST_ROW_SIZES = "(min-width: 44rem) 13rem, calc(100vw - 2rem)"
ROW_SIZES = "(min-width: 44rem) 13rem, (min-width: 40rem) calc(100vw - 2rem), 6rem"


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


def article_picture(image: Any, alt: str, *, eager: bool = False) -> Picture | None:
    """`image` as wide as the text; `eager` for one that readers see first.

    None, here and below, for one whose file is gone or damaged.
    """
    return _picture(at_hand(image, article_sizes(image)), {"alt": alt}, ARTICLE_SIZES, eager)


def card_picture(image: Any, *, sizes: str = CARD_SIZES, eager: bool = False) -> Picture | None:
    """`image` cropped for a card or row, whose title says the same: decorative.

    One smaller than the place for it has the class `small`, by which the style sheet leaves it at
    its own size.
    """
    attributes = {"alt": ""}
    if card_width(image) < CARD_WIDTHS[-1]:
        attributes["class"] = "small"
    return _picture(at_hand(image, card_sizes(image)), attributes, sizes, eager)


def feed_picture(image: Any) -> AbstractRendition | None:
    """`image` for readers of feeds: as JPEG, which all of them know, as soon as that exists."""
    found = at_hand(image, article_sizes(image, ("jpeg", "webp"), LIST_WIDTHS))
    return next(iter(found.values()), None)


def shared_picture(image: Any) -> AbstractRendition | None:
    """`image` for other sites that show a page; as on the page until the size for that exists."""
    found = existing(image, [SHARE_SPEC]) or at_hand(image, article_sizes(image, ("webp",)))
    return next(iter(found.values()), None)


def _picture(found: Found, attributes: dict[str, str], sizes: str, eager: bool) -> Picture | None:
    """`found` with what tells a browser which file to take, and when."""
    if not found:
        return None
    when = {"fetchpriority": "high"} if eager else {"loading": "lazy", "decoding": "async"}
    picture = Picture(found, {**attributes, **when})
    of_img = picture.formats[picture.get_fallback_format()] if picture.formats else found
    if len(of_img) > 1:
        picture.attrs["sizes"] = sizes
    return picture
