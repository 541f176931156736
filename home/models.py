from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.models import BasePage, BodyMixin
from network.models.networks import networks_in_language
from news.models import NewsPage

NEWS_ON_HOME = 4


class HomePage(BodyMixin, BasePage):
    """The home of one language."""

    template = "home/home_page.html"
    page_description = _("The home of one language")
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = [
        "cms.StandardPage",
        "news.NewsIndexPage",
        "network.NetworkIndexPage",
        "network.JoinPage",
        "network.CooperatePage",
    ]

    lead = models.TextField(
        _("lead"), blank=True, help_text=_("One sentence, large, at the top of the page")
    )

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        *BodyMixin.body_panels,
    ]
    search_fields: ClassVar = [*BasePage.search_fields, *BodyMixin.body_search_fields]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        articles = NewsPage.objects.in_language(self.locale_id).for_listing()
        context["news"] = articles[:NEWS_ON_HOME]
        context["networks"] = networks_in_language(self.locale_id)
        return context
