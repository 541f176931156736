"""What waits for a coordinator in the own section: how much of each, and where it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Page, WorkflowState

from cms.dates import long_date
from cms.languages import PARTIAL_INTERFACES, translated_name
from cms.translation.models import TranslatorRole
from cms.translation.state import State, states_of
from network.applications.access import visible_to
from network.models import Authority, MeetingPage, MeetingState, NetworkPage, NetworkSection
from network.models.applications import ApplicationState
from network.register_admin.listing import UNPLACED, nameless_in

# What a coordinator has to do something about; one that is recommended waits for the secretariat.
OPEN_STATES = (
    ApplicationState.CONFIRMED,
    ApplicationState.UNDER_REVIEW,
    ApplicationState.MORE_INFORMATION,
)


@dataclass(frozen=True)
class Waiting:
    """A line: what waits, said with its number, and what to do with it."""

    name: str
    sentence: str
    action: str
    url: str


@dataclass(frozen=True)
class Desk:
    """The sections of a coordinator, with their pages in the languages that are theirs."""

    user: Any
    sections: list[NetworkSection]
    pages: list[NetworkPage]

    @property
    def keys(self) -> list[UUID]:
        return [section.network_key for section in self.sections]

    @property
    def languages(self) -> list[str]:
        """Those that the coordinator answers for, in the order of the site."""
        wanted = {page.locale.language_code for page in self.pages}
        if not any(section.languages for section in self.sections):
            wanted -= PARTIAL_INTERFACES
        return [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES if code in wanted]

    @property
    def home(self) -> NetworkPage | None:
        """The page to begin from: in the language of the admin, else the first text."""
        return min(
            self.pages,
            key=lambda page: (page.locale.language_code != get_language(), bool(page.alias_of_id)),
            default=None,
        )

    def beneath(self) -> Q:
        """The pages of the sections and all below them."""
        wanted = Q(pk__in=[])
        for page in self.pages:
            wanted |= Q(path__startswith=page.path)
        return wanted


def desk_of(user: Any) -> Desk | None:
    """The desk of `user`; None for somebody who coordinates nothing. Two queries."""
    sections = list(NetworkSection.objects.active().filter(group__user=user))
    if not sections:
        return None
    by_key = {section.network_key: section for section in sections}
    pages = NetworkPage.objects.filter(translation_key__in=by_key).select_related("locale")
    own = [
        page
        for page in pages.defer("body", "documents").order_by("path")
        if by_key[page.translation_key].has_language(page.locale.language_code)
    ]
    return Desk(user, sections, own)


def waiting_for(desk: Desk) -> list[Waiting]:
    """The lines with something to do, most urgent first; as many queries whatever there is."""
    lines = [
        *applications(desk),
        *reviews(desk),
        *drafts(desk),
        *stale_translations(desk),
        *next_meeting(desk),
        *register(desk),
    ]
    return lines


def applications(desk: Desk) -> Iterator[Waiting]:
    countries = [section.country for section in desk.sections]
    rows = visible_to(desk.user).filter(state__in=OPEN_STATES, country__in=countries)
    if count := rows.count():
        yield Waiting(
            "applications",
            ngettext("%(count)d application", "%(count)d applications", count) % {"count": count},
            _("Decide"),
            address("network_applications:index", state=OPEN_STATES, country=only(countries)),
        )


def reviews(desk: Desk) -> Iterator[Waiting]:
    """What others wrote and the coordinators' group approves."""
    groups = [section.group_id for section in desk.sections]
    tasks = GroupApprovalTask.objects.filter(groups__in=groups)
    count = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS, current_task_state__task__in=tasks.values("pk")
    ).count()
    if count:
        yield Waiting(
            "reviews",
            ngettext(
                "%(count)d text waits for your review",
                "%(count)d texts wait for your review",
                count,
            )
            % {"count": count},
            _("Review"),
            address("wagtailadmin_reports:workflow", reviewable="true", status="in_progress"),
        )


