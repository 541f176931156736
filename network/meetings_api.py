"""Meetings of the national networks in the API."""

import datetime
from types import SimpleNamespace
from typing import Any

from django.db.models import (
    Exists,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TimeField,
    Value,
)
from django.db.models.functions import Coalesce, JSONArray
from django.http import HttpRequest
from django.utils import translation
from ninja import Query

from cms import api_organisations as organisations
from cms.apikit import blocks
from cms.apikit.addresses import Addresses
from cms.apikit.content import Content
from cms.apikit.pages import PageDirectory, published
from cms.apikit.paging import Order, part_of
from cms.apikit.parameters import DetailParameters, Id, PathId
from cms.apikit.references import References
from cms.apikit.router import ReadRouter
from cms.apikit.sql import rows_as_json
from cms.apikit.versions import accepted, find_version
from cms.collation import sort_key
from cms.page_languages import text_language_code
from cms.privacy import is_private, private_paths
from network.directory.filters import listed
from network.meetings_schemas import (
    Meeting,
    MeetingArticleItem,
    MeetingList,
    MeetingParameters,
    MeetingSummary,
)
from network.models import (
    Authority,
    MeetingArticle,
    MeetingPage,
    MeetingParticipant,
    MeetingState,
    NetworkPage,
)
from network.models.meetings import MeetingPageQuerySet
from network.models.register import AuthorityName
from network.register_api import AuthorityItem, authority_fields, local_name

router = ReadRouter(tags=["Networks"])

# Of an authority, for AuthorityItem.
PARTICIPANT_COLUMNS = tuple(
    f"authority__{name}"
    for name in (
        "id",
        "key",
        "name",
        "name_language",
        "kind",
        "country",
        "latitude",
        "longitude",
        "is_example",
    )
)
MEETING_KINDS = (datetime.date, datetime.time, Id)
MEETING_ORDERS = {
    "-start_date": Order(("-start_date", "-begins_at", "-pk"), MEETING_KINDS),
    "start_date": Order(("start_date", "begins_at", "pk"), MEETING_KINDS),
}
# Where only the day of a meeting is known, it comes first on that day.
BEGINS_AT = Coalesce("start_time", Value(datetime.time.min, TimeField()))


def meeting_fields(page: MeetingPage, directory: PageDirectory) -> dict[str, Any]:
    """The fields of MeetingSummary; `page` comes from `with_reason`."""
    reason, reason_language = cancellation_reason(page, directory.private)
    return {
        **directory.item(page),
        "type": "meeting",
        "ordinal": page.ordinal,
        "start_date": page.start_date,
        "start_time": page.start_time,
        "end_date": page.end_date,
        "end_time": page.end_time,
        "timezone": page.timezone,
        "starts_at": page.starts_at,
        "ends_at": page.ends_at,
        "place": page.place,
        "address": page.address,
        "is_online": page.is_online,
        "online_url": page.public_online_url or None,
        "state": MeetingState(page.state),
        "cancellation_reason": reason,
        "cancellation_reason_locale": reason_language,
        "network": directory.parent(page),
    }


def with_reason(pages: "QuerySet[MeetingPage]") -> "QuerySet[MeetingPage]":
    """`pages` with what `cancellation_reason` looks at, read by the same query."""
    reasons = rows_of_reasons(OuterRef("translation_key"))
    return pages.annotate(reason_row=Subquery(reasons[:1], output_field=JSONField()))


def rows_of_reasons(translation_key: Any) -> QuerySet:
    """Why the published versions of a meeting say it is cancelled, each with language and path."""
    return (
        MeetingPage.objects.live()
        .filter(translation_key=translation_key, alias_of=None)
        .exclude(cancellation_reason="")
        .order_by("pk")
        .values(row=JSONArray("cancellation_reason", "locale__language_code", "path"))
    )


def cancellation_reason(page: MeetingPage, private: set[str]) -> tuple[str, str | None]:
    """Why `page` is cancelled, and the language that says so: another one until its own does, as
    the site has it (`network.cancellations`).
    """
    if not page.is_cancelled:
        return "", None
    if page.cancellation_reason:
        return page.cancellation_reason, text_language_code(page)
    text, language, path = page.reason_row or ("", None, "")
    return ("", None) if any(path.startswith(one) for one in private) else (text, language)


def filtered(pages: Any, parameters: MeetingParameters) -> MeetingPageQuerySet:
    """`pages`, a MeetingPageQuerySet, narrowed by the parameters that are given."""
    if parameters.network is not None:
        networks = NetworkPage.objects.filter(slug=parameters.network)
        pages = pages.below(networks)
    if parameters.upcoming is not None:
        pages = pages.upcoming() if parameters.upcoming else pages.past()
    return pages


@router.read("/meetings", MeetingList, "Meetings of the national networks")
def list_meetings(request: HttpRequest, parameters: Query[MeetingParameters]) -> MeetingList:
    addresses = Addresses(request)
    private = private_paths()
    pages = published(
        with_reason(MeetingPage.objects.defer("body", "agenda", "documents")),
        parameters.locale,
        parameters.fallback,
        private,
        addresses,
    )
    wanted = filtered(pages, parameters).annotate(begins_at=BEGINS_AT)
    part = part_of(wanted, MEETING_ORDERS[parameters.order], parameters)
    directory = PageDirectory(part.rows, addresses, private, parents=True)
    with translation.override(parameters.locale):
        return MeetingList(
            **part.fields,
            items=[MeetingSummary(**meeting_fields(page, directory)) for page in part.rows],
        )


