from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from cms.models.base import BasePage, BodyMixin, IntroductionMixin, OrganisationMixin


class StandardPage(OrganisationMixin, IntroductionMixin, BodyMixin, BasePage):
    """A page of text: about, adopted texts, accessibility statement."""

    template = "cms/standard_page.html"
    page_description = _("A page of text, such as “About”")

    content_panels: ClassVar = [
        *BasePage.content_panels,
        *IntroductionMixin.introduction_panels,
        *BodyMixin.body_panels,
        *OrganisationMixin.organisation_panels,
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        *IntroductionMixin.introduction_search_fields,
        *BodyMixin.body_search_fields,
    ]
    override_translatable_fields: ClassVar = [
        *BasePage.override_translatable_fields,
        *OrganisationMixin.organisation_translatable_fields,
    ]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
