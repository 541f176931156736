"""The list of participants as readers meet it, on a page and as CSV."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from network.models.register import AuthorityName
from tests import factories

pytestmark = pytest.mark.django_db


def read(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_participants_stand_under_their_country_in_the_readers_language(
    tree: factories.Tree, client: Client
) -> None:
    row = factories.participation(1, authority_name="Tivat", authority_country="ME")
    AuthorityName.objects.create(authority=row.authority, language="uk", name="Тіват")
    soup = read(client, "/uk/authorities/")
    section = soup.find("h2", string="Чорногорія").parent
    assert "Тіват" in section.get_text()
    assert len(soup.find_all("h1")) == 1


def test_an_example_says_so_and_a_fact_does_not(tree: factories.Tree, client: Client) -> None:
    factories.participation(1, authority_name="Tivat")
    factories.participation(2, authority_name="Made up", authority_is_example=True)
    items = {item.get_text(" ", strip=True) for item in read(client, "/en/authorities/")("li")}
    assert "Tivat" in items
    assert "Made up (example)" in items


def test_who_has_left_or_only_signed_is_not_listed(tree: factories.Tree, client: Client) -> None:
    factories.participation(1, authority_name="Gone", left_on="2015-01-01")
    factories.authority(name="Only signed").signatures.create()
    text = read(client, "/en/authorities/").get_text()
    assert "Gone" not in text
    assert "Only signed" not in text


def test_the_counter_leads_to_the_list_and_the_list_to_other_languages(
    tree: factories.Tree, client: Client
) -> None:
    assert read(client, "/en/").select_one('.counter a[href="/en/authorities/"]')
    soup = read(client, "/en/authorities/")
    assert soup.select_one('nav a[hreflang="uk"]')["href"] == "/uk/authorities/"
    alternate = soup.select_one('link[hreflang="fr"]')["href"]
    assert alternate == "http://testserver/fr/authorities/"


def test_the_csv_marks_examples_and_holds_no_formula(tree: factories.Tree, client: Client) -> None:
    factories.participation(1, authority_name='=HYPERLINK("x")', authority_is_example=True)
    response = client.get("/en/authorities/participants.csv")
    row = next(csv.DictReader(io.StringIO(response.content.decode())))
    assert row["name"] == '\'=HYPERLINK("x")'
    assert row["is_example"] == "True"


def test_a_longer_list_costs_no_more_queries(tree: factories.Tree, client: Client) -> None:
    def count() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            read(client, "/en/authorities/")
        return len(captured)

    for number in range(5):
        factories.participation(number + 1)
    few = count()
    for number in range(5, 50):
        factories.participation(number + 1)
    assert count() == few


def test_a_language_without_a_home_has_no_list(client: Client) -> None:
    factories.site_tree(languages=("en", "fr"))
    assert client.get("/rom/authorities/").status_code == 404
    assert client.get("/rom/authorities/participants.csv").status_code == 404
