"""Feeds of the news of one language, with full text."""

import datetime
import mimetypes
import uuid
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page, Site

from cms.bodies import read_together
from cms.cache import cached
from cms.conditional import conditional_response, last_modified
from cms.feeds import FeedContent, FeedFormat, FeedItem, FeedPicture, feed_html
from cms.languages import current_language
from cms.models.settings import alliance_name_in
from cms.models.snippets import published_texts
from cms.pictures import feed_picture, may_be_shown
from cms.resolver import find_site, home_url_paths, published_languages
from news.filter_form import NewsFilterForm
from news.filters import NewsFilters
from news.models import NewsPage
from news.models.index_page import filter_form
from news.models.sections import sections_in

ARTICLES_IN_FEED = 20
# Seconds for which feed readers need not ask again.
MAX_AGE = 300
BEGINNING_OF_TIME = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


@require_safe
def news_feed(request: HttpRequest, feed_format: FeedFormat) -> HttpResponseBase:
    """The newest articles that were written in, or translated into, the active language.

    The address narrows them as it does the list of news; 400 for what makes no sense.
    """
    site = find_site(request)
    if site is None or current_language().code not in published_languages(site):
        raise Http404
    locale = Locale.objects.get(language_code=translation.get_language())
    form = filter_form(request.GET, locale)
    if not form.is_valid():
        text = form.errors.as_text()
        return HttpResponse(text, content_type="text/plain; charset=utf-8", status=400)
    query = form.filters().query()
    url = request.build_absolute_uri(f"{request.path}?{query}" if query else request.path)
    modified = last_modified()
    body = cached(
        f"feed:{url}", lambda: feed_format.write(build_feed(request, site, locale, form), url)
    )
    return conditional_response(
        request, body, feed_format.content_type, modified=modified, max_age=MAX_AGE
    )


def build_feed(
    request: HttpRequest, site: Site, locale: Locale, form: NewsFilterForm
) -> FeedContent:
    """The feed of the active language, that of `locale`, of what the valid `form` asks for.

    Queries do not grow with the number of articles.
    """
    language = locale.language_code
    filters = form.filters()
    home = Page.objects.get(url_path=home_url_paths(site)[0])
    articles = find_articles(site, locale, filters)
    section = sections_in(locale.pk).get(filters.network)
    lasting = replace(filters, network=str(section.key)) if section else filters
    site_name = alliance_name_in(site, language)
    about = [form.label_of(name, value) for name, value in filters.chosen.items()]
    items = [
        build_item(request, article, html)
        for article, html in zip(articles, render_articles(articles), strict=True)
    ]
    news_url = reverse("news_feed").removesuffix("feed/")
    list_url = f"{news_url}?{filters.query()}" if about else f"/{language}/"
    return FeedContent(
        identifier=uuid.uuid5(home.translation_key, f"{language}?{lasting.query()}").urn,
        title=_("News – %(site)s") % {"site": " – ".join([*about, site_name])},
        description=_("News of %(site)s, in full text") % {"site": site_name},
        language=language,
        home_url=request.build_absolute_uri(list_url),
        author=site_name,
        # An empty feed does not change from one request to the next.
        updated=max(
            (item.updated for item in items),
            default=home.last_published_at or BEGINNING_OF_TIME,
        ),
        items=items,
    )


def find_articles(site: Site, locale: Locale, filters: NewsFilters) -> list[NewsPage]:
    """Published articles of the site in one language, without those that only stand in for one."""
    articles = (
        NewsPage.objects.in_language(locale.pk)
        .narrowed_by(filters, locale.pk)
        .filter(url_path__startswith=home_url_paths(site)[0], alias_of__isnull=True)
        .select_related("locale", "lead_image", "organisation__locale")
        .prefetch_related("topic_items", "lead_image__renditions")
    )
    return list(articles[:ARTICLES_IN_FEED])


def render_articles(articles: list[NewsPage]) -> list[str]:
    """The text of each article as it stands on its page, without the page around it."""
    language = current_language()
    chosen = [article.organisation for article in articles if article.organisation]
    organisations = published_texts(chosen, language.code)
    streams = zip(
        read_together([article.body for article in articles]),
        read_together([article.links for article in articles]),
        read_together([article.documents for article in articles]),
        strict=True,
    )
    rendered: list[str] = []
    for article, (body, links, documents) in zip(articles, streams, strict=True):
        context: dict[str, Any] = {
            "page": article,
            "body": body,
            "links": links,
            "documents": documents,
            "organisation": article.organisation and organisations.get(article.organisation.pk),
            "page_language": language,
        }
        rendered.append(render_to_string("news/feed_item.html", context))
    return rendered


def build_item(request: HttpRequest, article: NewsPage, html: str) -> FeedItem:
    """The entry of one article, whose text `html` is; addresses are those of `request`'s host."""
    url = request.build_absolute_uri(article.get_url(request))
    # Midnight of the day; only drafts have no date.
    day = datetime.datetime.combine(article.date or timezone.localdate(), datetime.time())
    offset = timezone.make_aware(day, timezone.get_default_timezone()).utcoffset()
    # Clocks of long ago differed by seconds too, which RFC 3339 cannot write.
    minutes = (offset or datetime.timedelta()) // datetime.timedelta(minutes=1)
    published = day.replace(tzinfo=datetime.timezone(datetime.timedelta(minutes=minutes)))
    # Stays when the article moves, and differs between its translations.
    identifier = uuid.uuid5(article.translation_key, article.locale.language_code)
    return FeedItem(
        identifier=identifier.urn,
        url=url,
        title=article.title,
        summary=article.summary,
        html=feed_html(html, url),
        published=published,
        updated=max(published, article.last_published_at or published),
        tags=[topic["label"] for topic in article.topic_list],
        picture=picture_of(request, article),
    )


def picture_of(request: HttpRequest, article: NewsPage) -> FeedPicture | None:
    """The lead image of `article`, if it has one that may and can be shown; no query."""
    if not may_be_shown(article.lead_image, article.first_published_at):
        return None
    rendition = feed_picture(article.lead_image)
    if rendition is None:
        return None
    name = rendition.file.name
    return FeedPicture(
        url=request.build_absolute_uri(rendition.url),
        media_type=mimetypes.guess_type(name)[0] or "image/*",
        length=rendition.file.size if rendition.file.storage.exists(name) else 0,
    )