@router.read("/meetings/{id}", Meeting, "A meeting in full")
def get_meeting(request: HttpRequest, id: PathId, parameters: Query[DetailParameters]) -> Meeting:
    return accepted(read_meeting(request, Q(pk=id), parameters.locale), parameters)


def read_meeting(request: HttpRequest, wanted: Q, locale: str | None) -> Meeting:
    """The meeting that fits `wanted`, in full."""
    meetings = with_rows(MeetingPage.objects.select_related("organisation__locale"), locale)
    page, private = find_version(meetings, wanted, locale)
    with translation.override(page.locale.language_code):
        return meeting(request, page, private)


def with_rows(pages: "QuerySet[MeetingPage]", locale: str | None) -> "QuerySet[MeetingPage]":
    """`pages` with their participants and articles, read by the same query.

    Names are in the language of the tree `locale`; without one, in that of each page's tree.
    """
    language = locale or OuterRef(OuterRef("locale__language_code"))
    participants = MeetingParticipant.objects.filter(page=OuterRef("pk"))
    articles = MeetingArticle.objects.filter(page=OuterRef("pk"))
    is_listed = Exists(listed().filter(pk=OuterRef("authority")))
    return with_reason(pages).annotate(
        participant_rows=rows_as_json(
            participants, "page", *PARTICIPANT_COLUMNS, local_name(language), is_listed
        ),
        article_rows=rows_as_json(articles, "page", "article_id", "role"),
    )


def participants(page: MeetingPage, addresses: Addresses) -> list[AuthorityItem]:
    """From a row of `with_rows`; the language of the page is active."""
    items = [
        AuthorityItem(
            **authority_fields(participant_row(row), addresses, is_listed=bool(is_listed))
        )
        for *row, is_listed in page.participant_rows or []
    ]
    return sorted(items, key=lambda item: sort_key(item.name))


def participant_row(row: list[Any]) -> SimpleNamespace:
    """As a row of `with_names`: the authority, and its name in the language of the page."""
    *values, name = row
    fields = [column.removeprefix("authority__") for column in PARTICIPANT_COLUMNS]
    authority = Authority(**dict(zip(fields, values, strict=True)))
    return SimpleNamespace(authority=authority, local_name=name)


def articles(page: MeetingPage, directory: PageDirectory, role: str) -> list[MeetingArticleItem]:
    """Published articles with one role, each in the language of the page."""
    keys = {pk for pk, its_role in page.article_rows or [] if its_role == role}
    families = {found.translation_key for found in directory.found if found.pk in keys}
    return [
        MeetingArticleItem(
            id=version.pk,
            title=version.title,
            url=url,
            served_locale=text_language_code(version),
        )
        for version in directory.found
        if version.translation_key in families
        and version.locale_id == page.locale_id
        and version.live
        and not is_private(version, directory.private)
        and (url := directory.addresses.page(version))
    ]


def meeting(request: HttpRequest, page: MeetingPage, private: set[str]) -> Meeting:
    """`page` in full, in its language, which is active; `private` as from `private_paths()`."""
    language = page.locale.language_code
    organisation = page.organisation and page.organisation.published_in(language)
    references = References(pages={pk for pk, _role in page.article_rows or []})
    for stream in (page.body, page.documents):
        references.add_stream(stream)
    references.add_html(organisation.description if organisation else "")
    directory = PageDirectory(
        [page], Addresses(request), private, linked=references.pages, parents=True
    )
    content = Content(references, directory, language, page.first_published_at)
    fields = meeting_fields(page, directory)
    return Meeting(
        **fields,
        **directory.frame(page),
        body=blocks.body(page.body, content),
        agenda=blocks.values(page.agenda, content),
        participants=participants(page, directory.addresses),
        documents=blocks.values(page.documents, content),
        announcements=articles(page, directory, MeetingArticle.Role.ANNOUNCEMENT),
        reports=articles(page, directory, MeetingArticle.Role.REPORT),
        organisation=organisations.summary(organisation, content),
        calendar_url=f"{fields['url']}calendar.ics",
    )


def draft_meeting(request: HttpRequest, page: MeetingPage, private: set[str]) -> Meeting:
    """As `meeting`, of a page whose participants and articles are in memory."""
    if page.start_date is None:
        # An hour without its day is no moment.
        page.start_time = page.end_time = None
    authorities = [row.authority for row in page.participants.all()]
    keys = [one.pk for one in authorities]
    listed_keys = set(listed().filter(pk__in=keys).values_list("pk", flat=True))
    names = dict(
        AuthorityName.objects.filter(
            authority__in=keys,
            language=page.locale.language_code,
            kind=AuthorityName.Kind.TRANSLATION,
        ).values_list("authority_id", "name")
    )
    columns = [column.removeprefix("authority__") for column in PARTICIPANT_COLUMNS]
    page.participant_rows = [
        [
            *(getattr(one, column) for column in columns),
            names.get(one.pk, one.name),
            one.pk in listed_keys,
        ]
        for one in authorities
    ]
    reasons = rows_of_reasons(page.translation_key).exclude(pk=page.pk)
    page.reason_row = reasons.values_list("row", flat=True).first()
    page.article_rows = [[row.article_id, row.role] for row in page.articles.all()]
    return meeting(request, page, private)
