from cms.models.base import BasePage, BodyMixin, IntroductionMixin, OrganisationMixin
from cms.models.media import AllianceDocument, AllianceImage, AllianceRendition
from cms.models.organisation import Organisation
from cms.models.previews import PagePreview
from cms.models.profile import AllianceProfile
from cms.models.settings import FollowLink, SiteSettings
from cms.models.standard import StandardPage

__all__ = [
    "AllianceProfile",
    "BasePage",
    "BodyMixin",
    "AllianceDocument",
    "FollowLink",
    "AllianceImage",
    "IntroductionMixin",
    "Organisation",
    "OrganisationMixin",
    "PagePreview",
    "AllianceRendition",
    "SiteSettings",
    "StandardPage",
]
