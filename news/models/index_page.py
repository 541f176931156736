"""The list of all news, which readers can narrow by an address that can be shared."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from cms.cache import cached
from cms.countries import country_choices, languages_of_names
from cms.list_pages import address_query, list_description, list_title, page_of, with_query
from cms.models import BasePage, IntroductionMixin
from news.feed_links import feed_links
from news.filter_form import NewsFilterForm
from news.filters import NewsFilters, count_choices
from news.models.pages import NewsPage
from news.models.sections import section_paths, sections_in, with_present_section
from news.models.topics import topics_in

ARTICLES_PER_PAGE = 12
# Lists that two filters narrow are too many and too alike for search engines.
MOST_FILTERS_INDEXED = 1


class NewsIndexPage(IntroductionMixin, BasePage):
    """The list of all news, those of the networks included."""

    template = "news/news_index_page.html"
    page_description = gettext_lazy("Lists all news, those of the national networks too")
    max_count_per_parent = 1
    subpage_types: ClassVar = ["news.NewsPage"]

    content_panels: ClassVar = [
        *BasePage.content_panels,
        *IntroductionMixin.introduction_panels,
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        *IntroductionMixin.introduction_search_fields,
    ]

    class Meta:
        verbose_name = gettext_lazy("news index")
        verbose_name_plural = gettext_lazy("news indexes")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """400 with the form for what makes no sense, 404 for a page that the list does not have."""
        response = super().serve(request, *args, **kwargs)
        if not response.context_data["form"].is_valid():
            response.status_code = 400
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        form = filter_form(request.GET, self.locale)
        is_valid = form.is_valid()
        filters = form.filters()
        articles = NewsPage.objects.in_language(self.locale_id).for_listing()
        wanted = articles.narrowed_by(filters, self.locale_id) if is_valid else articles.none()
        page = page_of(wanted, ARTICLES_PER_PAGE, request)
        chosen = chosen_filters(form, filters)
        form.offer(choices_left(filters, self.locale_id))
        query = filters.query()
        title = self.seo_title or self.title
        head_title = list_title(title, [one["label"] for one in chosen], page.number)
        context |= with_query(context, address_query(query, page))
        context |= {
            "form": form,
            "chosen": chosen,
            "query": query,
            "page_obj": page,
            "feeds": feed_links(query, [one["label"] for one in chosen]),
            "robots": robots_of(filters, page.paginator.count if is_valid else 0),
            "head_title": head_title,
            "description": list_description(title, head_title, self.meta_description),
        }
        if page.number > 1:
            # The same page of another language's list has other articles.
            context["alternates"] = []
        return context


def filter_form(data: QueryDict, locale: Locale) -> NewsFilterForm:
    """The form with the values in `data` and all choices, labelled in the language of `locale`."""
    topics = topics_in(locale.language_code).values()
    countries = country_choices()
    present = sections_in(locale.pk)
    sections = present.values()
    return NewsFilterForm(
        with_present_section(data, present.keys()),
        choices={
            "topic": [(topic["slug"], topic["label"]) for topic in topics],
            "country": countries,
            "network": [(section.slug, section.title) for section in sections],
        },
        languages={
            "topic": {topic["slug"]: topic["language_code"] for topic in topics},
            "country": languages_of_names(code for code, _name in countries),
            "network": {section.slug: section.language_code for section in sections},
        },
    )


def choices_left(filters: NewsFilters, locale_id: int) -> dict[str, dict[str, int]]:
    """As `count_choices`, of one language's tree; kept until something changes."""
    return cached(
        f"news-choices:{locale_id}:{filters.query()}",
        lambda: count_choices(
            NewsPage.objects.in_language(locale_id), filters, section_paths(locale_id)
        ),
    )


def chosen_filters(form: NewsFilterForm, filters: NewsFilters) -> list[dict[str, str]]:
    """What narrows the list, each with its label and the query of the list without it."""
    return [
        {
            "name": str(form.fields[name].label),
            "label": form.label_of(name, value),
            "language_code": form.language_of(name, value),
            "query": filters.without(name).query(),
        }
        for name, value in filters.chosen.items()
    ]


def robots_of(filters: NewsFilters, count: int) -> str:
    """What search engines are told to do with the list; empty where they may do as they like."""
    is_for_readers_only = len(filters.chosen) > MOST_FILTERS_INDEXED or not count
    return "noindex, follow" if filters.chosen and is_for_readers_only else ""
