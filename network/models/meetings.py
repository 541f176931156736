"""Meetings of a national network."""

import datetime
import zoneinfo
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.models import BasePage, BodyMixin, OrganisationMixin


def timezone_choices() -> list[tuple[str, str]]:
    """Zones of the IANA database for Europe and its neighbours."""
    names = zoneinfo.available_timezones()
    wanted = ("Europe/", "Asia/Tbilisi", "Asia/Yerevan", "Asia/Baku", "Asia/Nicosia", "Atlantic/")
    return [(name, name) for name in sorted(names) if name.startswith(wanted)]


class MeetingPage(OrganisationMixin, BodyMixin, BasePage):
    """A meeting: when and where, in the time of the place."""

    template = "network/meeting_page.html"
    page_description = _("A meeting of the network, with place and time")
    parent_page_types: ClassVar = ["network.NetworkPage"]
    subpage_types: ClassVar = []

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
        _("time zone"), max_length=40, choices=timezone_choices, default="Europe/Paris"
    )
    place = models.CharField(_("place"), max_length=200)

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("ordinal"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date"), FieldPanel("start_time")]),
                FieldRowPanel([FieldPanel("end_date"), FieldPanel("end_time")]),
                FieldRowPanel([FieldPanel("timezone"), FieldPanel("place")]),
            ],
            heading=_("When and where"),
        ),
        *BodyMixin.body_panels,
        *OrganisationMixin.organisation_panels,
    ]
    search_fields: ClassVar = [*BasePage.search_fields, *BodyMixin.body_search_fields]
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

    def clean(self) -> None:
        super().clean()
        if self.end_date and self.start_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("The meeting cannot end before it begins.")})
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError({"end_time": _("The meeting cannot end before it begins.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["network"] = self.get_parent().specific
        return context
