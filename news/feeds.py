"""Feeds of the news of one language, with full text."""

import datetime
import uuid
from typing import Any

from django.db.models import Max
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from cms.bodies import read_together
from cms.cache import cached
from cms.conditional import conditional_response, last_modified
from cms.feeds import FeedContent, FeedFormat, FeedItem, feed_html, without_control_characters
from cms.languages import current_language
from cms.models import SiteSettings
from cms.models.settings import alliance_name
from cms.models.snippets import published_texts
from cms.privacy import private_paths, public
from cms.resolver import find_site, home_url_paths, published_languages
from news.models import NewsPage

ARTICLES_IN_FEED = 20
# Seconds for which feed readers need not ask again.
MAX_AGE = 300
BEGINNING_OF_TIME = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


@require_safe
def news_feed(request: HttpRequest, feed_format: FeedFormat) -> HttpResponseBase:
    """The newest articles that were written in, or translated into, the active language."""
    site = find_site(request)
    if site is None or current_language().code not in published_languages(site):
        raise Http404
    url = request.build_absolute_uri(request.path)
    modified = last_modified()
    body = cached(f"feed:{url}", lambda: feed_format.write(build_feed(request, site), url))
    return conditional_response(
        request, body, feed_format.content_type, modified=modified, max_age=MAX_AGE
    )


def build_feed(request: HttpRequest, site: Site) -> FeedContent:
    """The feed of the active language; queries do not grow with the number of articles."""
    language = translation.get_language()
    homes = Page.objects.filter(url_path=home_url_paths(site)[0])
    home_changed = homes.aggregate(changed=Max("last_published_at"))["changed"]
    articles = find_articles(site, language)
    settings = SiteSettings.objects.filter(site=site).select_related("profile__locale").first()
    site_name = alliance_name(site, settings.profile_in(language) if settings else None)
    items = [
        build_item(request, article, html)
        for article, html in zip(articles, render_articles(articles), strict=True)
    ]
    return FeedContent(
        title=_("News – %(site)s") % {"site": site_name},
        description=_("News of %(site)s, in full text") % {"site": site_name},
        language=language,
        home_url=request.build_absolute_uri(f"/{language}/"),
        author=site_name,
        # An empty feed does not change from one request to the next.
        updated=max(
            (item.updated for item in items),
            default=home_changed or BEGINNING_OF_TIME,
        ),
        items=items,
    )


def find_articles(site: Site, language: str) -> list[NewsPage]:
    """Published articles of the site in `language`, without those that only stand in for one."""
    articles = (
        NewsPage.objects.live()
        .filter(
            locale__language_code=language,
            url_path__startswith=home_url_paths(site)[0],
            alias_of__isnull=True,
        )
        .newest_first()
        .select_related("locale", "lead_image", "organisation__locale")
        .prefetch_related("topic_items", "lead_image__renditions")
    )
    return list(public(articles, private_paths())[:ARTICLES_IN_FEED])


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
    published = timezone.make_aware(day, timezone.get_default_timezone())
    # Stays when the article moves, and differs between its translations.
    identifier = uuid.uuid5(article.translation_key, article.locale.language_code)
    return FeedItem(
        identifier=identifier.urn,
        url=url,
        title=without_control_characters(article.title),
        summary=without_control_characters(article.summary),
        html=feed_html(html, url),
        published=published,
        updated=max(published, article.last_published_at or published),
        tags=[topic["label"] for topic in article.topic_list],
    )
