"""Furniture, languages, the note and organisations over the API."""

import datetime

from django.test import Client

from tests import factories
from tests.factories import Tree


def test_languages_are_named_in_themselves(tree: Tree, client: Client) -> None:
    items = client.get("/api/v1/languages").json()["items"]
    assert [item["code"] for item in items] == ["en", "fr", "uk", "rom"]
    assert items[2] == {
        "code": "uk",
        "name": "Українська",
        "dir": "ltr",
        "is_default": False,
        "home_url": "http://testserver/uk/",
    }
    assert items[0]["is_default"] is True


def test_furniture_is_what_stands_around_every_page(tree: Tree, client: Client) -> None:
    english = factories.profile(contact_name="Secretariat")
    factories.profile("fr", translation_key=english.translation_key)
    factories.note()
    factories.participation(1, authority_country="UA")
    factories.participation(2, authority_country="GR")
    found = client.get("/api/v1/furniture", {"locale": "fr"}).json()
    assert found["profile"]["mission"] == "The mission in fr."
    assert found["profile"]["is_fallback"] is False
    assert found["note"]["served_locale"] == "en"
    assert found["note"]["is_fallback"] is True
    assert (found["counter"]["participants"], found["counter"]["countries"]) == (2, 2)
    assert found["counter"]["sentence"]
    assert found["home_url"] == "http://testserver/fr/"
    assert found["menu"][0] == {
        "title": "News",
        "url": "http://testserver/fr/news/",
        "served_locale": "en",
    }
    assert "rss" in [link["service"] for link in found["follow_links"]]


def test_empty_site_has_furniture_too(tree: Tree, client: Client) -> None:
    found = client.get("/api/v1/furniture").json()
    assert found["profile"] is None
    assert found["note"] is None
    assert found["counter"]["participants"] == 0


def test_note_in_force_is_the_latest_one_of_the_language(tree: Tree, client: Client) -> None:
    factories.note(head_term="Roma", in_force_from=datetime.date(2010, 1, 1))
    factories.note(head_term="Roma and Travellers")
    factories.note(head_term="Later", in_force_from=datetime.date(2999, 1, 1))
    factories.note("fr", head_term="Roms et Gens du Voyage")
    address = "/api/v1/terminology/note"
    assert client.get(address).json()["head_term"] == "Roma and Travellers"
    french = client.get(address, {"locale": "fr"}).json()
    assert (french["head_term"], french["is_fallback"]) == ("Roms et Gens du Voyage", False)
    ukrainian = client.get(address, {"locale": "uk"}).json()
    assert (ukrainian["served_locale"], ukrainian["is_fallback"]) == ("en", True)


def test_site_without_a_note_says_so(tree: Tree, client: Client) -> None:
    assert client.get("/api/v1/terminology/note").status_code == 404


def test_organisations_are_listed_once_in_the_language(tree: Tree, client: Client) -> None:
    english = factories.organisation(name="The Congress", acronym="")
    factories.organisation("fr", name="Le Congrès", translation_key=english.translation_key)
    factories.organisation(name="ECRI")
    factories.organisation(name="Draft", live=False)
    address = "/api/v1/organisations"

    def names(**parameters: str) -> list[str]:
        return [item["name"] for item in client.get(address, parameters).json()["items"]]

    assert names() == ["ECRI", "The Congress"]
    assert names(locale="fr") == ["Le Congrès"]
    assert names(locale="fr", fallback="true") == ["ECRI", "Le Congrès"]
    item = client.get(f"{address}/{english.pk}", {"locale": "fr"}).json()
    assert item["name"] == "Le Congrès"
    assert [version["locale"] for version in item["translations"]] == ["en", "fr"]
    fallback = client.get(f"{address}/{english.pk}", {"locale": "uk"}).json()
    assert (fallback["served_locale"], fallback["is_fallback"]) == ("en", True)


def test_draft_organisation_is_not_found(tree: Tree, client: Client) -> None:
    draft = factories.organisation(live=False)
    assert client.get(f"/api/v1/organisations/{draft.pk}").status_code == 404
