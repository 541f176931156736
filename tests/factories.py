"""Builds content for tests. Every function saves what it returns and fills in what is not given."""

import datetime
import io
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db.models import DateField
from django.utils.translation import get_language
from modelcluster.models import get_all_child_relations
from PIL import Image as PillowImage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site
from wagtail.search.backends import get_search_backends
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.models import AllianceProfile, Organisation, SiteSettings
from cms.terminology.models import Concept, Definition, Term, TermForm, TerminologyNote
from cms.translation.aliases import ensure_aliases
from home.models import HomePage
from network.models import (
    Authority,
    MeetingPage,
    NetworkIndexPage,
    NetworkPage,
    Participation,
)
from news.models import NewsIndexPage, NewsPage, Topic
from tests.replay import replay

numbers = count(1)
block_numbers = count(1)


def restart_numbers() -> None:
    """Number from one again: the same test content has the same names, and can be replayed."""
    global numbers, block_numbers
    numbers, block_numbers = count(1), count(1)


def next_block_id() -> uuid.UUID:
    return uuid.UUID(int=(0xB10C << 96) + next(block_numbers), version=4)


@dataclass(frozen=True)
class Tree:
    """A small site: the English pages; the other languages have aliases of them."""

    home: HomePage
    news: NewsIndexPage
    networks: NetworkIndexPage

    def locale(self, code: str) -> Locale:
        return Locale.objects.get(language_code=code)

    def translation_of(self, page: Page, code: str) -> Page:
        return page.get_translation(self.locale(code)).specific


def site_tree(languages: tuple[str, ...] = ("en", "fr", "uk", "rom")) -> Tree:
    """Home, news and networks in English, aliased in the other languages; one default site."""
    return replay(("site_tree", languages), lambda: build_site_tree(languages))


@disable_reference_index_auto_update()  # sections refer to nothing
def build_site_tree(languages: tuple[str, ...]) -> Tree:
    # Before the languages: Wagtail's welcome page would get aliases in them.
    for page in Page.objects.filter(depth=2):
        page.delete()
    for code in languages:
        Locale.objects.get_or_create(language_code=code)
    root = Page.get_first_root_node()
    english = Locale.objects.get(language_code="en")
    home = root.add_child(instance=HomePage(title="Home", slug="en", locale=english))
    news = home.add_child(instance=NewsIndexPage(title="News", slug="news", show_in_menus=True))
    networks = home.add_child(
        instance=NetworkIndexPage(title="Networks", slug="networks", show_in_menus=True)
    )
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost",
        root_page=home,
        site_name="The Alliance",
        is_default_site=True,
    )
    for page in (home, news, networks):
        ensure_aliases(page)
    return Tree(
        home=HomePage.objects.get(alias_of=None),
        news=NewsIndexPage.objects.get(alias_of=None),
        networks=NetworkIndexPage.objects.get(alias_of=None),
    )


@contextmanager
def indexed_once() -> Iterator[None]:
    """Write what is saved in here into Wagtail's search index at the end, not at each saving."""
    saved: dict[tuple[str, str], set[str]] = defaultdict(set)
    with patch("modelsearch.signal_handlers.insert_or_update_object_task") as task:
        task.enqueue = lambda app_label, model_name, pk: saved[app_label, model_name].add(pk)
        yield
    for name, pks in saved.items():
        model = apps.get_model(*name)
        found = list(model.get_indexed_objects().filter(pk__in=pks).order_by("pk"))
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, found)


def add_page(parent: Page, page: Page, aliases: bool = True) -> Any:
    """Add a published page under `parent` with a revision, and its aliases in other languages.

    Returns it as the database has it; `page` itself is not to be used any more.
    """
    parent = Page.objects.get(pk=parent.pk)
    page.locale = parent.locale
    for field in page._meta.concrete_fields:
        if isinstance(field, DateField):  # a test may write it as text
            setattr(page, field.name, field.to_python(getattr(page, field.name)))
    with patch("uuid.uuid4", next_block_id):  # for blocks that were given no id
        content = page.serializable_data()
    if not Page.objects.filter(translation_key=page.translation_key).exists():
        del content["translation_key"]  # made up anew for every page
    name = ("add_page", type(page), parent.pk, aliases, get_language(), repr(content))
    return replay(name, lambda: build_page(parent, page, aliases))


