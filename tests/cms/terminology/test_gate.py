"""What the gate lets through, and what a refusal leaves as it was."""

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Revision

from cms.terminology.gate import DiscouragedTerms
from news.models import NewsPage
from tests import factories
from tests.cms.terminology.gate_samples import WORDS, before_the_term, block_words
from tests.cms.translation.helpers import article_form, edit_url, messages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(db: None) -> factories.Tree:
    block_words()
    return factories.site_tree(("en", "fr"))


def of_old(tree: factories.Tree, **fields: Any) -> NewsPage:
    """An article with the words, live since before they were discouraged."""
    with before_the_term():
        return factories.news_page(tree.news, title=f"{WORDS} in Lviv", slug="old", **fields)


def add_url(tree: factories.Tree) -> str:
    return reverse("wagtailadmin_pages:add", args=["news", "newspage", tree.news.pk])


def test_a_draft_is_saved_whatever_its_words(tree: Any, admin_client: Any) -> None:
    fields = article_form(f"{WORDS} in Lviv", "lviv")
    del fields["action-publish"]
    admin_client.post(add_url(tree), fields)
    draft = NewsPage.objects.get(slug="lviv", alias_of=None)
    assert (draft.live, draft.title) == (False, f"{WORDS} in Lviv")

    fields["summary"] = f"More on {WORDS}."
    admin_client.post(edit_url(draft), fields)
    draft.refresh_from_db()
    assert draft.get_latest_revision_as_object().summary == f"More on {WORDS}."


def test_a_refused_new_page_is_not_there_and_its_form_keeps_what_was_typed(
    tree: Any, admin_client: Any
) -> None:
    pages, revisions = Page.objects.count(), Revision.objects.count()
    answer = admin_client.post(
        add_url(tree), article_form("Housing", "housing", summary=f"What {WORDS} say")
    )
    html = answer.content.decode()
    assert f"What {WORDS} say</textarea>" in html
    assert "Summary: “Gypsies” (character 6) cannot be published. Use “Roma” instead." in html
    assert (Page.objects.count(), Revision.objects.count()) == (pages, revisions)
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_refused_edit_leaves_page_and_revisions_as_they_were(
    tree: Any, admin_client: Any
) -> None:
    page = factories.news_page(tree.news, title="Housing", slug="housing")
    revisions = Revision.objects.count()
    answer = admin_client.post(edit_url(page), article_form(WORDS, "housing"))
    assert answer.context["form"]["title"].value() == WORDS
    page.refresh_from_db()
    assert (page.title, Revision.objects.count()) == ("Housing", revisions)


def test_live_words_stay_live_and_only_publishing_is_refused(tree: Any) -> None:
    page = of_old(tree)
    page.summary = "Another summary"
    page.save()
    page.move(tree.networks, pos="last-child")
    page = NewsPage.objects.get(pk=page.pk)
    assert (page.live, page.summary) == (True, "Another summary")
    with pytest.raises(DiscouragedTerms):
        page.save_revision().publish()
    assert NewsPage.objects.get(pk=page.pk).live


def test_words_that_come_into_a_live_row_are_refused_beside_old_ones(tree: Any) -> None:
    page = of_old(tree)
    page.summary = f"{WORDS} again"
    with pytest.raises(DiscouragedTerms) as refusal:
        page.save()
    assert list(refusal.value.error_dict) == ["summary"]


def test_the_date_of_an_article_decides(tree: Any) -> None:
    factories.term(
        "Nomads",
        administrative_status="superseded",
        severity="block",
        valid_from=datetime.date(2004, 1, 1),
        valid_to=datetime.date(2010, 12, 31),
    )
    factories.news_page(tree.news, title="Nomads", date=datetime.date(2006, 5, 1))
    with pytest.raises(DiscouragedTerms):
        factories.news_page(tree.news, title="Nomads", date=datetime.date(2025, 5, 1))


def test_a_term_that_warns_or_blocks_in_another_language_only_keeps_nothing_back(
    tree: Any,
) -> None:
    factories.term("nomads", administrative_status="deprecated", severity="warn")
    factories.term("Tsiganes", "fr", administrative_status="deprecated", severity="block")
    assert factories.news_page(tree.news, title="Tsiganes and nomads").live


def test_an_alias_is_made_and_kept_with_the_words_of_its_source(tree: Any) -> None:
    page = of_old(tree)
    alias = tree.translation_of(page, "fr")
    assert (alias.live, alias.title) == (True, page.title)
    alias.save()
    page.create_alias(parent=tree.networks, update_slug="another")
    alias.summary = f"More on {WORDS}"
    with pytest.raises(DiscouragedTerms):
        alias.save()
    page.summary = alias.summary
    with pytest.raises(DiscouragedTerms):
        page.create_alias(parent=tree.networks, update_slug="third")


def test_of_several_pages_those_that_may_are_published(tree: Any, admin_client: Any) -> None:
    good = factories.news_page(tree.news, title="Housing")
    good.unpublish()
    bad = of_old(tree)
    bad.unpublish()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = admin_client.post(f"{url}?id={bad.pk}&id={good.pk}&next=/admin/", follow=True)
    told = messages_of(answer)
    assert "was not published. Title: “Gypsies”" in told
    assert "1 page has been published" in told
    assert set(NewsPage.objects.live().filter(alias_of=None)) == {good}


def test_a_refused_copy_of_a_section_leaves_nothing_of_it(tree: Any) -> None:
    of_old(tree)
    section = Page.objects.get(pk=tree.news.pk)
    before = Page.objects.count()
    with pytest.raises(DiscouragedTerms):
        section.copy(recursive=True, update_attrs={"slug": "copy"}, keep_live=True)
    assert Page.objects.count() == before
    copied = section.copy(recursive=True, update_attrs={"slug": "copy"}, keep_live=False)
    assert not copied.get_children().live().exists()


def test_a_refused_publication_is_refused_in_the_language_of_the_editor(tree: Any) -> None:
    with translation.override("fr"), pytest.raises(DiscouragedTerms) as refusal:
        factories.news_page(tree.news, search_description=WORDS)
    (placed,) = refusal.value.refused
    assert placed.place.label == "Méta-description"


def test_another_date_makes_words_new(tree: Any) -> None:
    """Even where only the date is saved."""
    factories.term(
        f"{WORDS} of yore",
        administrative_status="superseded",
        severity="block",
        valid_from=datetime.date(1993, 1, 1),
        valid_to=datetime.date(1993, 12, 31),
    )
    page = factories.news_page(
        tree.news, date=datetime.date(1993, 5, 1), summary=f"{WORDS} of yore"
    )
    page.date = datetime.date(2025, 5, 1)
    with pytest.raises(DiscouragedTerms):
        page.save(update_fields=["date"])


def test_who_copies_a_page_reads_why_the_copy_may_not_be_published(
    tree: Any, admin_client: Any
) -> None:
    page = of_old(tree)
    fields = {
        "new_title": page.title,
        "new_slug": "another",
        "new_parent_page": tree.news.pk,
        "publish_copies": "on",
    }
    answer = admin_client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), fields)
    assert "cannot be published. Use “Roma” instead." in answer.content.decode()
    assert not Page.objects.filter(slug="another").exists()
