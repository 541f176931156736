"""The same articles in two sites, ours and a stock one. usage: python -m benchmarks.articles

Fills the database of the settings that DJANGO_SETTINGS_MODULE names, which is empty, and prints the
primary key of an article.
"""

import datetime
import io
import json
import uuid
from typing import Any

import django
from django.conf import settings
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import connection

NUMBER = 6_000
LANGUAGES = ("en", "fr")
TOPICS = ("housing", "education", "health")
LATEST = datetime.date(2026, 10, 1)
TITLE = "Roofs over all heads"
SUMMARY = "A town builds houses for the families that have lived in barracks. An example."
PARAGRAPH = (
    "<p>The houses stand <b>in the middle</b> of the town, beside the school, and not behind the"
    ' railway, where the barracks were. <a linktype="page" id="{page}">The others</a> look at'
    ' <a href="https://example.org/">how it was done</a>, and at what it cost.</p>'
)


def body(page: int, image: int) -> str:
    """A text of usual length, as a stream field stores it."""
    values: list[tuple[str, Any]] = [
        ("heading", {"text": "How it began", "level": "h2"}),
        *[("paragraph", PARAGRAPH.format(page=page))] * 3,
        (
            "image",
            {"image": image, "alt_text": "Roofs", "decorative": False, "caption": "A street"},
        ),
        *[("paragraph", PARAGRAPH.format(page=page))] * 3,
        ("quote", {"text": "Nobody asked where we came from.", "attribution": "A tenant"}),
        ("heading", {"text": "What comes next", "level": "h2"}),
        *[("paragraph", PARAGRAPH.format(page=page))] * 2,
    ]
    return json.dumps(
        [
            {"type": kind, "id": str(uuid.UUID(int=number)), "value": value}
            for number, (kind, value) in enumerate(values, start=1)
        ]
    )


def fill_ours() -> int:
    """Articles under the news of a site of this product."""
    from cms.renditions import all_specs
    from news.models import NewsPage, NewsPageCountry, NewsPageTopic
    from tests import factories

    tree = factories.site_tree(languages=LANGUAGES)
    factories.profile()
    factories.note()
    image = factories.image()
    # In the background of a real site, before readers ask.
    image.get_renditions(*all_specs(image))
    first = factories.news_page(
        tree.news,
        slug="first",
        title=TITLE,
        summary=SUMMARY,
        body=body(tree.news.pk, image.pk),
        lead_image=image,
        lead_image_alt="Roofs",
    )
    # As if it had been translated: the other site has two texts too.
    NewsPage.objects.filter(translation_key=first.translation_key).update(alias_of=None)
    multiply(first)
    topics = [factories.topic(slug, en=slug.title(), fr=slug.title()) for slug in TOPICS]
    pages = dated(NewsPage)
    NewsPageTopic.objects.bulk_create(
        NewsPageTopic(content_object=page, tag=topics[number % 3])
        for number, page in enumerate(pages)
    )
    NewsPageCountry.objects.bulk_create(NewsPageCountry(page=page, country="UA") for page in pages)
    return int(first.pk)


def fill_stock() -> int:
    """Articles under the homes of a stock site."""
    from PIL import Image as PillowImage
    from taggit.models import Tag
    from wagtail.images.models import Image
    from wagtail.models import Locale, Page, Site

    from benchmarks.stock.models import Article, ArticleTag

    root = Page.get_first_root_node()
    Page.objects.filter(depth=2).delete()
    root.refresh_from_db()
    english, french = (Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES)
    home = root.add_child(instance=Page(title="Home", slug="home", locale=english))
    home.copy_for_translation(french).save_revision().publish()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
    )
    buffer = io.BytesIO()
    PillowImage.new("RGB", (1600, 900), "#14505c").save(buffer, "PNG")
    image = Image.objects.create(
        title="Picture", file=ImageFile(io.BytesIO(buffer.getvalue()), name="picture.png")
    )
    first = home.add_child(
        instance=Article(
            title=TITLE,
            slug="first",
            date=LATEST,
            summary=SUMMARY,
            lead_image=image,
            body=body(home.pk, image.pk),
            locale=english,
        )
    )
    first.save_revision().publish()
    first.copy_for_translation(french).save_revision().publish()
    multiply(first)
    tags = [Tag.objects.create(name=slug, slug=slug) for slug in TOPICS]
    ArticleTag.objects.bulk_create(
        ArticleTag(content_object=page, tag=tags[number % 3])
        for number, page in enumerate(dated(Article))
    )
    return int(first.pk)


def multiply(first: Any) -> None:
    """NUMBER articles in each language."""
    from wagtail.models import Page

    from benchmarks.rows import copy_pages

    keys = [uuid.uuid4() for _number in range(NUMBER - 1)]
    for version in Page.objects.filter(translation_key=first.translation_key):
        copy_pages(version, keys, {})


def dated(model: Any) -> list[Any]:
    """The articles in the order of their keys, two on each day in each language."""
    found: list[Any] = []
    for language in LANGUAGES:
        pages = list(model.objects.filter(locale__language_code=language).order_by("pk"))
        for number, page in enumerate(pages):
            page.date = LATEST - datetime.timedelta(days=number // 2)
        model.objects.bulk_update(pages, ["date"], batch_size=500)
        found += pages
    return found


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    is_stock = settings.SETTINGS_MODULE == "benchmarks.stock.settings"
    key = fill_stock() if is_stock else fill_ours()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(key)


if __name__ == "__main__":
    main()
