"""National networks: their index, their pages, and who founded them."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, TranslatableMixin

from cms.blocks import DocumentBlock
from cms.collation import sort_key
from cms.countries import country_choices, country_name
from cms.dates import DatePrecision, partial_date
from cms.models import BasePage, BodyMixin, IntroductionMixin
from cms.privacy import private_paths, public
from cms.structured_data import Node
from network.fact_lists import FactList
from network.models.kinds import KIND_PLURALS, AuthorityKind, grouped_by_kind
from network.models.meetings import MeetingPage
from network.models.network_contacts import ContactMixin
from network.models.register import AuthorityName
from network.models.relations import Membership
from network.models.sections import NetworkSection, retired_networks
from network.public_documents import public_documents
from network.structured_data import network_organisation
from news.feed_links import feed_links
from news.filters import NewsFilters
from news.models import NewsPage

NEWS_ON_NETWORK_PAGE = 6


class NetworkIndexPage(IntroductionMixin, BasePage):
    """The list of national networks."""

    template = "network/network_index_page.html"
    page_description = _("Lists the national networks")
    max_count_per_parent = 1
    subpage_types: ClassVar = ["network.NetworkPage"]

    content_panels: ClassVar = [*BasePage.content_panels, *IntroductionMixin.introduction_panels]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        *IntroductionMixin.introduction_search_fields,
    ]

    class Meta:
        verbose_name = _("index of networks")
        verbose_name_plural = _("indexes of networks")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["networks"] = networks_in_language(self.locale_id)
        return context


class NetworkPage(IntroductionMixin, BodyMixin, ContactMixin, BasePage):
    """The section of a national network.

    What is no text of any language (`FACTS`, and what of `FACT_LISTS` is none) is the same in all
    of them: publishing one version carries it to the others (`network.shared_facts`).
    """

    template = "network/network_page.html"
    page_description = _("The section of a national network: founders, members, meetings, news")
    parent_page_types: ClassVar = ["network.NetworkIndexPage"]
    subpage_types: ClassVar = ["network.MeetingPage", "news.NewsPage", "cms.StandardPage"]

    FACTS: ClassVar = ("country", "founded_on", "founded_precision", *ContactMixin.CONTACT_FACTS)
    FACT_LISTS: ClassVar = {
        "founders": FactList(key="translation_key", texts=("name",), names=("name",)),
        "coordinators": FactList(key="translation_key", texts=("name", "office"), names=("name",)),
        "documents": FactList(key="id", texts=("label",)),
    }
    carried_fields = frozenset((*FACTS, *FACT_LISTS))

    country = models.CharField(_("country"), max_length=2, choices=country_choices)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    founded_precision = models.CharField(
        _("known to the"),
        max_length=5,
        choices=DatePrecision.choices,
        default=DatePrecision.DAY,
        help_text=_("Where only the month is known, enter its first day and choose “month”"),
    )

    documents = StreamField(
        [("document", DocumentBlock())],
        verbose_name=_("documents"),
        blank=True,
        help_text=_("What readers may download, from the collection of the network"),
    )

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("country"),
        *IntroductionMixin.introduction_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("founded_on"), FieldPanel("founded_precision")]),
                InlinePanel("founders", heading=_("Founding authorities")),
            ],
            heading=_("Foundation"),
        ),
        *BodyMixin.body_panels,
        FieldPanel("documents"),
        *ContactMixin.contact_panels,
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        *IntroductionMixin.introduction_search_fields,
        *BodyMixin.body_search_fields,
    ]
    override_translatable_fields: ClassVar = [
        *BasePage.override_translatable_fields,
        *ContactMixin.contact_translatable_fields,
    ]

    class Meta:
        verbose_name = _("national network")
        verbose_name_plural = _("national networks")

    @property
    def country_name(self) -> str:
        return country_name(self.country)

    @property
    def founded_display(self) -> str:
        """The founding date as far as it is known, in the reader's language; may be empty."""
        if self.founded_on is None:
            return ""
        return partial_date(self.founded_on, self.founded_precision)

    @property
    def founders_by_kind(self) -> list[dict[str, Any]]:
        """Founders grouped by kind; kinds and founders in the order in which they were entered."""
        founders = self.founders.select_related("authority")
        groups = grouped_by_kind((founder.kind, founder) for founder in founders)
        return [
            {"kind": kind, "kind_label": KIND_PLURALS[kind], "founders": founders}
            for kind, founders in groups.items()
        ]

    def clean(self) -> None:
        super().clean()
        section = NetworkSection.objects.filter(network_key=self.translation_key).first()
        if section is not None and self.country and section.country != self.country:
            raise ValidationError(
                {"country": _("This is the section of another country; that cannot be changed.")}
            )

    @property
    def is_retired(self) -> bool:
        """Whether nobody works in the section any more; no query while the cache knows."""
        return self.translation_key in retired_networks()

    def get_members(self) -> list[dict[str, Any]]:
        """Present members from the register, named and ordered in the language of the tree."""
        translated = AuthorityName.objects.filter(
            authority=OuterRef("authority"),
            language=self.locale.language_code,
            kind=AuthorityName.Kind.TRANSLATION,
        )
        rows = (
            Membership.objects.present(self.translation_key)
            .annotate(
                local_name=Coalesce(Subquery(translated.values("name")[:1]), F("authority__name"))
            )
            .values("authority__key", "local_name", "authority__is_example")
        )
        members = [
            {
                "key": row["authority__key"],
                "name": row["local_name"],
                "is_example": row["authority__is_example"],
            }
            for row in rows
        ]
        return sorted(members, key=lambda member: sort_key(member["name"]))

    def get_news(self, private: set[str]) -> models.QuerySet:
        """Articles beneath the network or about its country, newest first.

        `private` as from `private_paths()`.
        """
        articles = NewsPage.objects.live().filter(locale_id=self.locale_id).newest_first()
        theirs = Q(path__startswith=self.path) | Q(countries__country=self.country)
        return public(articles.filter(theirs), private).distinct().for_listing()

    def get_structured_data(self, request: HttpRequest, url: str) -> list[Node]:
        return [network_organisation(self, request, url)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        children = (
            MeetingPage.objects.child_of(self)
            .live()
            .select_related("locale", "alias_of__locale")
            .order_by("start_date", "start_time")
        )
        private = private_paths()
        meetings = list(public(children, private))
        today = timezone.localdate()
        context["upcoming_meetings"] = [m for m in meetings if m.last_day >= today]
        context["past_meetings"] = [m for m in reversed(meetings) if m.last_day < today]
        context["documents"] = public_documents(self.documents)
        context["members"] = self.get_members()
        context["news"] = self.get_news(private)[:NEWS_ON_NETWORK_PAGE]
        context["feeds"] = feed_links(NewsFilters(network=self.slug).query(), [self.title])
        return context


class NetworkFounder(TranslatableMixin, Orderable):
    """A founding authority under the name it had then, tied to the register where it is there."""

    page = ParentalKey(NetworkPage, on_delete=models.CASCADE, related_name="founders")
    name = models.CharField(_("name at the time"), max_length=255)
    kind = models.CharField(_("kind"), max_length=20, choices=AuthorityKind.choices)
    authority = models.ForeignKey(
        "network.Authority",
        verbose_name=_("in the register"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels: ClassVar = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("authority")]),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        # Rows made by a program have no place of their own: they stand as they came.
        ordering: ClassVar = ["sort_order", "pk"]
        verbose_name = _("founding authority")
        verbose_name_plural = _("founding authorities")

    def __str__(self) -> str:
        return self.name


def networks_in_language(locale_id: int) -> list[NetworkPage]:
    """Published networks of one language's tree, by the name of the country in that language."""
    pages = (
        NetworkPage.objects.live()
        .filter(locale_id=locale_id)
        .select_related("locale", "alias_of__locale")
    )
    return sorted(public(pages, private_paths()), key=lambda page: sort_key(page.country_name))
