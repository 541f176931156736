"""Which pictures a page may show: consent of the persons pictured can run out."""

from typing import Any

from wagtail.models import Page


def may_be_shown(image: Any, page: Page | None) -> bool:
    """Whether `page` may show `image`; a page first published after the consent ran out may not.

    A host project's own image model may know nothing of consent: its pictures are all shown.
    """
    if image is None:
        return False
    check = getattr(image, "may_be_shown", None)
    if check is None:
        return True
    published = getattr(page, "first_published_at", None)
    return check(published.date() if published else None)
