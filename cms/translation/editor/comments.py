"""Comments on the texts of a translation. Who may read it may comment."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail_localize.models import Translation

from cms.translation.editor.saving import COMMENT
from cms.translation.models import SegmentComment
from cms.translation.segments import Segment

MAX_LENGTH = SegmentComment._meta.get_field("text").max_length


def save(request: HttpRequest, translation: Translation, segments: Iterable[Segment]) -> None:
    """Store the comments of the form, and settle the one that its button `settle` names."""
    user: Any = request.user
    by_unit = {segment.unit_id: segment for segment in segments}
    for name, value in request.POST.items():
        text = str(value).replace("\x00", "").strip()[:MAX_LENGTH]
        segment = by_unit.get(name.removeprefix(COMMENT))
        if text and segment is not None and name.startswith(COMMENT):
            SegmentComment.objects.create(
                context_id=segment.context_id,
                string_id=segment.string_id,
                locale=translation.target_locale,
                text=text,
                author=user,
            )
    settled = request.POST.get("settle", "")
    if settled.isdigit():
        SegmentComment.objects.filter(
            pk=settled,
            context__object_id=translation.source.object_id,
            locale=translation.target_locale,
            settled_at=None,
        ).update(settled_at=timezone.now(), settled_by=user)