@indexed_once()
def build_page(parent: Page, page: Page, aliases: bool) -> Page:
    with disable_reference_index_auto_update():  # publishing fills it
        added = parent.add_child(instance=page)
        revision = added.save_revision()
    revision.publish()
    if aliases:
        ensure_aliases(added)
    return type(page).objects.get(pk=added.pk)


@indexed_once()
@disable_reference_index_auto_update()
def more_like(page: Page, number: int) -> None:
    """Add `number` published pages with the content of `page` beside it, as rows without revisions.

    For counting queries: they cost a tenth of what `add_page` costs.
    """
    parent = page.get_parent()
    content = page.specific.serializable_data()
    for relation in get_all_child_relations(page.specific_class):
        for row in content.get(relation.get_accessor_name(), ()):
            row["pk"] = None
    content |= {"pk": None, "numchild": 0, "latest_revision": None, "live_revision": None}
    for _ in range(number):
        content |= {"slug": f"{page.slug}-{next(numbers)}", "translation_key": str(uuid.uuid4())}
        parent.add_child(instance=page.specific_class.from_serializable_data(content))


def news_page(parent: Page, aliases: bool = True, **fields: Any) -> NewsPage:
    number = next(numbers)
    topics = fields.pop("topics", [])
    countries = fields.pop("countries", [])
    fields = {
        "title": f"Article {number}",
        "slug": f"article-{number}",
        "date": datetime.date(2019, 2, 26),
        "summary": f"Summary {number}",
        **fields,
    }
    page = NewsPage(**fields)
    for code in countries:
        page.countries.add(NewsPage.countries.rel.related_model(country=code))
    if topics:
        page.topics.add(*topics)
    return add_page(parent, page, aliases)


def network_page(parent: Page, aliases: bool = True, **fields: Any) -> NetworkPage:
    number = next(numbers)
    fields = {
        "title": f"Network {number}",
        "slug": f"network-{number}",
        "country": "UA",
        **fields,
    }
    return add_page(parent, NetworkPage(**fields), aliases)


def meeting_page(parent: Page, aliases: bool = True, **fields: Any) -> MeetingPage:
    number = next(numbers)
    fields = {
        "title": f"Meeting {number}",
        "slug": f"meeting-{number}",
        "start_date": datetime.date(2019, 2, 26),
        "timezone": "Europe/Kyiv",
        "place": "Lviv",
        **fields,
    }
    return add_page(parent, MeetingPage(**fields), aliases)


def topic(slug: str = "", **labels: str) -> Topic:
    """A topic with labels by language code: `topic("housing", en="Housing", fr="Logement")`."""
    slug = slug or f"topic-{next(numbers)}"
    created = Topic(name=slug, slug=slug)
    for language, label in labels.items():
        created.labels.add(Topic.labels.rel.related_model(language=language, label=label))
    created.save()
    return created


@disable_reference_index_auto_update()  # it refers to nothing
def authority(**fields: Any) -> Authority:
    number = next(numbers)
    fields = {
        "key": f"authority-{number}",
        "name": f"Town {number}",
        "kind": "city",
        "country": "UA",
        **fields,
    }
    return Authority.objects.create(**fields)


def participation(number: int, **fields: Any) -> Participation:
    """A participation; `authority` or its fields prefixed with `authority_` may be given."""
    own = {
        key.removeprefix("authority_"): fields.pop(key)
        for key in list(fields)
        if key.startswith("authority_")
    }
    fields.setdefault("authority", None)
    fields["authority"] = fields["authority"] or authority(**own)
    return Participation.objects.create(number=number, **fields)


@lru_cache
def png(size: tuple[int, int]) -> bytes:
    buffer = io.BytesIO()
    PillowImage.new("RGB", size, "#14505c").save(buffer, "PNG")
    return buffer.getvalue()


def image(*, size: tuple[int, int] = (1600, 900), **fields: Any) -> Any:
    """A picture of one colour, so many pixels wide and high."""
    number = next(numbers)
    file = ImageFile(io.BytesIO(png(size)), name=f"picture-{number}.png")
    return get_image_model().objects.create(
        **{"title": f"Picture {number}", "file": file, **fields}
    )


