"""Who takes part in a meeting and which articles are about it, for readers of one language.

Both are read from the page as it is in memory, so that the preview of a draft shows what is in it.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse

from cms.collation import sort_key
from cms.privacy import private_paths, public
from network.directory.filters import listed
from network.models import Authority, MeetingArticle, MeetingPage
from news.models import NewsPage


@dataclass(frozen=True)
class Participant:
    """An authority at a meeting; `url` of its profile is empty where the directory has none."""

    name: str
    url: str
    is_example: bool


def participants_of(meeting: MeetingPage) -> list[Participant]:
    """The participants, named and sorted in the language of the page's tree; three queries."""
    keys = [row.authority_id for row in meeting.participants.all()]
    if not keys:
        return []
    language = meeting.locale.language_code
    authorities = (
        Authority.objects.filter(pk__in=keys)
        .annotate(is_listed=Exists(listed().filter(pk=OuterRef("pk"))))
        .prefetch_related("names")
    )
    directory = reverse("authorities")
    named = [
        Participant(
            name=authority.name_in(language),
            url=f"{directory}{authority.key}/" if authority.is_listed else "",
            is_example=authority.is_example,
        )
        for authority in authorities
    ]
    return sorted(named, key=lambda participant: sort_key(participant.name))


@dataclass(frozen=True)
class Articles:
    """Articles about a meeting, newest first, each as the page in the language of the meeting."""

    announcements: list[NewsPage]
    reports: list[NewsPage]


def articles_of(meeting: MeetingPage) -> Articles:
    """Published articles about `meeting`; two queries beside that for private pages."""
    roles = {row.article_id: row.role for row in meeting.articles.all()}
    by_role: dict[str, list[NewsPage]] = {role: [] for role in MeetingArticle.Role.values}
    if roles:
        named = NewsPage.objects.filter(pk__in=roles).values_list("translation_key", "pk")
        role_of = {key: roles[pk] for key, pk in named}
        articles = (
            public(NewsPage.objects.live(), private_paths())
            .filter(locale=meeting.locale_id, translation_key__in=role_of)
            .newest_first()
            .select_related("locale", "alias_of__locale")
        )
        for article in articles:
            by_role[role_of[article.translation_key]].append(article)
    return Articles(
        announcements=by_role[MeetingArticle.Role.ANNOUNCEMENT],
        reports=by_role[MeetingArticle.Role.REPORT],
    )
