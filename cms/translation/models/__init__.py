"""Our own facts beside wagtail-localize's translations."""

from cms.translation.models.comments import SegmentComment
from cms.translation.models.kept import KeptTranslation
from cms.translation.models.notices import TranslatorMail, WorkNotice
from cms.translation.models.replaced import ReplacedText
from cms.translation.models.roles import TranslatorRole
from cms.translation.models.slugs import PlannedSlug
from cms.translation.models.uploads import ExchangeUpload

__all__ = [
    "ExchangeUpload",
    "KeptTranslation",
    "PlannedSlug",
    "ReplacedText",
    "SegmentComment",
    "TranslatorMail",
    "TranslatorRole",
    "WorkNotice",
]
