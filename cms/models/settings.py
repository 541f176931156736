"""Settings of a site: which profile it shows and where else it can be followed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable, Site

from cms.front_end import FrontEndValidator
from cms.models.profile import AllianceProfile


@register_setting(icon="globe")
class SiteSettings(BaseSiteSetting, ClusterableModel):
    """One row a site. The terminology note is not chosen here: the one in force shows itself."""

    profile = models.ForeignKey(
        "cms.AllianceProfile",
        verbose_name=_("profile"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("In any language: readers get its translation"),
    )
    is_demonstration = models.BooleanField(
        _("demonstration"),
        default=False,
        help_text=_("Says on every page that the site is a demonstration; sends no mail"),
    )

    front_end_url = models.CharField(
        _("previews in an external front end"),
        max_length=500,
        blank=True,
        validators=[FrontEndValidator()],
        help_text=_(
            "Address of the front end that shows drafts, such as https://www.example.org/preview; "
            "left empty, this site shows them itself"
        ),
    )

    panels: ClassVar = [
        FieldPanel("profile"),
        InlinePanel("follow_links", heading=_("Follow us")),
        FieldPanel("front_end_url"),
        FieldPanel("is_demonstration"),
    ]

    class Meta:
        verbose_name = _("site settings")

    def profile_in(self, language: str) -> AllianceProfile | None:
        """The live profile in `language`, else as it was chosen, else in the first language."""
        if self.profile is None:
            return None
        profiles = AllianceProfile.objects.filter(
            live=True, translation_key=self.profile.translation_key
        ).select_related("locale")
        preferred = [language, self.profile.locale.language_code, settings.LANGUAGE_CODE]
        return min(
            (profile for profile in profiles if profile.locale.language_code in preferred),
            key=lambda profile: preferred.index(profile.locale.language_code),
            default=None,
        )


class FollowLink(Orderable):
    """An account of the Alliance elsewhere. The feed is not listed: every site has one."""

    class Service(models.TextChoices):
        BLUESKY = "bluesky", "Bluesky"
        FACEBOOK = "facebook", "Facebook"
        INSTAGRAM = "instagram", "Instagram"
        LINKEDIN = "linkedin", "LinkedIn"
        MASTODON = "mastodon", "Mastodon"
        TWITTER = "twitter", "Twitter"
        YOUTUBE = "youtube", "YouTube"

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="follow_links")
    service = models.CharField(_("service"), max_length=20, choices=Service.choices)
    url = models.URLField(_("address"))

    panels: ClassVar = [FieldPanel("service"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("account elsewhere")
        verbose_name_plural = _("accounts elsewhere")


def alliance_name(site: Site, profile: AllianceProfile | None) -> str:
    """What the Alliance is called: by its profile, else by the name of the site."""
    name = profile.name if profile else ""
    return name or site.site_name or settings.WAGTAIL_SITE_NAME


def alliance_name_in(site: Site, language: str) -> str:
    """What the Alliance is called in `language`, as readers of `site` know it."""
    own = SiteSettings.objects.filter(site=site).select_related("profile__locale").first()
    return alliance_name(site, own.profile_in(language) if own else None)
