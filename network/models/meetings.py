"""Meetings of a national network."""

import datetime
import uuid
import zoneinfo
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Max, Value
from django.db.models.functions import Coalesce, Length, Substr
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from cms.blocks import AgendaItemBlock, DocumentBlock
from cms.models import BasePage, BodyMixin, OrganisationMixin
from cms.structured_data import Node
from network.fact_lists import FactList
from network.meeting_forms import MeetingPageForm
from network.meeting_rules import find_errors
from network.public_documents import public_documents
from network.structured_data import meeting_event


class MeetingState(models.TextChoices):
    """Whether a meeting takes place. One that is postponed has other dates."""

    PLANNED = "planned", _("takes place")
    CANCELLED = "cancelled", _("cancelled")


def timezone_choices() -> list[tuple[str, str]]:
    """Zones of the IANA database for Europe and its neighbours."""
    names = zoneinfo.available_timezones()
    wanted = ("Europe/", "Asia/Tbilisi", "Asia/Yerevan", "Asia/Baku", "Asia/Nicosia", "Atlantic/")
    return [(name, name) for name in sorted(names) if name.startswith(wanted)]


class MeetingPageQuerySet(PageQuerySet):
    """Meetings by network and by day."""

    def of_network(self, network_key: uuid.UUID) -> "MeetingPageQuerySet":
        """Those below the pages, in any language, of the network with this translation key."""
        return self.below(Page.objects.filter(translation_key=network_key))

    def below(self, networks: models.QuerySet) -> "MeetingPageQuerySet":
        """Those that are children of the pages `networks`; one query."""
        return self.annotate(
            parent_path=Substr("path", 1, Length("path") - Value(Page.steplen))
        ).filter(parent_path__in=networks.values("path"))

    def upcoming(self, day: datetime.date | None = None) -> "MeetingPageQuerySet":
        """Those that are not over on `day` (default: today), the next one first."""
        return (
            self.with_final_day()
            .filter(final_day__gte=day or timezone.localdate())
            .order_by("start_date", "start_time", "pk")
        )

    def past(self, day: datetime.date | None = None) -> "MeetingPageQuerySet":
        """Those that were over before `day` (default: today), the latest first."""
        return (
            self.with_final_day()
            .filter(final_day__lt=day or timezone.localdate())
            .order_by("-start_date", "-start_time", "-pk")
        )

    def with_final_day(self) -> "MeetingPageQuerySet":
        return self.annotate(final_day=Coalesce(F("end_date"), F("start_date")))

    def next_ordinal(self) -> int:
        """The number after the highest one that is taken among these meetings."""
        return (self.aggregate(highest=Max("ordinal"))["highest"] or 0) + 1


