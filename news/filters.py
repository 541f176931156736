"""Which news a reader asks for: what the values in the address of a list or a feed mean."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db.models import Count, QuerySet, Value
from django.db.models.functions import Length, Substr
from django.http import QueryDict
from wagtail.models import Page

Articles = TypeVar("Articles", bound=QuerySet)


@dataclass(frozen=True)
class NewsFilters:
    """What the wanted articles have in common. Empty values ask for nothing.

    `topic` is the slug of a topic, `country` an ISO 3166-1 alpha-2 code, `network` the slug of a
    section (`news.models.sections`), `year` that of the article's date.
    """

    topic: str = ""
    country: str = ""
    network: str = ""
    year: int | None = None

    @property
    def chosen(self) -> dict[str, str]:
        """The values that ask for something, by name."""
        return {name: str(value) for name, value in vars(self).items() if value}

    def query(self) -> str:
        """The shortest query of an address that means the same; may be empty."""
        query = QueryDict(mutable=True)
        query.update(self.chosen)
        return query.urlencode()

    def without(self, name: str) -> "NewsFilters":
        """All but the filter called `name`."""
        return replace(self, **{name: getattr(NewsFilters, name)})


def narrowed(articles: Articles, filters: NewsFilters, paths: Mapping[str, str]) -> Articles:
    """Those of `articles` (NewsPage, of one language) that `filters` ask for.

    `paths` are the places of the sections in the tree of that language, by slug.
    """
    lookups = {
        "topic": ("topic_items__tag__slug", filters.topic),
        "country": ("countries__country", filters.country),
        "network": ("path__startswith", paths.get(filters.network)),
        "year": ("date__year", filters.year),
    }
    for name in filters.chosen:
        lookup, value = lookups[name]
        articles = articles.filter(**{lookup: value})
    return articles


def count_choices(
    articles: QuerySet, filters: NewsFilters, paths: Mapping[str, str]
) -> dict[str, dict[str, int]]:
    """How many articles each further choice would leave: by filter, then by value.

    A filter that is chosen already is counted as if it were not, since it may be exchanged.
    Parameters as of `narrowed`; four queries, whatever the number of articles.
    """

    def others(name: str) -> QuerySet:
        rest = narrowed(articles, filters.without(name), paths)
        # By key, so that a value is not looked for in the row that another filter has joined.
        return articles.model.objects.filter(pk__in=rest.order_by().values("pk")).order_by()

    def tally(rows: QuerySet, value: str) -> dict[str, int]:
        counted = rows.values_list(value).annotate(number=Count("pk", distinct=True))
        return {str(one): number for one, number in counted if one is not None}

    parent_path = Substr("path", 1, Length("path") - Value(Page.steplen))
    by_path = tally(others("network").annotate(parent_path=parent_path), "parent_path")
    return {
        "topic": tally(others("topic"), "topic_items__tag__slug"),
        "country": tally(others("country"), "countries__country"),
        "network": {slug: by_path[path] for slug, path in paths.items() if path in by_path},
        "year": tally(others("year"), "date__year"),
    }
