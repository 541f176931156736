import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from news.models import ImportedItem, NewsPage
from tests.factories import Tree, news_page
from tests.news.import_helpers import (
    ECRI,
    FRENCH,
    LVIV,
    META,
    article_of,
    database_state,
    dump,
    import_news,
    meta_file,
)

pytestmark = pytest.mark.django_db


def paragraphs(page: NewsPage) -> list[str]:
    """The paragraphs that a reader sees in the body."""
    html = "".join(str(block.value.source) for block in page.body)
    return [strip_tags(part).replace("&amp;", "&") for part in html.split("</p>") if part]


def imported(language: str = "en") -> NewsPage:
    item = ImportedItem.objects.get(language=language)
    return NewsPage.objects.get(pk=item.page_id)


@pytest.mark.parametrize(
    ("seed", "day", "links"),
    [(LVIV, datetime.date(2019, 2, 26), []), (ECRI, datetime.date(2014, 5, 23), ["ECRI website"])],
)
def test_a_seed_comes_in_word_for_word(
    tree: Tree, client: Client, seed: Path, day: datetime.date, links: list[str]
) -> None:
    answer = import_news(seed, meta=META, publish=True)

    assert answer.succeeded, answer.err
    page = imported()
    title, *text = article_of(seed, lines_of_furniture=9)
    assert page.live
    assert page.title == title
    assert paragraphs(page) == [line for line in text if not line.startswith("Link:")]
    assert page.date == day
    assert [(link.value["label"], link.value["url"]) for link in page.links] == [
        (label, "") for label in links
    ]
    html = client.get(page.url).content.decode()
    assert title.replace("'", "&#x27;") in html
    assert "Join the Alliance\n\nIf you wish" not in html


def test_both_seeds_come_in_once_and_a_second_run_imports_none(tree: Tree) -> None:
    import_news(LVIV, ECRI, meta=META, publish=True, with_furniture=True)
    before = database_state()
    again = import_news(LVIV, ECRI, meta=META, publish=True, with_furniture=True)

    assert again.succeeded
    assert "News: imported 0, unchanged 2\nFurniture: imported 0, unchanged 2\n" in again.out
    assert database_state() == before
    assert NewsPage.objects.filter(locale=tree.locale("en")).count() == 2


def test_an_imported_page_has_an_address_in_every_language(tree: Tree, client: Client) -> None:
    import_news(ECRI, meta=META, publish=True)

    versions = imported().get_translations(inclusive=True).live()
    assert {version.locale.language_code for version in versions} == {"en", "fr", "uk", "rom"}
    assert all(client.get(version.url).status_code == 200 for version in versions)


def test_a_date_that_is_only_the_events_is_reported(tree: Tree) -> None:
    assert "the date is that of the event" in import_news(ECRI, meta=META, publish=True).out


def test_the_event_comes_from_the_meta_file_only(tree: Tree, tmp_path: Path) -> None:
    import_news(ECRI, meta=META, publish=True)
    import_news(LVIV, date="2019-02-20", publish=True)

    by_title = {page.title[:8]: page for page in NewsPage.objects.filter(alias_of=None)}
    ecri, lviv = by_title["Alliance"], by_title["Local ac"]
    assert (ecri.event_from.day, ecri.event_to.day, ecri.event_place) == (22, 23, "Strasbourg")
    assert (lviv.event_from, lviv.event_place) == (None, "")


def test_without_a_date_the_page_stays_a_draft_that_says_so(
    tree: Tree, admin_client: Client
) -> None:
    answer = import_news(ECRI, publish=True)

    page = imported()
    assert (page.live, page.date) == (False, None)
    assert "no date is known" in answer.out
    assert "22-23 May 2014" in answer.out
    assert admin_client.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200
    editor = admin_client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Nobody knows the date yet" in editor
    history = admin_client.get(f"/admin/pages/{page.pk}/history/").content.decode()
    assert "No date is known" in history


def test_the_same_file_asks_no_more_for_a_date_that_the_page_has(tree: Tree) -> None:
    import_news(ECRI, date="2014-05-23")

    assert "no date is known" not in import_news(ECRI).out


def test_of_a_date_readers_see_what_is_known(tree: Tree, client: Client) -> None:
    import_news(FRENCH, date="2013-06", publish=True)

    assert ">juin 2013</time>" in client.get(imported("fr").url).content.decode()


