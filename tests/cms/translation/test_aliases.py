"""Every page has an address in every language, by one service."""

import pytest
from wagtail.models import Locale, Page

from cms.translation import aliases
from cms.translation.aliases import ensure_aliases, ensure_all_aliases
from news.models import NewsPage
from tests import factories

pytestmark = pytest.mark.django_db


def languages_of(page):
    return sorted(
        page.get_translations(inclusive=True).values_list("locale__language_code", flat=True)
    )


def test_a_new_article_has_an_alias_in_every_other_language(tree):
    article = factories.news_page(tree.news, aliases=False)
    made = ensure_aliases(article)
    assert sorted(page.locale.language_code for page in made) == ["fr", "rom", "uk"]
    assert {page.alias_of_id for page in made} == {article.pk}
    assert {page.get_parent().specific for page in made} == set(tree.news.get_translations())


def test_a_second_call_makes_nothing(tree):
    article = factories.news_page(tree.news)
    assert ensure_aliases(article) == []
    assert ensure_all_aliases() == 0


def test_a_ukrainian_article_under_an_alias_reaches_the_other_trees(tree):
    ukrainian_index = tree.translation_of(tree.news, "uk")
    article = factories.news_page(ukrainian_index, slug="novyna")
    english = tree.translation_of(article, "en")
    assert english.alias_of_id == article.pk
    assert english.get_parent().specific == tree.news


def test_an_alias_asks_for_the_aliases_of_its_source(tree):
    article = factories.news_page(tree.news)
    article.get_translation(tree.locale("uk")).delete()
    made = ensure_aliases(article.get_translation(tree.locale("fr")))
    assert [page.alias_of_id for page in made] == [article.pk]


def test_parents_that_a_new_language_lacks_come_first(tree):
    article = factories.news_page(tree.news)
    greek = Locale.objects.create(language_code="el")
    made = ensure_aliases(article)
    assert [type(page).__name__ for page in made] == ["HomePage", "NewsIndexPage", "NewsPage"]
    assert {page.locale for page in made} == {greek}


def test_pages_come_to_a_new_language_in_the_order_of_their_source(tree):
    slugs = [factories.news_page(tree.news).slug for _number in range(3)]
    greek = Locale.objects.create(language_code="el")
    ensure_all_aliases()
    below = tree.news.get_translation(greek).get_children()
    assert list(below.values_list("slug", flat=True)) == slugs
    sections = tree.home.get_translation(greek).get_children()
    assert list(sections.values_list("slug", flat=True)) == ["news", "networks"]


def test_aliases_that_somebody_made_meanwhile_are_not_made_again(tree, monkeypatch):
    article = factories.news_page(tree.news, aliases=False)
    made = []

    def somebody_else_is_first(parent):
        monkeypatch.undo()
        made.extend(ensure_aliases(article))

    monkeypatch.setattr(aliases, "lock", somebody_else_is_first)
    assert ensure_aliases(article) == []
    assert len(made) == 3
    assert article.get_translations().count() == 3


def test_all_pages_reach_a_new_language_in_one_call(tree):
    for _number in range(3):
        factories.news_page(tree.news)
    Locale.objects.create(language_code="el")
    assert ensure_all_aliases() == 6
    assert NewsPage.objects.filter(locale__language_code="el").count() == 3
    assert not Page.objects.filter(alias_of__alias_of__isnull=False).exists()


def test_the_alias_of_a_draft_is_a_draft_and_goes_live_with_its_source(tree):
    parent = Page.objects.get(pk=tree.news.pk)
    draft = parent.add_child(instance=NewsPage(title="Draft", slug="draft", live=False))
    ensure_aliases(draft)
    assert not tree.translation_of(draft, "fr").live
    draft.save_revision().publish()
    assert tree.translation_of(draft, "fr").live
    NewsPage.objects.get(pk=draft.pk).unpublish()
    assert not tree.translation_of(draft, "fr").live


def test_a_complete_page_costs_the_same_however_deep_and_however_many_siblings(
    tree, django_assert_num_queries
):
    for _number in range(4):
        article = factories.news_page(tree.news)
    Locale.get_default()
    with django_assert_num_queries(4):  # the two of the savepoint, the versions, the languages
        ensure_aliases(article)
