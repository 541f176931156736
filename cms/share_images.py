"""The picture by which a page is shown where it is shared (https://ogp.me)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from cms.pictures import may_be_shown, shared_picture


@dataclass(frozen=True)
class ShareImage:
    """A picture with its absolute address, its size in pixels and what it shows."""

    url: str
    width: int
    height: int
    alt: str


def share_image(request: HttpRequest, page: Any, image: Any, alt: str) -> ShareImage | None:
    """`image` in the size for sharing `page`; None where the page may not or cannot show it.

    No query for an image whose renditions are at hand.
    """
    if not may_be_shown(image, page.first_published_at):
        return None
    rendition = shared_picture(image)
    if rendition is None:
        return None
    return ShareImage(
        url=request.build_absolute_uri(rendition.url),
        width=rendition.width,
        height=rendition.height,
        alt=alt,
    )