def document(**fields: Any) -> Any:
    number = next(numbers)
    file = ContentFile(b"%PDF-1.4\n%%EOF\n", name=f"document-{number}.pdf")
    return get_document_model().objects.create(
        **{"title": f"Document {number}", "file": file, **fields}
    )


def note(language: str = "en", **fields: Any) -> TerminologyNote:
    locale, _created = Locale.objects.get_or_create(language_code=language)
    fields = {
        "head_term": "Roma and Travellers",
        "text": "<p>The term is used to encompass the wide diversity of groups.</p>",
        "in_force_from": datetime.date(2012, 5, 18),
        **fields,
    }
    return TerminologyNote.objects.create(locale=locale, **fields)


def profile(language: str = "en", **fields: Any) -> AllianceProfile:
    """A profile, chosen in the settings of the default site where there is one."""
    locale, _created = Locale.objects.get_or_create(language_code=language)
    fields = {
        "mission": f"The mission in {language}.",
        "auspices": f"The auspices in {language}.",
        "invitation": f"The invitation in {language}.",
        "contact_email": "contact@example.org",
        **fields,
    }
    created = AllianceProfile.objects.create(locale=locale, **fields)
    site = Site.objects.filter(is_default_site=True).first()
    if site:
        settings = SiteSettings.for_site(site)
        if settings.profile_id is None:
            settings.profile = created
            settings.save()
    return created


def organisation(language: str = "en", **fields: Any) -> Organisation:
    locale, _created = Locale.objects.get_or_create(language_code=language)
    fields = {
        "name": "European Commission against Racism and Intolerance",
        "acronym": "ECRI",
        "description": "<p>A human rights body of the Council of Europe.</p>",
        "website": "https://www.coe.int/ecri",
        **fields,
    }
    return Organisation.objects.create(locale=locale, **fields)


def all_blocks(page: Page | None = None) -> list[dict[str, Any]]:
    """Raw stream data with every block type of a body, each field filled."""
    link = {"label": "A link", "url": "https://example.org/", "page": None}
    inner = {"label": "A page", "url": "", "page": page.pk if page else None}
    values = [
        ("heading", {"text": "A heading", "level": "h2"}),
        (
            "paragraph",
            "<p>Text with <b>bold</b> and <a href='https://example.org/'>a link</a>.</p>",
        ),
        (
            "image",
            {"image": image().pk, "alt_text": "Roofs", "decorative": False, "caption": "A town"},
        ),
        ("quote", {"text": "Words", "attribution": "A mayor", "language": ""}),
        (
            "links",
            {
                "title": "Further reading",
                "links": [
                    {
                        "type": "item",
                        "id": f"00000000-0000-4000-8000-00000000010{n}",
                        "value": value,
                    }
                    for n, value in enumerate(
                        [link, inner, {**link, "label": "No address", "url": ""}]
                    )
                ],
            },
        ),
        ("document", {"document": document().pk, "label": "The text"}),
        ("callout", {"title": "Good to know", "text": "<p>Any authority can join.</p>"}),
        (
            "table",
            {
                "caption": "Participants",
                "columns": [
                    {"type": "text", "heading": "Place"},
                    {"type": "number", "heading": "Number"},
                ],
                "rows": [{"values": ["Tivat", 127]}, {"values": ["Andalusia", 129]}],
            },
        ),
        (
            "video",
            {
                "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
                "title": "A video",
                "transcript": "<p>What is said.</p>",
            },
        ),
    ]
    return [
        {"type": kind, "id": f"00000000-0000-4000-8000-0000000000{n:02}", "value": value}
        for n, (kind, value) in enumerate(values)
    ]


def concept(identifier: str = "", note: TerminologyNote | None = None, **texts: str) -> Concept:
    """A concept with definitions by language code: `concept("roma", en="People who …")`."""
    created = Concept(identifier=identifier or f"concept-{next(numbers)}", note=note)
    created.definitions = [
        Definition(language=language, text=text) for language, text in texts.items()
    ]
    created.save()
    return created


def term(
    text: str,
    language: str = "en",
    forms: tuple[str, ...] = (),
    of: Concept | None = None,
    **fields: Any,
) -> Term:
    """A preferred term, of the concept `of` or one of its own, with further forms."""
    created = Term(concept=of or concept(), language=language, text=text, **fields)
    created.forms = [TermForm(text=form) for form in forms]
    created.save()
    return created
