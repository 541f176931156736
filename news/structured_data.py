"""An article as schema.org describes one."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from cms.structured_data import Node, alliance_reference, country_node, present

if TYPE_CHECKING:
    from news.models import NewsPage


def news_article(page: "NewsPage", request: HttpRequest, url: str) -> Node:
    """https://schema.org/NewsArticle; a date is given as far as it is known."""
    picture = page.get_share_image(request)
    return present(
        {
            "@type": "NewsArticle",
            "@id": f"{url}#article",
            "url": url,
            "mainEntityOfPage": url,
            "headline": page.title,
            "description": page.meta_description,
            "inLanguage": page.language_code,
            "datePublished": page.date_iso,
            "dateModified": page.last_published_at and page.last_published_at.isoformat(),
            "author": alliance_reference(request),
            "publisher": alliance_reference(request),
            "image": picture
            and {
                "@type": "ImageObject",
                "url": picture.url,
                "width": picture.width,
                "height": picture.height,
                "caption": picture.alt,
            },
            "articleSection": [topic["label"] for topic in page.topic_list],
            "about": [country_node(**country) for country in page.country_list],
            "isAccessibleForFree": True,
        }
    )