class MeetingPage(OrganisationMixin, BodyMixin, BasePage):
    """A meeting: when and where, in the time of the place.

    What is no text of any language (`FACTS`, and what of `FACT_LISTS` is none) is the same in all
    of them: publishing one version carries it to the others (`network.shared_facts`).
    """

    template = "network/meeting_page.html"
    page_description = _("A meeting of the network, with place and time")
    parent_page_types: ClassVar = ["network.NetworkPage"]
    subpage_types: ClassVar = []
    base_form_class = MeetingPageForm
    served_with = ("organisation__locale",)

    FACTS: ClassVar = (
        "ordinal",
        "start_date",
        "start_time",
        "end_date",
        "end_time",
        "timezone",
        "is_online",
        "online_url",
        "online_url_is_public",
        "state",
    )
    FACT_LISTS: ClassVar = {
        "participants": FactList(),
        "articles": FactList(),
        "agenda": FactList(key="id", texts=("text",), is_whole=False),
        "documents": FactList(key="id", texts=("label",)),
    }
    carried_fields = frozenset((*FACTS, *FACT_LISTS))

    ordinal = models.PositiveSmallIntegerField(
        _("ordinal"), null=True, blank=True, help_text=_("2 for the second meeting of the network")
    )
    start_date = models.DateField(_("first day"))
    start_time = models.TimeField(
        _("begins at"), null=True, blank=True, help_text=_("Local time of the place")
    )
    end_date = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Where it is not the first day")
    )
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    timezone = models.CharField(
        _("time zone"),
        max_length=40,
        choices=timezone_choices,
        default="Europe/Paris",
        help_text=_("An hour that comes twice, when clocks go back, is the first of the two"),
    )
    place = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("May be empty for a meeting online")
    )
    address = models.CharField(
        _("address"), max_length=300, blank=True, help_text=_("Building, street and number, town")
    )
    is_online = models.BooleanField(_("can be attended online"), default=False)
    online_url = models.URLField(
        _("link to attend"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    online_url_is_public = models.BooleanField(
        _("show the link to everybody"),
        default=False,
        help_text=_("Otherwise readers learn only that the meeting can be attended online"),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=MeetingState.choices,
        default=MeetingState.PLANNED,
        help_text=_(
            "A cancelled meeting stays on the site. For a postponed one, change the dates instead"
        ),
    )
    cancellation_reason = models.TextField(
        _("why it is cancelled"), blank=True, help_text=_("Readers see it")
    )
    agenda = StreamField([("item", AgendaItemBlock())], verbose_name=_("agenda"), blank=True)
    documents = StreamField(
        [("document", DocumentBlock())], verbose_name=_("documents"), blank=True
    )

    objects = PageManager.from_queryset(MeetingPageQuerySet)()

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("ordinal"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("start_time")]),
                FieldRowPanel([FieldPanel("end_date"), FieldPanel("end_time")]),
                FieldPanel("timezone"),
                FieldRowPanel([FieldPanel("place"), FieldPanel("address")]),
            ],
            heading=_("When and where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("is_online"),
                FieldPanel("online_url"),
                FieldPanel("online_url_is_public"),
            ],
            heading=_("Online"),
        ),
        MultiFieldPanel(
            [FieldPanel("state"), FieldPanel("cancellation_reason")], heading=_("State")
        ),
        *BodyMixin.body_panels,
        FieldPanel("agenda"),
        InlinePanel("participants", heading=_("Participants from the register")),
        FieldPanel("documents"),
        InlinePanel("articles", heading=_("News before and after")),
        *OrganisationMixin.organisation_panels,
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        *BodyMixin.body_search_fields,
        index.SearchField("agenda"),
    ]
    override_translatable_fields: ClassVar = [
        *BasePage.override_translatable_fields,
        *OrganisationMixin.organisation_translatable_fields,
    ]

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    @property
    def last_day(self) -> datetime.date:
        return self.end_date or self.start_date

    @property
    def starts_at(self) -> datetime.datetime | None:
        """The beginning with its zone; None where only the day is known."""
        return self._local(self.start_date, self.start_time)

    @property
    def ends_at(self) -> datetime.datetime | None:
        """The end with its zone; None where the hour is not known."""
        return self._local(self.last_day, self.end_time)

    def _local(self, day: datetime.date, time: datetime.time | None) -> datetime.datetime | None:
        if time is None:
            return None
        return datetime.datetime.combine(day, time, zoneinfo.ZoneInfo(self.timezone))

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED

    @property
    def is_over(self) -> bool:
        return self.last_day < timezone.localdate()

    @property
    def public_online_url(self) -> str:
        """The link to attend, where everybody may know it; else empty."""
        return self.online_url if self.is_online and self.online_url_is_public else ""

    @cached_property
    def network_key(self) -> uuid.UUID:
        """The translation key of the pages of the network to which the meeting belongs."""
        return self.get_parent().translation_key

    def get_structured_data(self, request: HttpRequest, url: str) -> list[Node]:
        return [meeting_event(self, request, url)]

    def clean(self) -> None:
        super().clean()
        errors = find_errors(self)
        if errors:
            raise ValidationError(errors)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["network"] = self.get_parent()
        context["documents"] = public_documents(self.documents)
        return context
