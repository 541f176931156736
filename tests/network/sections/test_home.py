"""What coordinators find on the first page of the admin."""

import datetime
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.translation.roles import add_person
from network.models import ConsentText, NetworkPage
from network.models.applications import Application
from network.sections.guide import find_guide
from network.sections.home import DeskPanel
from network.sections.provisioning import coordinator_group
from tests import factories
from tests.cms.translation.helpers import fresh, submit, type_strings
from tests.factories import Tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def networks(tree: Tree) -> dict[str, NetworkPage]:
    return {
        country: factories.network_page(tree.networks, slug=country.lower(), country=country)
        for country in ("UA", "GR")
    }


@pytest.fixture
def olena(networks: dict[str, NetworkPage], django_user_model: Any) -> Any:
    user = django_user_model.objects.create(username="olena")
    user.groups.add(coordinator_group(networks["UA"]))
    coordinator_group(networks["GR"])
    return user


def fill(network: NetworkPage, user: Any, number: int) -> None:
    """Something of each kind, `number` times."""
    consent = ConsentText.objects.get_or_create(label="2026-1")[0]
    for _n in range(number):
        factories.authority(country=network.country, latitude=1, longitude=1, name_language="en")
        factories.authority(country=network.country, name_language="uk")
        Application.objects.create(
            state="confirmed",
            kind="authority",
            target="alliance",
            country=network.country,
            language="en",
            authority_name="A town",
            consent=consent,
            consent_given_at=timezone.now(),
        )
        factories.meeting_page(
            network, aliases=False, start_date=timezone.localdate() + datetime.timedelta(days=9)
        )
        factories.meeting_page(
            network,
            aliases=False,
            title="Nobody meets",
            start_date=timezone.localdate() + datetime.timedelta(days=3),
            state="cancelled",
            cancellation_reason="Snow",
        )
        draft = factories.news_page(network, aliases=False)
        draft.title = "A new title"
        draft.save_revision(user=user)


def lines(user: Any) -> dict[str, Any]:
    """The lines of the panel by name, and their addresses, as the next request of `user` has it."""
    request = RequestFactory().get("/")
    request.user = type(user).objects.get(pk=user.pk)
    context = DeskPanel().get_context_data({"request": request})
    return {line.name: line for line in context.get("lines", [])}


def test_each_line_counts_the_own_country_and_opens_exactly_that(
    networks: dict[str, NetworkPage], olena: Any, client: Client
) -> None:
    assert lines(olena) == {}
    fill(networks["GR"], olena, 1)
    assert lines(olena) == {}
    fill(networks["UA"], olena, 2)
    client.force_login(olena)

    found = lines(olena)

    assert set(found) == {"applications", "drafts", "meeting", "coordinates", "names"}
    shown = {
        "applications": "2 applications",
        "drafts": "2 drafts of yours",
        "coordinates": "2 authorities without coordinates",
    }
    for name, words in shown.items():
        assert found[name].sentence == words
        opened = client.get(found[name].url)
        assert opened.status_code == 200
        assert len(opened.context["object_list"]) == 2, name
    # The last language of the section with something missing.
    assert len(client.get(found["names"].url).context["object_list"]) in (2, 4)
    assert client.get(found["meeting"].url).status_code == 200
    assert "Nobody meets" not in found["meeting"].sentence


def test_the_panel_costs_as_much_for_many_as_for_few(
    networks: dict[str, NetworkPage], olena: Any
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert lines(olena)
        return len(captured)

    fill(networks["UA"], olena, 1)
    lines(olena)
    few = queries()
    fill(networks["UA"], olena, 3)
    assert queries() == few


def test_a_text_that_a_translator_submitted_waits_for_review(
    networks: dict[str, NetworkPage], olena: Any, client: Client, django_user_model: Any
) -> None:
    article = factories.news_page(networks["UA"], aliases=False)
    foreign = factories.news_page(networks["GR"], aliases=False)
    writer = django_user_model.objects.create_superuser("writer")
    for page in (article, foreign):
        page.save_revision(user=writer)
        page.get_workflow().start(page, writer)

    found = lines(olena)

    assert found["reviews"].sentence == "1 text waits for your review"
    client.force_login(olena)
    answer = client.get(found["reviews"].url)
    assert article.title in answer.content.decode()
    assert foreign.title not in answer.content.decode()


def test_a_translation_out_of_date_is_told_to_those_who_have_no_panel_of_their_own_for_it(
    networks: dict[str, NetworkPage], olena: Any, tree: Tree, client: Client
) -> None:
    for country in ("UA", "GR"):
        article = factories.news_page(networks[country], title=f"About {country}", summary="Old")
        translation = submit(article, tree.locale("fr"))
        type_strings(translation)
        translation.save_target(publish=True)
        article = fresh(article)
        article.summary = "New"
        article.save_revision().publish()

    stale = lines(olena)["stale"]

    assert stale.sentence == "1 translation out of date: French"
    client.force_login(olena)
    rows = client.get(stale.url).context["object_list"]
    assert [row.title for row in rows] == ["About UA"]
    add_person(None, tree.locale("fr"), olena, by=None)
    assert "stale" not in lines(olena)


def test_only_coordinators_have_the_panel(
    networks: dict[str, NetworkPage], olena: Any, client: Client, admin_client: Client
) -> None:
    client.force_login(olena)
    home = reverse("wagtailadmin_home")
    panel = BeautifulSoup(client.get(home).content, "html.parser").select_one(".networks-desk")
    assert panel is not None
    guide = reverse("network_guide")
    assert panel.select_one(f'a[href="{guide}"]')
    assert "networks-desk" not in admin_client.get(home).content.decode()
    assert admin_client.get(reverse("network_drafts")).status_code == 302


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Guide for coordinators"), ("uk", "Посібник для координаторів")]
)
def test_the_guide_speaks_the_language_of_its_reader(
    language: str, words: str, admin_client: Client, admin_user: Any
) -> None:
    UserProfile.objects.create(user=admin_user, preferred_language=language)
    page = BeautifulSoup(admin_client.get(reverse("network_guide")).content, "html.parser")
    headings = [heading.get_text(strip=True) for heading in page.select(".networks-guide h1")]
    assert headings == [words]


def test_the_guide_has_the_same_sections_and_steps_in_both_languages() -> None:
    shapes = [
        re.findall(r"^(#+|\d\.|-) ", path.read_text(), re.MULTILINE)
        for path in (find_guide("en"), find_guide("uk"))
        if path is not None
    ]
    assert len(shapes[0]) > 50
    assert shapes[0] == shapes[1]


def test_the_first_page_counts_the_pages_of_the_own_section_only(
    networks: dict[str, NetworkPage], olena: Any, client: Client
) -> None:
    factories.news_page(networks["GR"], aliases=False)
    factories.news_page(networks["UA"], aliases=False)
    client.force_login(olena)

    shown = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "lxml")
    summary = shown.select_one(".w-summary, section.summary, .summary").get_text(" ", strip=True)

    # The section in four languages, and its article.
    assert "5 Pages" in summary
