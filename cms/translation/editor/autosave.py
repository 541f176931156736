"""What the editor's script asks for: to store one text, while somebody types."""

from html import unescape
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_user_display_name
from wagtail_localize.models import Translation

from cms.translation.editor.access import Access, access_to, begun_translations
from cms.translation.editor.checks import Checker
from cms.translation.editor.rows import Row, progress
from cms.translation.editor.saving import Outcome, save_text
from cms.translation.markup import to_text
from cms.translation.segments import Conflict, Segment, SourceChanged, read_segments


@require_POST
def save_segment(request: HttpRequest, translation_id: int, unit_id: Any) -> JsonResponse:
    """Store one text, as somebody types. Answers 200, or with what stands in the way:

    403 who may not write (any more), 409 another text stands there now, 410 the source no longer
    has the passage, 422 the text cannot be stored.
    """
    translation = get_object_or_404(begun_translations(), pk=translation_id, enabled=True)
    target = translation.get_target_instance()
    access = access_to(translation, target, request.user)
    if not access.can_edit:
        return JsonResponse({"errors": [unescape(strip_tags(access.reason))]}, status=403)
    segment = find_segment(translation, str(unit_id))
    if segment is None:
        return gone()
    text, based_on = request.POST.get("text", ""), request.POST.get("based-on", "")
    try:
        outcome = save_text(translation, segment, text, based_on, request.user)
    except SourceChanged:
        return gone()
    if outcome.errors:
        return JsonResponse({"errors": outcome.errors}, status=422)
    if outcome.conflict is not None:
        return JsonResponse(describe(outcome.conflict, segment), status=409)
    return JsonResponse(saved(translation, target, access, str(unit_id), outcome))


def find_segment(translation: Translation, unit_id: str) -> Segment | None:
    segments = read_segments(translation.source, translation.target_locale)
    return next((segment for segment in segments if segment.unit_id == unit_id), None)


def gone() -> JsonResponse:
    error = _("The original no longer has this passage. Please load the page again.")
    return JsonResponse({"errors": [error]}, status=410)


def describe(conflict: Conflict, segment: Segment) -> dict[str, str]:
    """The other text of a conflict, by whom and when."""
    return {
        "theirs": to_text(conflict.theirs, segment.is_plain),
        "digest": conflict.digest,
        "by": get_user_display_name(conflict.by) if conflict.by else _("Somebody"),
        "at": date_format(localtime(conflict.at), "SHORT_DATETIME_FORMAT") if conflict.at else "",
    }


def saved(
    translation: Translation, target: Any, access: Access, unit_id: str, outcome: Outcome
) -> dict[str, Any]:
    """What the page shows of a text that was just stored."""
    segments = read_segments(translation.source, translation.target_locale)
    segment = next(segment for segment in segments if segment.unit_id == unit_id)
    row = Row(segment, Checker(translation, target).check(segment), [])
    return {
        "digest": outcome.based_on,
        "state": segment.state,
        "notes": render_to_string(
            "cms/admin/translation/editor_notes.html", {"row": row, "access": access}
        ),
        **progress(segments),
    }
