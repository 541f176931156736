"""Builds the demonstration site in an empty database."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.demo import media, meetings, pages, register, snippets, terms
from cms.demo.content import Item, read_items
from cms.demo.pages import SECTIONS
from cms.demo.shelf import Shelf
from cms.demo.texts import Maker, exempt, translate_item
from cms.translation.aliases import ensure_aliases
from news.models import ImportedItem, NewsPage


def build_demo() -> Shelf:
    """Make all content of the demonstration; accounts are made elsewhere. Raises ContentError."""
    with disable_reference_index_auto_update():
        shelf = build_content()
    call_command("rebuild_references_index", verbosity=0)
    return shelf


def build_content() -> Shelf:
    shelf = Shelf(
        locales=load_locales(),
        images=media.load_images(),
        documents=media.load_documents(),
        topics=snippets.load_topics(),
        authorities=register.load_authorities(),
        # Before the texts, which then have to pass as an editor's do.
        concepts=terms.load_terms(),
    )
    build_sections(shelf)
    build_snippets(shelf)
    snippets.load_consent()
    terms.tie_to_note()
    build_networks(shelf)
    register.load_relations(shelf.authorities, shelf.networks)
    build_news(shelf)
    meetings.tie_articles(shelf)
    return shelf


def load_locales() -> dict[str, Locale]:
    """The languages of the settings by code."""
    return {
        code: Locale.objects.get_or_create(language_code=code)[0]
        for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES
    }


def add_page(parent: Page, page: Page, language: str, shelf: Shelf) -> Page:
    """Put a page under `parent`, read anew: others may have added to it meanwhile."""
    page.locale = shelf.locales[language]
    return Page.objects.get(pk=parent.pk).add_child(instance=page)


def publish(content: Any) -> None:
    """Publish a page or snippet as it is in memory; a page gets its aliases in all languages."""
    content.save_revision().publish()
    if isinstance(content, Page):
        ensure_aliases(content)


def build_sections(shelf: Shelf) -> None:
    """The home and its sections. Their texts link to each other, so that they come second."""
    items = read_items("pages")
    root = Page.get_first_root_node()
    for welcome in root.get_children():
        welcome.delete()
    for name in ("home", *SECTIONS):
        item = items[name]
        page = pages.section_page(item, item.source_language, shelf)
        parent = shelf.pages.get("home", root)
        shelf.pages[name] = add_page(parent, page, item.source_language, shelf)
    point_site_to(shelf.pages["home"])
    for name in shelf.pages:
        item = items[name]
        # Read anew: the home has children by now.
        page = shelf.pages[name] = Page.objects.get(pk=shelf.page(name)).specific
        if hasattr(page, "body"):
            page.body = item.blocks(item.source_language, shelf)
        publish(page)
        translate_item(page, item, pages.section_page, shelf)


def point_site_to(home: Page) -> Site:
    """One site, at the address that the settings name."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    Site.objects.all().delete()
    return Site.objects.create(
        hostname=address.hostname or "localhost",
        port=address.port or (443 if address.scheme == "https" else 80),
        root_page=home,
        site_name=settings.WAGTAIL_SITE_NAME,
        is_default_site=True,
    )


def build_snippets(shelf: Shelf) -> None:
    """Organisations, profile and notes, and the settings that show them."""
    for name, item in read_items("organisations").items():
        shelf.organisations[name] = build_snippet(item, snippets.organisation, shelf)
    texts = read_items("")
    profile = build_snippet(texts["profile"], snippets.profile, shelf)
    for name in sorted(texts.keys() - {"profile"}):
        build_note(texts[name], shelf)
    snippets.load_settings(Site.objects.get(), profile)


def build_note(note: Item, shelf: Shelf) -> None:
    """Publish one version of the note; where a language has a text of its own, as such."""
    own = [language for language, text in note.texts.items() if text.fields.get("own_text")]
    for language in own:
        add_snippet(snippets.note(note, language, shelf), note, language, shelf)
    build_snippet(note.without(*own), snippets.note, shelf)


def add_snippet(snippet: Any, item: Item, language: str, shelf: Shelf) -> Any:
    """Publish `snippet`, which was made from `item`, with the exemptions that the item lists.

    Returns it as readers have it: its translations are made of that, and not out of date at once.
    """
    snippet.locale = shelf.locales[language]
    snippet.live = False
    snippet.save()
    exempt(snippet, item.texts[language].fields.get("exemptions", []))
    publish(snippet)
    return type(snippet).objects.get(pk=snippet.pk)


def build_snippet(item: Item, maker: Maker, shelf: Shelf) -> Any:
    """Publish one snippet and its translations."""
    made = maker(item, item.source_language, shelf)
    snippet = add_snippet(made, item, item.source_language, shelf)
    translate_item(snippet, item, maker, shelf)
    return snippet


def build_page(item: Item, parent: Page, maker: Maker, shelf: Shelf) -> Page:
    """Publish one page and its translations."""
    page = add_page(parent, maker(item, item.source_language, shelf), item.source_language, shelf)
    publish(page)
    translate_item(page, item, maker, shelf)
    return page


def build_networks(shelf: Shelf) -> None:
    """The national networks and their meetings."""
    for name, item in read_items("networks").items():
        index = shelf.pages["networks"]
        shelf.networks[name] = build_page(item, index, pages.network_page, shelf)
    for item in read_items("meetings").values():
        network = shelf.networks[item.fields(item.source_language)["network"]]
        shelf.meetings[item.name] = build_page(item, network, meetings.meeting_page, shelf)


def build_news(shelf: Shelf) -> None:
    """The news, each in the tree of the language that it was first written in."""
    for item in read_items("news").values():
        fields = item.source.fields
        parent = shelf.networks.get(fields.get("network", ""), shelf.pages["news"])
        parent = parent.get_translation(shelf.locales[item.source_language])
        page = build_page(item, parent, pages.news_page, shelf)
        keys = fields.get("authorities", [])
        register.tie_article(page, [shelf.authorities[key] for key in keys])
        if "stale" in fields:
            change_text(page, item, shelf)
        if "legacy_id" in fields or "text_hash" in fields:
            remember_source(page, item)


def change_text(page: NewsPage, item: Item, shelf: Shelf) -> None:
    """Edit the source after it was translated: its translations are then behind."""
    page.body = item.edited(**item.source.fields["stale"]).blocks(item.source_language, shelf)
    publish(page)


def remember_source(page: NewsPage, item: Item) -> None:
    """Note for each language which item of the original site a page retells.

    It is named by its number there or, where that is not known, by the hash of its text, so that
    the import of the item finds its retelling.
    """
    fields = item.source.fields
    legacy_id, text_hash = fields.get("legacy_id"), fields.get("text_hash", "")
    versions = NewsPage.objects.filter(translation_key=page.translation_key, alias_of=None)
    ImportedItem.objects.bulk_create(
        ImportedItem(
            source_key=f"text:{text_hash}" if legacy_id is None else f"legacy:{legacy_id}",
            language=version.locale.language_code,
            legacy_id=legacy_id,
            origin=ImportedItem.Origin.DEMO,
            text_hash=text_hash,
            page=version,
            revision_id=version.latest_revision_id,
        )
        for version in versions.select_related("locale")
    )