def test_a_draft_without_a_date_cannot_be_published_by_hand(
    tree: Tree, admin_client: Client
) -> None:
    import_news(ECRI)
    page = imported()
    address = f"/admin/pages/{page.pk}/edit/"
    form = querydict_from_html(admin_client.get(address).content.decode(), form_id="page-edit-form")
    # The blocks of an article are put into the form by a script.
    streams = {name: streamfield([]) for name in ("body", "links", "documents")}
    form.update(nested_form_data(streams))
    form["action-publish"] = "1"
    assert admin_client.post(address, form).status_code == 200
    page.refresh_from_db()
    assert not page.live

    form["date"] = "2014-05-23"
    assert admin_client.post(address, form).status_code == 302
    page.refresh_from_db()
    assert page.live


def test_a_draft_is_published_as_soon_as_the_meta_file_has_its_date(tree: Tree) -> None:
    import_news(ECRI, publish=True)
    answer = import_news(ECRI, meta=META, publish=True)

    page = imported()
    assert page.live
    assert page.date == datetime.date(2014, 5, 23)
    assert "imported 0, published, imported before 1" in answer.out


def test_link_addresses_come_from_the_meta_file(tree: Tree, tmp_path: Path) -> None:
    meta = meta_file(
        tmp_path, "file,link_addresses,date", f"{ECRI.name},https://www.coe.int/ecri,2014-05-23"
    )
    answer = import_news(ECRI, meta=meta)

    links = imported().get_latest_revision_as_object().links
    assert links[0].value["url"] == "https://www.coe.int/ecri"
    assert "no address" not in answer.out


def test_a_link_without_address_is_reported(tree: Tree) -> None:
    assert "“ECRI website” has no address" in import_news(ECRI, meta=META).out


def test_a_photo_credit_is_told_from_the_text(tree: Tree, tmp_path: Path) -> None:
    file = dump(tmp_path, "page.txt", "Title", "Text.", "Photo: Council of Europe", "More text.")
    answer = import_news(file, date="2014-05-23")

    assert paragraphs(imported()) == ["Text.", "More text.", "Photo: Council of Europe"]
    assert "the photo is missing" in answer.out


def test_text_that_looks_like_markup_stays_text(tree: Tree, tmp_path: Path) -> None:
    file = dump(tmp_path, "page.txt", "Title", "Cities & <b>regions</b>.")
    import_news(file, date="2014-05-23")

    assert "Cities &amp; &lt;b&gt;regions&lt;/b&gt;." in str(imported().body[0].value.source)


def test_the_french_page_has_its_own_language_number_and_no_breadcrumb(tree: Tree) -> None:
    import_news(FRENCH, date="2013-06-12", publish=True)

    page = imported("fr")
    title, *text = article_of(FRENCH, lines_of_furniture=9)
    assert title == "120 collectivités territoriales membres de l’Alliance"
    assert (page.title, page.locale.language_code) == (title, "fr")
    assert paragraphs(page) == text
    assert ImportedItem.objects.get().source_key == "legacy:62"


def test_a_changed_file_of_a_known_number_becomes_a_draft_of_its_page(
    tree: Tree, tmp_path: Path
) -> None:
    import_news(dump(tmp_path, "en-7.txt", "Title", "Text."), date="2014-05-23", publish=True)
    changed = dump(tmp_path, "en-7.txt", "Title", "Better text.")
    answer = import_news(changed, date="2014-05-23", publish=True)
    again = import_news(changed, date="2014-05-23", publish=True)

    page = imported()
    assert NewsPage.objects.filter(alias_of=None).count() == 1
    assert paragraphs(page) == ["Text."]
    assert paragraphs(page.get_latest_revision_as_object()) == ["Better text."]
    assert "a draft of its page 1" in answer.out
    assert "unchanged 1" in again.out


def test_what_an_editor_changed_is_not_touched_by_the_same_file(tree: Tree) -> None:
    import_news(ECRI, meta=META, publish=True)
    page = imported()
    page.title = "A title of the editor"
    page.save_revision().publish()
    before = database_state()
    answer = import_news(ECRI, meta=META, publish=True)

    assert "unchanged 1" in answer.out
    assert imported().title == "A title of the editor"
    assert database_state() == before


def test_an_item_stays_the_same_when_its_number_becomes_known(tree: Tree, tmp_path: Path) -> None:
    import_news(ECRI, date="2014-05-23", publish=True)
    meta = meta_file(tmp_path, "file,legacy_id,date", f"{ECRI.name},300,2014-05-23")
    with_number = import_news(ECRI, meta=meta, publish=True)
    without = import_news(ECRI, date="2014-05-23", publish=True)

    assert "unchanged 1" in with_number.out
    assert "unchanged 1" in without.out
    assert ImportedItem.objects.get().source_key == "legacy:300"


