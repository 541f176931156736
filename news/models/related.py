"""Articles that readers of an article may want next."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, IntegerField, Q, Value, When

from cms.cache import cached
from news.models.sections import section_paths

if TYPE_CHECKING:
    from news.models.pages import NewsPage

MOST_RELATED = 3


@dataclass(frozen=True)
class RelatedArticle:
    """An article as the list under another one shows it; the address is that of its path."""

    pk: int
    title: str
    url: str
    summary: str
    day: str
    date_display: str


def related_articles(page: "NewsPage") -> list[RelatedArticle]:
    """Articles in the language of the page's tree that share most with `page`, the newest first
    among equals; kept until something changes.

    A topic counts twice, since it says more than a country or a network. What only stands in for
    a translation is left out.
    """
    if page.pk is None:  # a preview of what is not saved yet
        return []
    # One text may be shown in the trees of several languages (`cms.stand_ins`).
    return cached(f"news-related:{page.pk}:{page.locale_id}", lambda: find_related(page))


def find_related(page: "NewsPage") -> list[RelatedArticle]:
    """As `related_articles`; one query beside those for the topics and countries of `page`."""
    topic = Q(topic_items__tag__in=[item.tag_id for item in page.topic_items.all()])
    country = Q(countries__country__in=[row.country for row in page.countries.all()])
    section = in_section_of(page)
    articles: Any = type(page).objects.in_language(page.locale_id)
    likest = (
        articles.filter(topic | country | section, alias_of__isnull=True)
        .exclude(pk=page.pk)
        .annotate(
            likeness=2 * Count("topic_items__tag", filter=topic, distinct=True)
            + Count("countries__country", filter=country, distinct=True)
            + Case(When(section, then=1), default=0, output_field=IntegerField())
        )
        .order_by("-likeness", "-date", "-pk")
        .defer("body", "links", "documents")
        .select_related("locale")
    )
    return [
        RelatedArticle(
            pk=article.pk,
            title=article.title,
            url=article.url or "",
            summary=article.summary,
            day=article.date_iso,
            date_display=article.date_display,
        )
        for article in likest[:MOST_RELATED]
    ]


def in_section_of(page: "NewsPage") -> Q:
    """Whether an article stands in the same section (such as a national network) as `page`."""
    above = page.path[: -page.steplen]
    if above in section_paths(page.locale_id).values():
        return Q(path__startswith=above)
    return Q(Value(False))
