"""Keeps count of what subscribers were told about meetings, as meetings come, change and go."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Model, Q, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.privacy import private_paths, public
from network.models import CalendarEntry, MeetingPage


def connect() -> None:
    """Listen; called once, when the app registry is ready."""
    page_published.connect(published, sender=MeetingPage, dispatch_uid="network_calendar_published")
    page_unpublished.connect(
        unpublished, sender=MeetingPage, dispatch_uid="network_calendar_unpublished"
    )
    post_page_move.connect(moved, sender=MeetingPage, dispatch_uid="network_calendar_moved")
    pre_delete.connect(going, sender=MeetingPage, dispatch_uid="network_calendar_going")
    post_delete.connect(gone, sender=MeetingPage, dispatch_uid="network_calendar_gone")
    post_save.connect(
        restricted, sender=PageViewRestriction, dispatch_uid="network_calendar_restricted"
    )
    post_delete.connect(opened, sender=PageViewRestriction, dispatch_uid="network_calendar_opened")


def published(
    sender: type[Page], instance: MeetingPage, alias: bool = False, **kwargs: Any
) -> None:
    if not alias:
        note_change(instance.translation_key, instance.network_key)


def unpublished(sender: type[Page], instance: MeetingPage, **kwargs: Any) -> None:
    remember(instance, instance.network_key)
    note_change(instance.translation_key, instance.network_key)


def going(instance: MeetingPage, **kwargs: Any) -> None:
    """Before anything of it is deleted, also what says that it is private."""
    if instance.live:
        remember(instance, instance.network_key)


def gone(instance: MeetingPage, **kwargs: Any) -> None:
    if instance.live:
        note_change(instance.translation_key, instance.network_key)


def moved(
    sender: type[Page],
    instance: Page,
    parent_page_before: Page,
    parent_page_after: Page,
    **kwargs: Any,
) -> None:
    """Withdraw it from the network that it has left, and tell the other one."""
    before, after = parent_page_before.translation_key, parent_page_after.translation_key
    if instance.live and before != after:
        remember(instance.specific, before)
        for network_key in (before, after):
            note_change(instance.translation_key, network_key)


def restricted(instance: PageViewRestriction, **kwargs: Any) -> None:
    """When pages become private: the meetings among them, and those that show their text."""
    path = instance.page.path
    meetings = MeetingPage.objects.live().filter(
        Q(path__startswith=path) | Q(alias_of__path__startswith=path)
    )
    for key, meeting in {meeting.translation_key: meeting for meeting in meetings}.items():
        note_change(key, meeting.network_key)


def opened(
    instance: PageViewRestriction, origin: Model | QuerySet | None = None, **kwargs: Any
) -> None:
    """When pages are public again; not where they are deleted with their restriction."""
    source = origin.model if isinstance(origin, QuerySet) else type(origin)
    if source is PageViewRestriction:
        restricted(instance)


def remember(meeting: MeetingPage, network_key: uuid.UUID) -> None:
    """Make sure that a meeting that is, or was until now, public has an entry."""
    if public(MeetingPage.objects.filter(pk=meeting.pk), private_paths()).exists():
        CalendarEntry.objects.get_or_create(
            meeting_key=meeting.translation_key,
            network_key=network_key,
            defaults={"start_date": meeting.start_date},
        )


def note_change(meeting_key: uuid.UUID, network_key: uuid.UUID) -> None:
    """Note that a meeting of a network has changed: it may be public now, or not any more.

    One that never was public has no entry, and gets none.
    """
    versions = (
        MeetingPage.objects.live()
        .of_network(network_key)
        .filter(translation_key=meeting_key)
        .order_by(F("alias_of").asc(nulls_first=True), "pk")
    )
    shown = public(versions, private_paths()).first()
    keys = {"meeting_key": meeting_key, "network_key": network_key}
    entries = CalendarEntry.objects.select_for_update()
    now = timezone.now()
    with transaction.atomic():
        if shown is not None:
            # Above what was told while the meeting belonged to another network.
            told = CalendarEntry.objects.filter(meeting_key=meeting_key)
            highest = told.aggregate(highest=Max("sequence"))["highest"]
            first = {
                "start_date": shown.start_date,
                "sequence": 0 if highest is None else highest + 1,
            }
            entry, is_new = entries.get_or_create(**keys, defaults=first)
            entry.start_date, entry.withdrawn_at = shown.start_date, None
        else:
            found, is_new = entries.filter(**keys, withdrawn_at=None).first(), False
            if found is None:
                return
            entry, found.withdrawn_at = found, now
        entry.sequence += 0 if is_new else 1
        entry.changed_at = now
        entry.save()