def test_two_languages_of_one_number_are_translations_of_each_other(
    tree: Tree, tmp_path: Path
) -> None:
    english = dump(tmp_path, "en-62.txt", "120 participants", "The department has joined.")
    import_news(english, FRENCH, date="2013-06-12", publish=True)

    pages = {language: imported(language) for language in ("en", "fr")}
    assert pages["en"].translation_key == pages["fr"].translation_key
    assert [page.alias_of_id for page in pages.values()] == [None, None]
    assert [page.live for page in pages.values()] == [True, True]
    assert pages["fr"].title.startswith("120 collectivités")
    assert pages["fr"].slug == "120-collectivites-territoriales-membres-de-lalliance"


def test_an_address_that_showed_the_other_language_leads_to_the_new_one(
    tree: Tree,
    tmp_path: Path,
    client: Client,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    english = dump(tmp_path, "en-62.txt", "120 participants", "The department has joined.")
    import_news(english, date="2013-06-12", publish=True)
    old_url = imported("en").get_translation(tree.locale("fr")).url
    with django_capture_on_commit_callbacks(execute=True):
        import_news(FRENCH, date="2013-06-12", publish=True)

    new_url = imported("fr").url
    assert old_url != new_url
    assert client.get(old_url, follow=True).redirect_chain == [(new_url, 301)]
    assert client.get("/fr/page/62-anything.html")["Location"] == new_url


def test_a_ukrainian_title_gets_an_address_in_latin_letters(tree: Tree, tmp_path: Path) -> None:
    (tmp_path / "lviv.uk.md").write_text(
        "---\ntitle: Місцеві заходи з безпеки ромів\n---\nТекст.\n", encoding="utf-8"
    )
    import_news(tmp_path)

    assert imported("uk").slug == "mistsevi-zakhody-z-bezpeky-romiv"


def test_an_address_that_shows_the_other_language_is_kept_until_the_page_is_published(
    tree: Tree, tmp_path: Path, client: Client
) -> None:
    english = dump(tmp_path, "en-62.txt", "120 participants", "The department has joined.")
    import_news(english, date="2013-06-12", publish=True)
    answer = import_news(FRENCH)

    alias = imported("en").get_translation(tree.locale("fr"))
    assert "left alone 1" in answer.out
    assert client.get(alias.url).status_code == 200
    assert alias.alias_of_id is not None


def test_a_translation_made_by_hand_is_reported_not_replaced(tree: Tree, tmp_path: Path) -> None:
    english = dump(tmp_path, "en-62.txt", "120 participants", "The department has joined.")
    import_news(english, date="2013-06-12", publish=True)
    french = imported("en").get_translation(tree.locale("fr")).specific
    french.alias_of = None
    french.title = "Traduit à la main"
    french.save()
    answer = import_news(FRENCH, date="2013-06-12", publish=True)

    french.refresh_from_db()
    assert "translates this item already" in answer.out
    assert french.title == "Traduit à la main"


def test_a_dry_run_says_what_would_happen_and_writes_nothing(tree: Tree) -> None:
    before = database_state()
    answer = import_news(LVIV, ECRI, meta=META, publish=True, with_furniture=True, dry_run=True)

    assert "News: imported 2\nFurniture: imported 2\n" in answer.out
    assert "Nothing was written" in answer.out
    assert database_state() == before


def test_markdown_with_front_matter_comes_in(tree: Tree, tmp_path: Path) -> None:
    (tmp_path / "athens.fr.md").write_text(
        "---\ntitle: Réunion à Athènes\ndate: 2018-04-12\nsummary: Résumé\nlegacy_id: 260\n"
        "event: {from: 2018-04-12, to: 2018-04-12, place: Athènes}\n"
        "links:\n  - {label: KEDE, url: ''}\n---\nTexte **important**.\n\n## Suite\n",
        encoding="utf-8",
    )
    answer = import_news(tmp_path, publish=True)

    assert answer.succeeded, answer.err
    page = imported("fr")
    assert (page.title, page.summary, page.event_place) == (
        "Réunion à Athènes",
        "Résumé",
        "Athènes",
    )
    assert page.live
    assert [block.block_type for block in page.body] == ["paragraph", "heading"]
    assert ImportedItem.objects.get().legacy_id == 260


def test_a_title_that_is_there_already_gets_an_address_of_its_own(
    tree: Tree, tmp_path: Path
) -> None:
    news_page(tree.news, title="Title", slug="title")
    answer = import_news(dump(tmp_path, "page.txt", "Title", "Text."), date="2014-05-23")

    assert answer.succeeded, answer.err
    assert imported().slug != "title"
