"""What the editor's script is told about the texts of a form, and words that are kept."""

import datetime
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from cms.terminology.editor.checking import MOST_BYTES
from cms.terminology.models import Exemption
from cms.terminology.places import places_of
from news.models import NewsPage
from tests import factories
from tests.cms.terminology.gate_samples import WORDS, block_words
from tests.cms.translation.helpers import editor_of

SENTENCE = f"{WORDS} were named so by others."


@pytest.fixture
def page(tree: factories.Tree) -> NewsPage:
    """A published article, with SENTENCE as the summary of its draft."""
    page = factories.news_page(tree.news, title="A meeting", aliases=False)
    block_words()
    page.summary = SENTENCE
    page.save_revision()
    return page


@pytest.fixture
def editor(page: NewsPage, client: Client) -> Client:
    client.force_login(editor_of(Page.get_first_root_node(), "editor"))
    return client


@pytest.fixture
def stranger(page: NewsPage) -> Client:
    """Somebody who edits another section only."""
    networks = Page.objects.get(slug="networks", locale__language_code="en")
    client = Client()
    client.force_login(editor_of(networks, "stranger"))
    return client


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def ask(
    client: Client, address: str, texts: list[dict[str, str]], dates: dict[str, str] | None = None
) -> Any:
    return client.post(
        reverse("cms_terminology_check"),
        {"address": address, "dates": dates or {}, "texts": texts},
        content_type="application/json",
        headers={"X-Requested-With": "XMLHttpRequest", "Accept": "application/json"},
    )


def text(words: str, path: str = "title", table: str = "") -> dict[str, str]:
    return {"path": path, "table": table, "text": words}


def kept(page: Page, name: str = "kept", *more: int) -> str:
    return reverse(f"cms_terminology_{name}", args=["news", "newspage", page.pk, *more])


def keep(client: Client, page: Page, finding: dict[str, Any], **fields: str) -> Any:
    data = {name: finding[name] for name in ("path", "sentence", "match")}
    return client.post(
        kept(page, "keep"),
        {**data, "kind": "quotation", "reason": "Title of a song", **fields},
        headers={"X-Requested-With": "XMLHttpRequest", "Accept": "application/json"},
    )


def find_in_summary(client: Client, page: Page, words: str = SENTENCE) -> dict[str, Any]:
    return ask(client, edit_address(page), [text(words, "summary")]).json()["findings"][0]


def test_a_finding_says_what_where_why_and_what_to_use_instead(
    page: NewsPage, editor: Client
) -> None:
    answer = ask(editor, edit_address(page), [text("Nothing"), text(f"🎻 {WORDS}", "summary")])
    finding = answer.json()["findings"][0]
    assert (finding["text"], finding["start"], finding["end"]) == (1, 2, 2 + len(WORDS))
    assert finding["label"] == "Stops publishing:"
    assert finding["why"] == "This term is not to be used."
    assert finding["alternatives"] == ["Roma"]
    assert answer.json()["summary"] == "1 term to look at, 1 stops publishing"


def test_the_form_decides_language_and_date(
    page: NewsPage, tree: factories.Tree, editor: Client
) -> None:
    factories.term("gitans", "fr", administrative_status="deprecated")
    factories.term(
        "nomads",
        administrative_status="superseded",
        valid_from=datetime.date(1975, 1, 1),
        valid_to=datetime.date(1983, 12, 31),
    )
    french_news = tree.translation_of(tree.news, "fr")
    new_page = reverse("wagtailadmin_pages:add", args=["news", "newspage", french_news.pk])
    new_note = reverse("wagtailsnippets_cms_terminology_terminologynote:add")
    User.objects.filter(username="editor").update(is_superuser=True)

    def matches(address: str, date: str = "2026-01-01") -> list[str]:
        texts = [text("gitans"), text("nomads")]
        findings = ask(editor, address, texts, {"date": date}).json()["findings"]
        return [finding["match"] for finding in findings]

    assert matches(edit_address(page)) == ["nomads"]
    assert matches(edit_address(page), "1980-05-01") == []
    assert matches(new_page) == ["gitans"]
    assert matches(f"{new_note}?locale=fr") == ["gitans"]
    assert matches(new_note) == ["nomads"]


def test_texts_of_blocks_rows_and_tables_are_named_as_the_gate_names_them(
    page: NewsPage, editor: Client
) -> None:
    page.body = NewsPage.body.field.stream_block.to_python(factories.all_blocks())
    page.save_revision()
    draft = page.get_latest_revision_as_object()
    table = "body.00000000-0000-4000-8000-000000000007"
    cells = [
        text("Participants", table, "caption"),
        text("Place", table, "heading"),
        text("Number", table, "heading"),
        text(WORDS, table, "cell"),
        text(WORDS, table, "cell"),
    ]
    for row in draft.body[7].value.row_data:
        row["values"][0] = WORDS
    findings = ask(editor, edit_address(page), cells).json()["findings"]
    in_cells = [place.path for place in places_of(draft) if place.text == WORDS]
    assert [finding["path"] for finding in findings] == in_cells
    assert len(in_cells) == 2


def test_a_row_of_the_draft_alone_is_named_as_the_gate_names_it(
    page: NewsPage, tree: factories.Tree, editor: Client
) -> None:
    network = factories.network_page(tree.networks, aliases=False)
    for name in ("Lviv", WORDS):
        founder = type(network).founders.rel.related_model
        network.founders.add(founder(name=name, kind="city", locale=network.locale))
    network.save_revision()
    (place,) = [one for one in places_of(network) if one.text == WORDS]
    # The form has no key for such a row, so that its script sends the position.
    asked = ask(editor, edit_address(network), [text(WORDS, "founders.#1.name")])
    assert asked.json()["findings"][0]["path"] == place.path


