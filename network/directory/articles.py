"""News and meetings of an authority, in the reader's language."""

from django.db.models import QuerySet

from cms.privacy import private_paths, public
from network.models import MeetingPage
from news.models import NewsPage

NEWS_ON_PROFILE = 6


def news_of(authority_pk: int, language: str) -> "QuerySet[NewsPage]":
    """Published articles that name the authority, newest first."""
    keys = NewsPage.objects.filter(authority_links__authority=authority_pk).values(
        "translation_key"
    )
    articles = NewsPage.objects.live().filter(
        locale__language_code=language, translation_key__in=keys
    )
    return public(articles, private_paths()).newest_first().for_listing()


def meetings_of(authority_pk: int, language: str) -> "QuerySet[MeetingPage]":
    """Published meetings that the authority takes or took part in, newest first."""
    named = MeetingPage.objects.live().filter(participants__authority=authority_pk)
    keys = named.values("translation_key")
    meetings = MeetingPage.objects.live().filter(
        locale__language_code=language, translation_key__in=keys
    )
    return (
        public(meetings, private_paths())
        .select_related("locale", "alias_of__locale")
        .order_by("-start_date", "-pk")
    )
