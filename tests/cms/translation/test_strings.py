"""Translating by example: what the demo and imports use."""

import pytest
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from cms.translation.pairing import StructureError
from cms.translation.strings import translate
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
