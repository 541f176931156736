"""News articles, which live under the news index or under a national network."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.images.models import AbstractImage
from wagtail.models import Orderable, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms.blocks import DocumentBlock, LinkBlock
from cms.countries import country_choices, country_name
from cms.dates import DatedMixin, DatePrecision
from cms.models import BasePage, BodyMixin, OrganisationMixin
from cms.privacy import private_paths, public
from cms.share_images import ShareImage, share_image
from cms.structured_data import Node
from cms.translatable_fields import PerLanguageField
from news.filters import NewsFilters, narrowed
from news.forms import NewsPageForm
from news.models.related import related_articles
from news.models.sections import section_paths
from news.models.topics import topics_in
from news.structured_data import news_article


class NewsPageQuerySet(PageQuerySet):
    def newest_first(self) -> "NewsPageQuerySet":
        return self.order_by("-date", "-pk")

    def in_language(self, locale_id: int) -> "NewsPageQuerySet":
        """Published articles of one language's tree, wherever they stand in it."""
        articles = self.live().filter(locale_id=locale_id).newest_first()
        return public(articles, private_paths())

    def narrowed_by(self, filters: NewsFilters, locale_id: int) -> "NewsPageQuerySet":
        """Those that `filters` ask for, of articles of one language's tree."""
        return narrowed(self, filters, section_paths(locale_id))

    def for_listing(self) -> "NewsPageQuerySet":
        """With all that a list shows of an article, in a constant number of queries."""
        return self.select_related("locale", "alias_of__locale", "lead_image").prefetch_related(
            "topic_items", "lead_image__renditions"
        )


class NewsPage(DatedMixin, OrganisationMixin, BodyMixin, BasePage):
    """A news article."""

    template = "news/news_page.html"
    page_description = _("An article with date, summary, topics and countries")
    subpage_types: ClassVar = []
    base_form_class = NewsPageForm
    served_with = ("lead_image", "organisation__locale")

    # Null is for drafts only, such as an imported text whose date nobody knows yet.
    date = models.DateField(_("date"), default=timezone.localdate, null=True, db_index=True)
    date_precision = models.CharField(
        _("known to the"),
        max_length=5,
        choices=DatePrecision.choices,
        default=DatePrecision.DAY,
        help_text=_("Where only the month is known, enter its first day and choose “month”"),
    )
    corrected_on = models.DateField(_("corrected on"), null=True, blank=True)
    correction_note = models.TextField(
        _("what was corrected"), blank=True, help_text=_("Readers see it under the article")
    )
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("Two sentences for lists, feeds and search engines")
    )
    lead_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("lead image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    lead_image_alt = models.CharField(
        _("alternative text"),
        max_length=250,
        blank=True,
        help_text=_("What the picture shows, for readers who cannot see it"),
    )
    event_from = models.DateField(_("event from"), null=True, blank=True)
    event_to = models.DateField(_("event to"), null=True, blank=True)
    event_place = models.CharField(_("place"), max_length=200, blank=True)
    links = StreamField([("link", LinkBlock())], verbose_name=_("links"), blank=True)
    documents = StreamField(
        [("document", DocumentBlock())], verbose_name=_("documents"), blank=True
    )
    topics = ClusterTaggableManager(
        through="news.NewsPageTopic", blank=True, verbose_name=_("topics"), related_name="+"
    )

    objects = PageManager.from_queryset(NewsPageQuerySet)()

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("date"), FieldPanel("date_precision")]),
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("lead_image"), FieldPanel("lead_image_alt")], heading=_("Lead image")
        ),
        *BodyMixin.body_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("event_from"), FieldPanel("event_to")]),
                FieldPanel("event_place"),
            ],
            heading=_("Event that the article is about"),
        ),
        FieldPanel("topics"),
        InlinePanel("countries", heading=_("Countries")),
        FieldPanel("links"),
        FieldPanel("documents"),
        *OrganisationMixin.organisation_panels,
        MultiFieldPanel(
            [FieldPanel("corrected_on"), FieldPanel("correction_note")], heading=_("Correction")
        ),
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.FilterField("date"),
        *BodyMixin.body_search_fields,
    ]
    override_translatable_fields: ClassVar = [
        *BasePage.override_translatable_fields,
        *OrganisationMixin.organisation_translatable_fields,
        # An article's address is in its own language; see cms.slugs.
        PerLanguageField("slug"),
    ]

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")

    @cached_property
    def topic_list(self) -> list[dict[str, str]]:
        """Topics with their labels, in the language of the page's tree where there are some."""
        topics = topics_in(self.locale.language_code)
        items = self.topic_items.all()
        # One that another process has just added may not be known here yet.
        return [topics[item.tag_id] for item in items if item.tag_id in topics]

    @cached_property
    def country_list(self) -> list[dict[str, str]]:
        """Countries with their names in the reader's language."""
        return [
            {"code": row.country, "name": country_name(row.country)} for row in self.countries.all()
        ]

    @property
    def country_names(self) -> list[str]:
        return [country["name"] for country in self.country_list]

    def get_images(self) -> list[AbstractImage]:
        return [self.lead_image] if self.lead_image else []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["og_type"] = "article"
        context["related"] = related_articles(self)
        return context

    def get_share_image(self, request: HttpRequest) -> ShareImage | None:
        return share_image(request, self, self.lead_image, self.lead_image_alt)

    def get_structured_data(self, request: HttpRequest, url: str) -> list[Node]:
        return [news_article(self, request, url)]

    def clean(self) -> None:
        super().clean()
        errors = {}
        if self.event_to and not self.event_from:
            errors["event_from"] = _("Give the first day of the event too.")
        elif self.event_to and self.event_from and self.event_to < self.event_from:
            errors["event_to"] = _("The event cannot end before it begins.")
        if self.corrected_on and not self.correction_note:
            errors["correction_note"] = _("Say what was corrected.")
        if self.lead_image_id and not self.lead_image_alt:
            errors["lead_image_alt"] = _("Say what the picture shows.")
        if errors:
            raise ValidationError(errors)


class NewsPageCountry(Orderable):
    """A country that an article is about."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="countries")
    country = models.CharField(_("country"), max_length=2, choices=country_choices)

    panels: ClassVar = [FieldPanel("country")]

    class Meta(Orderable.Meta):
        # Rows made by a program have no place of their own: they stand as they came.
        ordering: ClassVar = ["sort_order", "pk"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "country"], name="news_page_country_unique")
        ]
