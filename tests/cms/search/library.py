"""Texts of the demonstration, as pages without revisions, aliases and pictures: quickly made."""

import datetime
import uuid
from typing import Any

from django.utils.html import escape
from wagtail.models import Page

from cms.demo.content import Item, read_items
from cms.demo.register import load_authorities
from cms.demo.terms import load_terms
from network.models import NetworkPage, Participation
from news.models import NewsPage
from tests.factories import Tree

LANGUAGES = ("en", "fr", "uk")


def fill(tree: Tree) -> None:
    """Put texts, authorities and terms into the site; each page's slug is the name of its item."""
    load_terms()
    Participation.objects.bulk_create(
        Participation(authority=authority, number=number, joined_on=datetime.date(2014, 1, 1))
        for number, authority in enumerate(load_authorities().values(), start=1)
    )
    for folder, parent, made in (
        ("networks", tree.networks, network),
        ("news", tree.news, article),
    ):
        for name, item in read_items(folder).items():
            key = uuid.uuid4()
            for language in LANGUAGES:
                if language in item.texts:
                    page = made(item, language)
                    page.slug, page.translation_key = name, key
                    page.body = [("paragraph", f"<p>{escape(item.texts[language].body)}</p>")]
                    below = Page.objects.get(
                        translation_key=parent.translation_key, locale__language_code=language
                    )
                    page.locale = below.locale
                    below.add_child(instance=page)


def network(item: Item, language: str) -> NetworkPage:
    fields = item.fields(language)
    return NetworkPage(
        title=fields["title"], introduction=fields["introduction"], country=fields["country"]
    )


def article(item: Item, language: str) -> NewsPage:
    fields: dict[str, Any] = item.fields(language)
    return NewsPage(title=fields["title"], summary=fields["summary"], date=fields["date"])
