"""What was withdrawn, on whatever route, is found nowhere: a hostile reader asks everywhere."""

import datetime
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from news.models import NewsPage
from tests import factories
from tests.factories import Tree

QUESTIONS = (
    "/en/search/?q={}",
    "/en/search/?q={}&fallback=1&type=news",
    "/fr/search/?q={}&fallback=1",
    "/rom/search/?q={}&fallback=1",
    "/api/v1/search?q={}",
    "/api/v1/search?q={}&locale=fr&fallback=true",
)


def restrict(page: Page) -> None:
    """As an import would, past all signals."""
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=page, restriction_type="login")]
    )


def move_beneath_a_private_page(article: NewsPage) -> None:
    members = article.get_parent().add_child(
        instance=NewsPage(title="Members", slug="members", date=article.date)
    )
    restrict(members)
    article.move(members, pos="last-child")


def expire(article: NewsPage) -> None:
    Page.objects.filter(pk=article.pk).update(expire_at=timezone.now() - datetime.timedelta(1))
    call_command("publish_scheduled")


def make_private_with_its_section(article: NewsPage) -> None:
    restrict(article.get_parent())


def take_the_word_out(article: NewsPage) -> None:
    article.title, article.summary = "Another bird", ""
    article.save_revision().publish()


ROUTES: tuple[Callable[[NewsPage], object], ...] = (
    restrict,
    make_private_with_its_section,
    move_beneath_a_private_page,
    expire,
    take_the_word_out,
    lambda article: article.unpublish(),
    lambda article: article.delete(),
    lambda article: Page.objects.filter(pk=article.pk).update(live=False),
    lambda article: Page.objects.filter(pk=article.pk).delete(),
)


def tells(client: Client, word: str) -> list[str]:
    """The questions whose answer has the word that only the article knows."""
    found = []
    for question in QUESTIONS:
        answer = client.get(question.format(word))
        assert answer.status_code == 200
        if "Plumage" in answer.content.decode():
            found.append(question)
    return found


@pytest.mark.parametrize("word", ["quetzal", "quetzall", "plumagge"])
def test_nobody_finds_what_was_withdrawn(tree: Tree, client: Client, word: str) -> None:
    """In English and where it stands in for a translation; by its name, and by nearly its words."""
    article = factories.news_page(tree.news, title="Quetzal", summary="Plumage")
    if word == "quetzal":
        assert tells(client, word) == list(QUESTIONS)
    else:
        assert "/en/search/?q={}" in tells(client, word)
    for route in ROUTES:
        with transaction.atomic():
            route(NewsPage.objects.get(pk=article.pk))
            cache.clear()
            assert tells(client, word) == [], route
            transaction.set_rollback(True)
        cache.clear()
    assert "/en/search/?q={}" in tells(client, word)


def test_no_draft_is_found_and_no_page_that_was_never_published(tree: Tree, client: Client) -> None:
    article = factories.news_page(tree.news, title="Birds", aliases=False)
    article.title, article.summary = "Quetzal", "Plumage"
    article.save_revision()
    tree.news.add_child(
        instance=NewsPage(
            title="Quetzal", summary="Plumage", slug="draft", live=False, date=article.date
        )
    )
    assert (tells(client, "quetzal"), tells(client, "quetzall")) == ([], [])


def test_a_text_in_one_other_language_is_found_on_request(tree: Tree, client: Client) -> None:
    french = factories.news_page(
        tree.translation_of(tree.news, "fr"), title="Le quetzal", slug="oiseau", aliases=False
    )
    asked = "/uk/search/?q=quetzal&fallback=1"
    assert "<mark>" not in client.get("/uk/search/?q=quetzal").content.decode()
    page = " ".join(client.get(asked).content.decode().split())
    assert 'href="/fr/news/oiseau/" lang="fr"' in page
    assert '<span class="label" lang="fr">Français</span>' in page
    # Of several texts the one in the site's first language stands in for the missing one.
    english = factories.news_page(
        tree.news,
        title="The quetzal",
        slug="bird",
        translation_key=french.translation_key,
        aliases=False,
    )
    page = client.get(asked).content.decode()
    assert ("/en/news/bird/" in page, "/fr/news/oiseau/" in page) == (True, False)
    english.unpublish()
    assert "/fr/news/oiseau/" in client.get(asked).content.decode()
    factories.news_page(
        tree.translation_of(tree.news, "uk"),
        title="Птах",
        translation_key=french.translation_key,
        aliases=False,
    )
    assert "<mark>" not in client.get(asked).content.decode(), "there is a text in Ukrainian now"


def test_of_the_notes_on_terms_only_the_one_in_force_is_found(tree: Tree, client: Client) -> None:
    day = timezone.localdate()
    told = {
        "old": factories.note(text="<p>quetzal old</p>", in_force_from=datetime.date(2010, 1, 1)),
        "now": factories.note(text="<p>quetzal now</p>", in_force_from=day),
        "soon": factories.note(
            text="<p>quetzal soon</p>", in_force_from=day + datetime.timedelta(1)
        ),
        "draft": factories.note(text="<p>quetzal draft</p>", in_force_from=day, live=False),
        "oiseau": factories.note("fr", text="<p>quetzal oiseau</p>", in_force_from=day),
    }

    def found(**more: str) -> list[str]:
        answer = client.get("/api/v1/search", {"q": "quetzal", **more}).json()
        texts = ["".join(part["text"] for part in item["passage"]) for item in answer["items"]]
        return [name for name in told if any(name in text.split() for text in texts)]

    assert (found(), found(locale="fr"), found(locale="uk")) == (["now"], ["oiseau"], [])
    assert found(locale="uk", fallback="true") == ["now"]
    page = client.get("/en/search/?q=quetzal").content.decode()
    assert f'href="/en/terminology/#note-{day.isoformat()}"' in page
    type(told["now"]).objects.filter(pk=told["now"].pk).update(live=False)
    assert found() == ["old"], "as on every page, the one before is in force again"
    told["old"].delete()
    assert found() == []
