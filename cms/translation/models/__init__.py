"""Our own facts beside wagtail-localize's translations."""

from cms.translation.models.comments import SegmentComment
from cms.translation.models.roles import TranslatorRole

__all__ = ["SegmentComment", "TranslatorRole"]