def own_drafts(desk: Desk) -> QuerySet[Page]:
    """Texts in the sections that the coordinator began or changed last and did not publish."""
    theirs = Q(owner=desk.user) | Q(latest_revision__user=desk.user)
    unpublished = Q(live=False) | Q(has_unpublished_changes=True)
    return Page.objects.filter(desk.beneath(), theirs, unpublished, alias_of=None)


def drafts(desk: Desk) -> Iterator[Waiting]:
    if count := own_drafts(desk).count():
        yield Waiting(
            "drafts",
            ngettext("%(count)d draft of yours", "%(count)d drafts of yours", count)
            % {"count": count},
            _("Continue"),
            reverse("network_drafts"),
        )


def stale_translations(desk: Desk) -> Iterator[Waiting]:
    """By language; left out for translators, whose panel has them."""
    if TranslatorRole.objects.filter(group__user=desk.user).exists():
        return
    locales = {page.locale_id: page.locale.language_code for page in desk.pages}
    keys = Page.objects.filter(desk.beneath()).values("translation_key")
    stale = [
        locale_id
        for versions in states_of(keys).values()
        for locale_id, version in versions.items()
        if locale_id in locales and version.state is State.STALE
    ]
    for locale_id in dict.fromkeys(stale):
        count = stale.count(locale_id)
        yield Waiting(
            "stale",
            ngettext(
                "%(count)d translation out of date: %(language)s",
                "%(count)d translations out of date: %(language)s",
                count,
            )
            % {"count": count, "language": translated_name(locales[locale_id])},
            _("Translate"),
            address(
                "cms_translation_state",
                state=State.STALE,
                language=locale_id,
                section=only([str(key) for key in desk.keys]),
            ),
        )


def next_meeting(desk: Desk) -> Iterator[Waiting]:
    meetings = MeetingPage.objects.filter(desk.beneath(), alias_of=None).upcoming()
    planned = meetings.exclude(state=MeetingState.CANCELLED)
    meeting = planned.defer_streamfields().first()
    if meeting is not None:
        names = {"title": meeting.localized.title, "day": long_date(meeting.start_date)}
        yield Waiting(
            "meeting",
            _("Next meeting: %(title)s, %(day)s") % names,
            _("Open"),
            reverse("wagtailadmin_pages:edit", args=[meeting.pk]),
        )


def register(desk: Desk) -> Iterator[Waiting]:
    """Authorities that no map shows, and those without a name in a language of the section."""
    countries = [section.country for section in desk.sections]
    languages = desk.languages
    numbers = Authority.objects.filter(country__in=countries).aggregate(
        unplaced=Count("pk", filter=UNPLACED),
        **{f"in_{code}": Count("pk", filter=nameless_in(code)) for code in languages},
    )
    if count := numbers["unplaced"]:
        yield Waiting(
            "coordinates",
            ngettext(
                "%(count)d authority without coordinates",
                "%(count)d authorities without coordinates",
                count,
            )
            % {"count": count},
            _("Complete"),
            address("register:index", has_coordinates="False", country=only(countries)),
        )
    for code in languages:
        if count := numbers[f"in_{code}"]:
            yield Waiting(
                "names",
                ngettext(
                    "%(count)d authority without a name in this language: %(language)s",
                    "%(count)d authorities without a name in this language: %(language)s",
                    count,
                )
                % {"count": count, "language": translated_name(code)},
                _("Complete"),
                address("register:index", lacks_name_in=code, country=only(countries)),
            )


def only(values: list[str]) -> str:
    """The one value; empty where there are several, which a filter cannot name."""
    return values[0] if len(values) == 1 else ""


def address(name: str, **filters: Any) -> str:
    """The address of a list, with these filters; those that are empty are left out."""
    given = {key: value for key, value in filters.items() if value}
    return f"{reverse(name)}?{urlencode(given, doseq=True)}"
