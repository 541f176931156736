"""What stands around every page, in each language."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction, Site

from cms.models import AllianceProfile, FollowLink, SiteSettings, StandardPage
from cms.site.furniture import counter_sentence
from network.models import CooperatePage, JoinPage
from network.models.relations import Counter
from tests import factories
from tests.factories import Tree


def page_at(client: Client, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "html.parser")


def text_at(client: Client, url: str) -> str:
    return " ".join(page_at(client, url).get_text(" ").replace("\xa0", " ").split())


@pytest.fixture
def participants(tree: Tree) -> None:
    """21 active participants from three countries, and four that do not count."""
    for number in range(1, 22):
        factories.participation(number, authority_country=["UA", "GR", "FR"][number % 3])
    today = timezone.localdate()
    factories.participation(22, authority_country="AL", left_on=today)
    factories.participation(23, authority_country="RS", joined_on=today + datetime.timedelta(1))
    factories.authority(country="NO")


@pytest.mark.usefixtures("participants")
@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "21 cities and regions from 3 countries"),
        ("uk", "21 місто чи регіон"),
        ("rom", "21 foruri thaj regionura andar 3 thema"),
    ],
)
def test_the_counter_stands_on_every_page_by_the_rules_of_the_language(
    tree: Tree, client: Client, language: str, sentence: str
) -> None:
    for path in ("", "news/", "networks/", "missing/"):
        assert sentence in text_at(client, f"/{language}/{path}")


def test_the_counter_writes_large_numbers_as_the_language_does(tree: Tree, client: Client) -> None:
    assert counter_sentence(Counter(1300, 29), "en").startswith("1,300 ")
    assert counter_sentence(Counter(1300, 29), "fr").startswith("1\u202f300 ")
    assert counter_sentence(Counter(1, 1), "en") == "1 city or region from 1 country"


def test_a_new_participant_is_counted_at_once(
    tree: Tree, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    assert "0 cities and regions" in text_at(client, "/en/")

    with django_capture_on_commit_callbacks(execute=True):
        factories.participation(1)

    assert "1 city or region from 1 country" in text_at(client, "/en/")


def test_profile_and_note_come_in_the_readers_language(tree: Tree, client: Client) -> None:
    english = factories.profile("en")
    factories.profile("uk", translation_key=english.translation_key)
    factories.note("en")
    factories.note("fr", text="<p>Le terme englobe.</p>")

    ukrainian, french = page_at(client, "/uk/missing/"), page_at(client, "/fr/missing/")

    assert "The mission in uk." in ukrainian.get_text()
    assert "The mission in en." not in ukrainian.get_text()
    assert "Le terme englobe." in french.get_text()


def test_what_is_not_translated_comes_in_the_first_language_and_says_so(
    tree: Tree, client: Client
) -> None:
    factories.profile("en")
    factories.note("en")

    page = page_at(client, "/uk/")

    for words in ("The mission in en.", "The auspices in en.", "The invitation in en."):
        (found,) = page.find_all(string=words)
        assert found.parent["lang"] == "en"
    assert page.select_one(".please-note [lang=en]")


def test_a_draft_profile_is_not_shown(tree: Tree, client: Client) -> None:
    factories.profile("en", live=False)

    assert client.get("/en/").status_code == 200
    assert "The mission" not in text_at(client, "/en/")


def test_the_newest_note_in_force_is_shown(tree: Tree, client: Client) -> None:
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    factories.note(text="<p>Of 2008</p>", in_force_from=datetime.date(2008, 1, 1))
    factories.note(text="<p>Of 2012</p>", in_force_from=datetime.date(2012, 5, 18))
    factories.note(text="<p>Of tomorrow</p>", in_force_from=tomorrow)
    factories.note(text="<p>A draft</p>", in_force_from=datetime.date(2019, 1, 1), live=False)

    text = text_at(client, "/en/")
    assert "Of 2012" in text
    for other in ("Of 2008", "Of tomorrow", "A draft"):
        assert other not in text


def test_follow_us_names_the_accounts_and_the_feed_of_the_language(
    tree: Tree, client: Client
) -> None:
    settings = SiteSettings.for_site(Site.objects.get())
    FollowLink.objects.create(
        settings=settings, service="facebook", url="https://www.facebook.com/example"
    )

    links = {link.get_text(): link["href"] for link in page_at(client, "/uk/").select("footer a")}

    assert links["Facebook"] == "https://www.facebook.com/example"
    assert links["RSS"] == "/uk/news/feed/"


def test_the_menu_has_the_published_public_sections(tree: Tree, client: Client) -> None:
    for number, title in enumerate(["About", "Draft", "Private", "Hidden"]):
        page = factories.add_page(
            tree.home,
            StandardPage(title=title, slug=f"p-{number}", show_in_menus=title != "Hidden"),
        )
        if title == "Draft":
            page.unpublish()
        if title == "Private":
            PageViewRestriction.objects.create(
                page=page, restriction_type=PageViewRestriction.LOGIN
            )

    for language in ("en", "fr"):
        menu = page_at(client, f"/{language}/").select("nav.main-menu a")
        assert [link.get_text() for link in menu] == ["News", "Networks", "About"]
        assert all(link["href"].startswith(f"/{language}/") for link in menu)


def test_joining_and_cooperating_are_offered_on_every_page(tree: Tree, client: Client) -> None:
    factories.add_page(tree.home, JoinPage(title="Join", slug="join"))
    factories.add_page(tree.home, CooperatePage(title="Cooperate", slug="cooperate"))

    links = {link["href"] for link in page_at(client, "/fr/news/").select("footer a")}

    assert {"/fr/join/", "/fr/cooperate/"} <= links


def test_a_changed_profile_shows_at_once(
    tree: Tree, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    profile = factories.profile("en")
    assert "The mission in en." in text_at(client, "/en/")

    with django_capture_on_commit_callbacks(execute=True):
        AllianceProfile.objects.get(pk=profile.pk).delete()

    assert "The mission in en." not in text_at(client, "/en/")


def test_what_is_kept_is_renewed_by_a_publication_and_not_by_a_draft(
    tree: Tree, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    factories.profile("en")
    assert "The mission in en." in text_at(client, "/en/")
    # Changes nothing that is watched: only what is read anew shows it.
    AllianceProfile.objects.update(mission="Another mission.")

    with django_capture_on_commit_callbacks(execute=True):
        tree.news.title = "Reports"
        draft = tree.news.save_revision()
        AllianceProfile.objects.get().save_revision()
    assert "The mission in en." in text_at(client, "/en/")

    with django_capture_on_commit_callbacks(execute=True):
        draft.publish()
    assert "Another mission." in text_at(client, "/en/")


def test_a_site_without_any_text_of_its_own_still_answers(tree: Tree, client: Client) -> None:
    for language in Locale.objects.values_list("language_code", flat=True):
        assert client.get(f"/{language}/").status_code == 200


def test_where_no_site_answers_the_error_page_still_does(tree: Tree, client: Client) -> None:
    Site.objects.all().delete()

    assert client.get("/en/").status_code == 404
    assert client.get("/sitemap.xml").status_code == 404
    assert client.get("/en/news/feed/").status_code == 404
