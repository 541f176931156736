"""By what the news can be narrowed further, in the API."""

from django.http import HttpRequest
from django.utils import translation
from ninja import Query
from pydantic import BaseModel, Field
from wagtail.models import Locale

from cms.apikit.addresses import Addresses
from cms.apikit.pages import published
from cms.apikit.router import ReadRouter
from cms.collation import sort_key
from cms.countries import country_name
from cms.privacy import private_paths
from news.api import dated
from news.api_schemas import NewsFilterParameters
from news.filters import count_choices
from news.models.sections import section_paths, sections_in
from news.models.topics import topics_in

router = ReadRouter(tags=["News"])


class NewsChoice(BaseModel):
    """A value of a parameter of `/news`."""

    value: str
    label: str
    count: int = Field(description="Articles that the list has with it")


class NewsChoices(BaseModel):
    """The values that lead to articles, beside those of the other parameters that are given."""

    topic: list[NewsChoice]
    country: list[NewsChoice]
    network: list[NewsChoice]
    year: list[NewsChoice] = Field(description="The latest first; the others by their labels")


@router.read("/news/choices", NewsChoices, "By what the news can be narrowed")
def list_news_choices(request: HttpRequest, parameters: Query[NewsFilterParameters]) -> NewsChoices:
    language = parameters.locale
    articles = published(
        dated(), language, parameters.fallback, private_paths(), Addresses(request)
    )
    locale = Locale.objects.filter(language_code=language).first()
    filters = parameters.filters
    paths = section_paths(locale.pk) if locale else {}
    if locale is None or (filters.network and filters.network not in paths):
        return NewsChoices(topic=[], country=[], network=[], year=[])
    counts = count_choices(articles, filters, paths)
    with translation.override(language):
        topics = {topic["slug"]: topic["label"] for topic in topics_in(language).values()}
        networks = {section.slug: section.title for section in sections_in(locale.pk).values()}
        return NewsChoices(
            topic=by_label(counts["topic"], topics),
            country=by_label(
                counts["country"], {code: country_name(code) for code in counts["country"]}
            ),
            network=by_label(counts["network"], networks),
            year=[
                NewsChoice(value=year, label=year, count=counts["year"][year])
                for year in sorted(counts["year"], reverse=True)
            ],
        )


def by_label(counts: dict[str, int], labels: dict[str, str]) -> list[NewsChoice]:
    """The choices of `counts`, in the order of their labels; what has none is not offered."""
    choices = [
        NewsChoice(value=value, label=labels[value], count=count)
        for value, count in counts.items()
        if value in labels
    ]
    return sorted(choices, key=lambda choice: sort_key(choice.label))
