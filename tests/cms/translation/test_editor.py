"""The translation editor as a page: what it shows, stores and refuses, without its script."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail_localize.machine_translators.dummy import DummyTranslator
from wagtail_localize.models import SegmentOverride, StringTranslation

from cms.terminology.models import Concept, Term
from cms.translation.models import PlannedSlug, SegmentComment
from cms.translation.segments import State, read_segments, save_string
from news.models import NewsPage
from tests import factories
from tests.cms.translation import samples
from tests.cms.translation.helpers import (
    edit_url,
    editor_of,
    fresh,
    messages_of,
    submit,
    type_strings,
)

pytestmark = pytest.mark.django_db

LINKED = '<p>Read <a href="https://example.org/">more</a>.</p>'
TEXTS = {"title": "Дахи", "summary": "Усе про дахи", "body": "Читайте <a1>більше</a1>."}
DUMMY = {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}


@pytest.fixture
def article(tree):
    return factories.news_page(
        tree.news, title="Roofs", summary="All about roofs", body=[("paragraph", LINKED)]
    )


@pytest.fixture
def translation(tree, article):
    return submit(article, tree.locale("uk"))


@pytest.fixture
def target(tree, article):
    return tree.translation_of(article, "uk")


@pytest.fixture
def translator(tree, client, translation):
    """Works in the Ukrainian tree only."""
    user = editor_of(tree.translation_of(tree.home, "uk"), "translator")
    client.force_login(user)
    return user


def units(translation):
    """The segments by the field or block that they stand in."""
    segments = read_segments(translation.source, translation.target_locale)
    return {segment.path.split(".")[0]: segment for segment in segments}


def states(translation):
    return {name: segment.state for name, segment in units(translation).items()}


def form(translation, action="save", **texts):
    """What the browser posts: texts by field, on the state that the page showed."""
    data = {"action": action}
    for name, text in texts.items():
        segment = units(translation)[name]
        data[f"text-{segment.unit_id}"] = text
        data[f"based-on-{segment.unit_id}"] = segment.target_digest
    return data


def row_of(answer, translation, name):
    """The text of one row of the page, and what stands in its field."""
    page = BeautifulSoup(answer.content, "html.parser")
    row = page.find(id=f"unit-{units(translation)[name].unit_id}")
    return " ".join(row.get_text(" ").split()), row.select_one("[data-text]").get_text()


def write(translation, name, html, user=None, **options):
    segment = units(translation)[name]
    return save_string(
        translation.source,
        translation.target_locale,
        segment,
        html,
        user,
        segment.target_digest,
        **options,
    )


def test_it_shows_source_beside_target_with_place_links_and_progress(
    client, translator, translation, target
):
    write(translation, "title", "Дахи")
    answer = client.get(edit_url(target))
    assert "1 of 3 translated" in answer.text
    text, typed = row_of(answer, translation, "body")
    assert "Body › Paragraph" in text and "Read <a1> more </a1>" in text
    assert "https://example.org/" in text and typed == ""
    assert row_of(answer, translation, "title")[1] == "Дахи"


def test_it_brings_no_script_or_style_of_its_own_into_the_page(
    client, translator, translation, target
):
    page = BeautifulSoup(client.get(edit_url(target)).content, "html.parser")
    editor = page.select_one("[data-translation-editor]")
    assert [tag["type"] for tag in editor.select("script")] == ["application/json"]
    assert not editor.select("style, [style]")
    handlers = [name for tag in editor.find_all() for name in tag.attrs if name.startswith("on")]
    assert handlers == []


def test_a_form_is_saved_and_published_without_a_script(client, translator, translation, target):
    answer = client.post(edit_url(target), form(translation, **TEXTS), follow=True)
    assert "3 texts were saved" in messages_of(answer)
    assert StringTranslation.objects.filter(last_translated_by=translator).count() == 3
    assert fresh(target).alias_of_id
    answer = client.post(edit_url(target), form(translation, "publish"), follow=True)
    assert "“Дахи” was published in Ukrainian" in messages_of(answer)
    page = fresh(target)
    assert page.alias_of_id is None and page.live and page.slug == "dakhy"
    assert '<a href="https://example.org/">більше</a>' in str(page.body)


def test_what_is_refused_stays_as_typed_and_holds_nothing_else_up(
    client, translator, translation, target
):
    bad = TEXTS | {"body": "Читайте <a2>більше</a2>."}
    answer = client.post(edit_url(target), form(translation, "publish", **bad))
    text, typed = row_of(answer, translation, "body")
    assert "The original has no link a2." in text and typed == bad["body"]
    assert "Not everything was saved" in messages_of(answer)
    assert states(translation)["title"] == State.TRANSLATED
    assert fresh(target).alias_of_id


def test_two_translators_see_both_texts_and_choose(
    client, translator, translation, target, admin_user
):
    mine = form(translation, title="Покрівлі")
    write(translation, "title", "Дахи", admin_user)
    answer = client.post(edit_url(target), mine)
    text, typed = row_of(answer, translation, "title")
    assert typed == "Покрівлі" and "Дахи" in text and "admin" in text
    assert units(translation)["title"].target_html == "Дахи"
    shown = re.search(r'name="(based-on-[^"]+)" value="([^"]+)"', answer.text)
    unit = units(translation)["title"].unit_id
    again = {f"text-{unit}": "Покрівлі", shown[1]: shown[2], "action": "save"}
    client.post(edit_url(target), again | {"take": unit})
    assert units(translation)["title"].target_html == "Дахи"
    client.post(edit_url(target), again)
    assert units(translation)["title"].target_html == "Покрівлі"


def test_what_nobody_changed_in_an_old_form_overwrites_nothing(
    client, translator, translation, target
):
    write(translation, "title", "Дахи")
    old = form(translation, title="Дахи", summary="Усе")
    write(translation, "title", "Покрівлі")
    assert client.post(edit_url(target), old).status_code == 302
    assert units(translation)["title"].target_html == "Покрівлі"
    assert units(translation)["summary"].target_html == "Усе"


def test_a_text_whose_passage_is_gone_is_handed_back(
    client, translator, article, translation, target
):
    old = form(translation, title="Дахи")
    article.title = "Walls"
    article.save_revision().publish()
    answer = client.post(edit_url(target), old)
    assert "have no place any more" in answer.text
    assert BeautifulSoup(answer.content, "html.parser").select_one(".te-homeless").string == "Дахи"


def test_a_stale_text_shows_what_changed_and_offers_its_old_translation(
    client, translator, article, translation, target
):
    type_strings(translation, title="Дахи")
    client.post(edit_url(target), {f"comment-{units(translation)['title'].unit_id}": "Or стріхи?"})
    translation.save_target(publish=True)
    article.title = "Green roofs"
    article.save_revision().publish()
    translation.refresh_from_db()
    answer = client.get(edit_url(target), {"show": "stale"})
    page = BeautifulSoup(answer.content, "html.parser")
    assert [row["data-state"] for row in page.select("[data-unit]")] == ["stale"]
    assert [part.string for part in page.select("del, ins")] == ["Roofs", "Green roofs"]
    assert page.select_one("[data-suggestion]").string == "Дахи"
    assert "Or стріхи?" in page.select_one(".te-comments").get_text()


def test_the_memory_offers_what_stands_elsewhere_in_the_site(
    tree, client, translator, translation, target
):
    other = factories.news_page(tree.news, title="Roofs")
    type_strings(submit(other, tree.locale("uk")), title="Покрівлі")
    assert (
        "Elsewhere in the site Покрівлі"
        in row_of(client.get(edit_url(target)), translation, "title")[0]
    )


def test_a_machines_suggestions_wait_for_a_person(
    settings, client, translator, translation, target
):
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    write(translation, "summary", "Усе")
    answer = client.post(edit_url(target), form(translation, "suggest"), follow=True)
    assert "2 texts were suggested" in messages_of(answer)
    assert states(translation) == {
        "title": State.SUGGESTED,
        "body": State.SUGGESTED,
        "summary": State.TRANSLATED,
    }
    answer = client.post(edit_url(target), form(translation, "publish"), follow=True)
    assert "2 passages are not translated" in messages_of(answer)
    assert fresh(target).alias_of_id
    confirmed = {f"confirm-{row.unit_id}": "1" for row in units(translation).values()}
    typed = {
        f"text-{row.unit_id}": row.target_html.replace('a id="a1"', "a1").replace("/a>", "/a1>")
        for row in units(translation).values()
    }
    based_on = {f"based-on-{r.unit_id}": r.target_digest for r in units(translation).values()}
    client.post(edit_url(target), {"action": "publish"} | confirmed | typed | based_on)
    assert fresh(target).alias_of_id is None


def test_a_service_that_fails_is_named(
    settings, client, translator, translation, target, monkeypatch
):
    def fail(*args):
        raise OSError

    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    monkeypatch.setattr(DummyTranslator, "translate", fail)
    answer = client.post(edit_url(target), form(translation, "suggest"), follow=True)
    assert "Dummy translator did not answer" in messages_of(answer)
    assert set(states(translation).values()) == {State.MISSING}


def discourage(text, severity, language="uk", use="роми"):
    concept = Concept.objects.create(identifier=f"concept-{text}")
    Term.objects.create(
        concept=concept,
        language=language,
        text=text,
        administrative_status=Term.Status.DEPRECATED,
        severity=severity,
    )
    Term.objects.create(
        concept=concept,
        language=language,
        text=use,
        administrative_status=Term.Status.PREFERRED,
    )
    return concept


def test_terminology_is_shown_beside_the_text_and_keeps_it_from_being_published(
    client, translator, translation, target
):
    concept = discourage("цигани", Term.Severity.BLOCK)
    Term.objects.create(
        concept=concept, language="en", text="roofs", administrative_status=Term.Status.PREFERRED
    )
    texts = TEXTS | {"title": "Дахи, цигани"}
    answer = client.post(edit_url(target), form(translation, "publish", **texts), follow=True)
    assert "цигани" in messages_of(answer) and fresh(target).alias_of_id
    assert answer.redirect_chain == [(f"{edit_url(target)}?show=findings", 302)]
    text, _typed = row_of(answer, translation, "title")
    assert "“цигани” is discouraged. Use: роми." in text
    assert "For “roofs” the agreed term is: роми." in row_of(answer, translation, "summary")[0]
    texts = {"title": "Дахи", "summary": "роми"}
    client.post(edit_url(target), form(translation, "publish", **texts))
    assert fresh(target).alias_of_id is None


def test_words_of_a_quotation_are_kept_with_a_reason_and_published(
    client, translator, translation, target
):
    discourage("цигани", Term.Severity.BLOCK)
    texts = TEXTS | {"title": "Спілка «Цигани» Ужгорода"}
    client.post(edit_url(target), form(translation, **texts))
    key = f"{units(translation)['title'].unit_id}:8"
    answer = client.post(edit_url(target), {"keep": key}, follow=True)
    assert "Say why these words stay" in messages_of(answer)
    why = {"keep": key, f"keep-kind-{key}": "self_designation", f"keep-reason-{key}": "Its name"}
    answer = client.post(edit_url(target), why, follow=True)
    assert "“Цигани” is kept" in messages_of(answer)
    assert "is discouraged" not in row_of(answer, translation, "title")[0]
    client.post(edit_url(target), form(translation, "publish"))
    assert fresh(target).title == texts["title"]


@pytest.mark.parametrize("name", ["all", "open", "missing", "suggested", "findings", "comments"])
def test_a_filter_shows_as_many_texts_as_it_says(client, translator, translation, target, name):
    discourage("Усе", Term.Severity.WARN)
    write(translation, "title", "Дахи", origin="machine")
    write(translation, "summary", "Усе")
    client.post(edit_url(target), {f"comment-{units(translation)['body'].unit_id}": "Hm?"})
    page = BeautifulSoup(client.get(edit_url(target), {"show": name}).content, "html.parser")
    said = page.select_one(".te-filters [aria-current] .te-count").string
    rows = page.select("[data-unit]")
    assert len(rows) == int(said) > 0


def test_a_link_or_picture_is_replaced_in_one_language(
    tree, client, translator, translation, target
):
    segment = translation.source.overridablesegment_set.get()
    own = {f"value-{segment.pk}": "https://example.org/uk"}
    client.post(edit_url(target), form(translation, "publish", **TEXTS) | own)
    assert "https://example.org/uk" in str(fresh(target).body)
    answer = client.post(edit_url(target), {f"value-{segment.pk}": "https://example.org/other"})
    assert "Somebody else has replaced this" in answer.text
    digest = re.search(rf'value-based-on-{segment.pk}" value="(\w+)"', answer.text)[1]
    client.post(
        edit_url(target), {f"value-{segment.pk}": "", f"value-based-on-{segment.pk}": digest}
    )
    assert not SegmentOverride.objects.exists()


def test_a_picture_is_chosen_for_one_language(tree, client, translator, admin_client):
    own = factories.image()
    page = factories.news_page(tree.news, lead_image=factories.image(), lead_image_alt="Roofs")
    translation = submit(page, tree.locale("uk"))
    target = tree.translation_of(page, "uk")
    segment = translation.source.overridablesegment_set.get()
    answer = admin_client.get(edit_url(target))
    assert f'id="value-{segment.pk}-chooser"' in answer.text
    admin_client.post(edit_url(target), {f"value-{segment.pk}": own.pk})
    assert SegmentOverride.objects.get().data == own.pk
    answer = admin_client.post(edit_url(target), {f"value-{segment.pk}": "999999"})
    assert "is not there any more" in answer.text


def test_comments_are_read_by_everybody_concerned_and_settled(
    client, translator, translation, target, admin_client
):
    unit = units(translation)["title"].unit_id
    client.post(edit_url(target), {f"comment-{unit}": "Which roofs?"})
    comment = SegmentComment.objects.get()
    assert (comment.author, comment.text) == (translator, "Which roofs?")
    url = reverse("cms_translation_editor", args=[translation.pk])
    assert "Which roofs?" in admin_client.get(url).text
    admin_client.post(url, {"settle": comment.pk})
    comment.refresh_from_db()
    assert comment.settled_by.username == "admin" and comment.settled_at


def test_an_article_gets_the_address_that_its_translator_gives_it(
    tree, client, translator, translation, target
):
    taken = factories.news_page(tree.news, slug="taken")
    answer = client.post(edit_url(target), {"slug": "taken"})
    assert "Another page has the address “taken”." in answer.text
    client.post(edit_url(target), {"slug": "Зелені дахи"})
    assert PlannedSlug.objects.get().slug == "zeleni-dakhy"
    assert fresh(target).slug != "zeleni-dakhy" != taken.slug
    client.post(edit_url(target), form(translation, "publish", **TEXTS))
    assert fresh(target).slug == "zeleni-dakhy" and not PlannedSlug.objects.exists()


def test_a_section_has_the_address_of_its_source(tree, client, admin_client):
    network = factories.network_page(tree.networks)
    submit(network, tree.locale("uk"))
    answer = admin_client.get(edit_url(tree.translation_of(network, "uk")))
    assert 'name="slug"' not in answer.text


def test_whoever_edits_the_source_reads_along_and_changes_nothing(
    tree, client, article, translation, target
):
    client.force_login(editor_of(tree.news, "editor"))
    url = reverse("cms_translation_editor", args=[translation.pk])
    answer = client.get(url)
    assert "You may read this translation" in answer.text
    assert "readonly" in answer.text and 'value="publish"' not in answer.text
    client.post(url, form(translation, "publish", **TEXTS))
    assert set(states(translation).values()) == {State.MISSING}


def test_a_stranger_reads_nothing(tree, client, translation, target):
    client.force_login(editor_of(factories.network_page(tree.networks), "stranger"))
    unit = units(translation)["title"].unit_id
    for url in (
        edit_url(target),
        reverse("cms_translation_editor", args=[translation.pk]),
        reverse("cms_translation_save_segment", args=[translation.pk, unit]),
    ):
        answer = client.post(url, {"text": "x"})
        assert answer.status_code in (302, 403)
        assert "Roofs" not in client.get(url, follow=True).text
    assert set(states(translation).values()) == {State.MISSING}


def test_a_locked_page_is_not_translated(client, translator, translation, target, admin_user):
    target.locked, target.locked_by = True, admin_user
    target.save()
    answer = client.post(edit_url(target), form(translation, **TEXTS), follow=True)
    assert "locked" in answer.text and "readonly" in answer.text
    (told,) = save_one(client, translation, "title", "Дахи").json()["errors"]
    assert "locked" in told and "<" not in told
    assert set(states(translation).values()) == {State.MISSING}


def save_one(client, translation, name, text, **fields):
    segment = units(translation)[name]
    url = reverse("cms_translation_save_segment", args=[translation.pk, segment.unit_id])
    return client.post(url, {"text": text, "based-on": segment.target_digest} | fields)


def test_the_script_saves_one_text_and_is_told_what_stands_in_the_way(
    client, translator, article, translation, target, admin_user
):
    answer = save_one(client, translation, "title", "Дахи")
    assert answer.status_code == 200
    told = answer.json()
    assert (told["state"], told["done"], told["total"]) == ("translated", 1, 3)
    assert told["digest"] == units(translation)["title"].target_digest
    assert "translated" in told["notes"]
    answer = save_one(client, translation, "body", "<b>x")
    assert (answer.status_code, answer.json()["errors"]) == (422, ["<b> is not closed."])
    write(translation, "title", "Покрівлі", admin_user)
    answer = save_one(client, translation, "title", "Стріхи", **{"based-on": told["digest"]})
    assert answer.status_code == 409
    assert (answer.json()["theirs"], answer.json()["by"]) == ("Покрівлі", "admin")
    gone = units(translation)["title"].unit_id
    article.title = "Walls"
    article.save_revision().publish()
    url = reverse("cms_translation_save_segment", args=[translation.pk, gone])
    assert client.post(url, {"text": "x"}).status_code == 410


def test_the_editor_costs_the_same_for_any_number_of_texts(tree, client, translator):
    counts = []
    for number in (5, 50):
        texts = [
            {"type": "paragraph", "id": samples.block_id(), "value": f"<p>{n} {LINKED}</p>"}
            for n in range(number)
        ]
        image = NewsPage.body.field.stream_block.child_blocks["image"]
        images = [
            {"type": "image", "id": samples.block_id(), "value": samples.sample(image)}
            for n in range(number // 5)
        ]
        page = factories.news_page(tree.news, body=json.dumps(texts + images))
        translation = submit(page, tree.locale("uk"))
        type_strings(translation)
        url = reverse("cms_translation_editor", args=[translation.pk])
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_many_texts_are_shown_page_by_page(tree, client, translator):
    body = [("paragraph", f"<p>Text {number}</p>") for number in range(150)]
    translation = submit(factories.news_page(tree.news, body=body), tree.locale("uk"))
    url = reverse("cms_translation_editor", args=[translation.pk])
    first = client.get(url).text
    assert first.count("data-unit=") == 100 and "Page 1 of 2" in first
    assert "Text 149" in client.get(url, {"p": 2}).text
