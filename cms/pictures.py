"""Which pictures a page may show: consent of the persons pictured can run out."""

import datetime
from typing import Any


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
