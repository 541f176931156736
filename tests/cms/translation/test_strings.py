"""Translating by example: what the demo and imports use."""

import json

import pytest
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from cms.translation.pairing import StructureError
from cms.translation.strings import translate
from network.models import NetworkPage
from news.models import NewsPage
from tests import factories

pytestmark = pytest.mark.django_db


def blocks(*texts):
    return [("paragraph", f"<p>{text}</p>") for text in texts]


def test_the_alias_becomes_the_translation_at_the_same_address_row(tree):
    article = factories.news_page(tree.news, title="Roofs", body=blocks("One", "Two"))
    alias = tree.translation_of(article, "uk")
    like = NewsPage(
        title="Дахи",
        summary="Стисло",
        slug="dakhy",
        awaiting_review=True,
        body=blocks("Раз", "Два"),
    )
    target = translate(article, tree.locale("uk"), like)
    assert target.pk == alias.pk
    target = NewsPage.objects.get(pk=alias.pk)
    assert (target.title, target.slug, target.live, target.alias_of_id) == (
        "Дахи",
        "dakhy",
        True,
        None,
    )
    assert target.date == article.date
    assert target.awaiting_review
    assert "Раз" in str(target.body[0].value) and "Два" in str(target.body[1].value)
    assert StringTranslation.objects.filter(data="Дахи", locale=target.locale).exists()


def test_structures_that_differ_are_named(tree):
    article = factories.news_page(tree.news, body=blocks("One", "Two"))
    like = NewsPage(title="Дахи", summary="Стисло", slug="dakhy", body=blocks("Раз"))
    with pytest.raises(StructureError, match="body"):
        translate(article, tree.locale("uk"), like)
    assert Page.objects.get(pk=tree.translation_of(article, "uk").pk).alias_of_id == article.pk


def test_links_are_paired_by_address_whatever_their_order(tree):
    source = "<a href='https://a.org/'>A</a> and <a href='https://b.org/'>B</a>"
    turned = "<a href='https://b.org/'>Б</a> та <a href='https://a.org/'>А</a>"
    article = factories.news_page(tree.news, body=blocks(source))
    like = NewsPage(title="Т", summary="С", slug="t", body=blocks(turned))
    target = translate(article, tree.locale("uk"), like)
    html = str(target.specific.body[0].value)
    assert '<a href="https://b.org/">Б</a> та <a href="https://a.org/">А</a>' in html


def test_a_snippet_is_translated_and_published(tree):
    organisation = factories.organisation()
    like = type(organisation)(
        name="Commission", acronym="ECRI", description="<p>Un organe.</p>", website=""
    )
    target = translate(organisation, tree.locale("fr"), like)
    assert target.live and target.locale.language_code == "fr"
    assert target.name == "Commission" and target.website == organisation.website


def test_links_that_lead_elsewhere_in_this_language_do(tree):
    links = [("link", {"label": "Text", "url": "https://a.org/en", "page": None})]
    article = factories.news_page(
        tree.news, links=links, body=blocks("<a href='https://b.org/en'>B</a>")
    )
    theirs = [("link", {"label": "Texte", "url": "https://a.org/fr", "page": None})]
    like = NewsPage(
        title="T",
        summary="S",
        slug="t",
        links=theirs,
        body=blocks("<a href='https://b.org/fr'>Б</a>"),
    )
    target = translate(article, tree.locale("fr"), like)
    assert target.links[0].value["url"] == "https://a.org/fr"
    assert '<a href="https://b.org/fr">Б</a>' in str(target.body[0].value)


def test_a_link_that_the_source_has_not_is_refused(tree):
    article = factories.news_page(tree.news, body=blocks("None"))
    like = NewsPage(title="T", summary="S", slug="t", body=blocks("<a href='https://b.org/'>Б</a>"))
    with pytest.raises(StructureError, match="link"):
        translate(article, tree.locale("fr"), like)


def table(*cells):
    columns = [{"type": "text", "heading": "Place"}]
    rows = [{"values": [cell]} for cell in cells]
    return [{"type": "table", "value": {"caption": "C", "columns": columns, "rows": rows}}]


def translated_table(tree, source, cells):
    body = NewsPage._meta.get_field("body").to_python
    article = factories.news_page(tree.news, body=json.dumps(table(*source)))
    like = NewsPage(title="T", summary="S", slug="t", body=body(json.dumps(table(*cells))))
    target = translate(article, tree.locale("fr"), like)
    return article, target


def cells_of(page):
    return [row["values"][0] for row in page.body[0].value.row_data]


def test_equal_cells_can_be_translated_differently_and_different_ones_alike(tree):
    cells = ["ville", "cité", "ville"]
    _article, target = translated_table(tree, ["city", "city", "town"], cells)
    assert cells_of(target) == cells


def test_a_row_that_is_inserted_keeps_the_translations_of_the_others(tree):
    article, target = translated_table(tree, ["city", "town"], ["ville", "bourg"])
    raw = table("new", "city", "town")
    raw[0]["id"] = article.body[0].id
    article.body = json.dumps(raw)
    article.save_revision().publish()
    draft = Translation.objects.get().source.get_ephemeral_translated_instance(
        target.locale, fallback=True
    )
    assert cells_of(draft) == ["new", "ville", "bourg"]


def test_children_of_a_network_are_paired_in_order(tree):
    founder = NetworkPage.founders.rel.related_model
    network = factories.network_page(tree.networks, title="Ukraine", slug="ukraine")
    for name in ("Lviv", "Uzhhorod"):
        network.founders.add(founder(name=name, kind="city", locale=network.locale))
    network.save_revision().publish()
    like = NetworkPage(title="Україна", slug="x")
    like.founders = [founder(name=name, kind="region") for name in ("Львів", "Ужгород")]
    target = translate(network, tree.locale("uk"), like)
    assert [(row.name, row.kind) for row in target.founders.all()] == [
        ("Львів", "city"),
        ("Ужгород", "city"),
    ]
    assert target.slug == "ukraine"


def test_translating_again_replaces_the_texts(tree):
    article = factories.news_page(tree.news, body=blocks("One"))
    for text in ("Раз", "Один"):
        like = NewsPage(title="Т", summary="С", slug="t", body=blocks(text))
        target = translate(article, tree.locale("uk"), like)
    assert "Один" in str(target.body[0].value)
    assert target.get_translations(inclusive=True).count() == 4


def test_a_draft_translation_leaves_the_alias(tree):
    article = factories.news_page(tree.news, title="Roofs")
    like = NewsPage(title="Дахи", summary="С", slug="dakhy")
    target = translate(article, tree.locale("uk"), like, publish=False)
    assert (target.alias_of_id, target.title) == (article.pk, "Roofs")