def test_forms_of_what_is_not_published_are_left_alone(page: NewsPage, editor: Client) -> None:
    for address in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_account"),
        reverse("wagtailadmin_explore", args=[page.pk]),
    ):
        assert ask(editor, address, [text(WORDS)]).status_code == 204


def test_many_texts_cost_no_more_queries_than_one(page: NewsPage, editor: Client) -> None:
    def queries(count: int) -> int:
        texts = [text(WORDS, f"text-{number}") for number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            assert len(ask(editor, edit_address(page), texts).json()["findings"]) == count
        return len(captured)

    queries(1)
    assert queries(50) == queries(5)


def test_what_cannot_be_read_is_refused_in_words(page: NewsPage, editor: Client) -> None:
    address = reverse("cms_terminology_check")
    too_long = ask(editor, edit_address(page), [text("a" * MOST_BYTES)])
    assert too_long.status_code == 413
    assert "too long" in too_long.json()["error"]
    for body in ("", "[]", '{"address": 1}', "\0", '{"address": "/", "dates": {}, "texts": [{}]}'):
        answer = editor.post(address, body, content_type="application/json")
        assert answer.status_code == 400
        assert answer.json()["error"]
    assert editor.get(address).status_code == 405


def test_only_who_may_edit_the_page_learns_what_is_found_and_kept(
    page: NewsPage, editor: Client, stranger: Client
) -> None:
    finding = find_in_summary(editor, page)
    assert ask(stranger, edit_address(page), [text(WORDS)]).status_code == 403
    for client in (stranger, Client()):
        assert client.get(kept(page)).status_code == 302
    assert keep(stranger, page, finding).status_code == 403
    assert ask(Client(), edit_address(page), [text(WORDS)]).status_code in (302, 403)
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(User.objects.get(username="editor"))
    assert ask(careful, edit_address(page), [text(WORDS)]).status_code == 403
    assert not Exemption.objects.exists()


def test_words_are_kept_with_a_reason_and_found_again_once_that_is_revoked(
    page: NewsPage, editor: Client
) -> None:
    finding = find_in_summary(editor, page)
    assert keep(editor, page, finding).status_code == 200

    found = find_in_summary(editor, page)
    assert "Title of a song (editor" in found["exemption"]["description"]
    shown = editor.get(kept(page)).content.decode()
    assert "Kept as quotation: Title of a song (editor" in shown
    assert SENTENCE in shown
    assert "No terms to look at" in shown
    page.get_latest_revision().publish()

    # The exemption was of that sentence, at that place.
    assert find_in_summary(editor, page, f"So {SENTENCE}")["exemption"] is None
    elsewhere = ask(editor, edit_address(page), [text(SENTENCE, "title")]).json()
    assert elsewhere["findings"][0]["exemption"] is None

    assert editor.post(found["exemption"]["revoke_url"]).status_code == 302
    assert find_in_summary(editor, page)["exemption"] is None
    assert "1 stops publishing" in editor.get(kept(page)).content.decode()


def test_keeping_asks_for_a_reason_and_for_what_is_saved(page: NewsPage, editor: Client) -> None:
    finding = find_in_summary(editor, page)
    no_reason = keep(editor, page, finding, reason="  ")
    assert no_reason.json()["error"] == "Say why these words stay."
    unsaved = keep(editor, page, find_in_summary(editor, page, f"{WORDS} sang."))
    assert "save the draft first" in unsaved.json()["error"]
    assert [no_reason.status_code, unsaved.status_code] == [400, 400]
    data = {name: finding[name] for name in ("path", "sentence", "match")}
    without_script = editor.post(kept(page, "keep"), {**data, "kind": "quotation"}, follow=True)
    assert "Say why these words stay." in without_script.content.decode()
    assert not Exemption.objects.exists()


def test_an_exemption_of_one_page_is_not_revoked_through_another(
    page: NewsPage, tree: factories.Tree, editor: Client
) -> None:
    keep(editor, page, find_in_summary(editor, page))
    other = factories.news_page(tree.news, aliases=False)
    exemption = Exemption.objects.get()
    assert editor.post(kept(other, "revoke", exemption.pk)).status_code == 404
    assert Exemption.objects.exists()


def test_who_may_write_but_not_publish_sees_findings_and_keeps_nothing(
    page: NewsPage, client: Client
) -> None:
    writer = editor_of(page, "writer")
    publish = Permission.objects.get(content_type__app_label="wagtailcore", codename="publish_page")
    writer.groups.get().page_permissions.filter(permission=publish).delete()
    client.force_login(writer)
    answer = ask(client, edit_address(page), [text(SENTENCE, "summary")]).json()
    assert not answer["may_keep"]
    assert answer["findings"]
    assert keep(client, page, answer["findings"][0]).status_code == 403
    assert "Keep with a reason" not in client.get(kept(page)).content.decode()


def test_the_form_loads_the_scripts_in_the_language_of_its_editor(
    page: NewsPage, editor: Client
) -> None:
    form = editor.get(edit_address(page)).content.decode()
    for name in ("texts", "findings", "editor"):
        assert f"cms/js/terminology-{name}.js" in form
    assert f'"checkUrl": "{reverse("cms_terminology_check")}"' in form
    assert kept(page) in form
    assert settings.LANGUAGE_CODE == "en"
    assert "Keep with a reason" in form
