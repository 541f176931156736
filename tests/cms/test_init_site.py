"""An operator starts with an empty site."""

import io
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page, Site

from cms.models import AllianceProfile
from cms.terminology.models import TerminologyNote

pytestmark = pytest.mark.django_db


def init_site(*arguments: str) -> str:
    out = io.StringIO()
    call_command("init_site", *arguments, stdout=out)
    return out.getvalue()


def test_an_empty_site_answers_in_each_language(client: Client) -> None:
    init_site("--languages", "en,fr,uk")
    for code, title in (("en", "News"), ("fr", "Actualités"), ("uk", "Новини")):
        response = client.get(f"/{code}/news/")
        assert response.status_code == 200
        assert title in response.content.decode()


def test_profile_and_note_wait_to_be_filled_in_unseen_by_readers(client: Client) -> None:
    init_site("--languages", "en,fr,uk")
    assert AllianceProfile.objects.filter(live=False).count() == 3
    assert TerminologyNote.objects.filter(live=False).count() == 3
    assert client.get("/en/").status_code == 200


def test_the_first_administrator_can_sign_in(client: Client) -> None:
    said = init_site("--languages", "en", "--admin", "olena")
    password = said.split("shown this once: ")[1].split()[0]
    assert client.login(username="olena", password=password)


def test_a_second_run_changes_nothing() -> None:
    init_site("--languages", "en,fr,uk", "--hostname", "www.example.org", "--site-name", "Mine")
    before = Page.objects.count(), get_user_model().objects.count()
    assert "0 pages" in init_site("--languages", "en,fr,uk")
    assert (Page.objects.count(), get_user_model().objects.count()) == before
    site = Site.objects.get()
    assert (site.hostname, site.site_name) == ("www.example.org", "Mine")


def test_name_and_host_can_be_changed_by_saying_so() -> None:
    init_site("--languages", "en")
    init_site("--languages", "en", "--hostname", "www.example.org")
    assert Site.objects.get().hostname == "www.example.org"


def test_a_new_site_has_the_public_address_of_the_settings(settings: Any) -> None:
    settings.WAGTAILADMIN_BASE_URL = "https://www.example.org"
    init_site("--languages", "en")
    assert Site.objects.get().root_url == "https://www.example.org"


def test_an_empty_password_in_the_environment_is_as_none(monkeypatch: Any) -> None:
    monkeypatch.setenv("INIT_ADMIN_PASSWORD", "")
    assert "shown this once: " in init_site("--languages", "en")


@pytest.mark.parametrize("languages", ["", ",", "fr,uk"])
def test_the_first_language_must_be_that_of_the_settings(languages: str) -> None:
    with pytest.raises(CommandError, match="LANGUAGE_CODE"):
        init_site("--languages", languages)


def test_a_user_who_is_no_administrator_is_not_made_one() -> None:
    get_user_model().objects.create_user("olena")
    with pytest.raises(CommandError, match="olena"):
        init_site("--languages", "en", "--admin", "olena")
    assert not Page.objects.filter(slug="news").exists()


def test_a_language_can_be_added_later(client: Client) -> None:
    init_site("--languages", "en")
    init_site("--languages", "en,uk")
    assert client.get("/uk/networks/").status_code == 200


def test_a_language_that_the_settings_lack_is_refused_and_nothing_is_made() -> None:
    before = Page.objects.count()
    with pytest.raises(CommandError, match="xx"):
        init_site("--languages", "en,xx")
    assert Page.objects.count() == before


def test_a_further_language_shows_the_texts_that_are_there_for_what_they_are() -> None:
    init_site("--languages", "en")
    init_site("--languages", "en,fr")
    french = Page.objects.filter(locale__language_code="fr")
    assert french.count() == Page.objects.filter(locale__language_code="en", depth__gt=1).count()
    assert all(page.alias_of.locale.language_code == "en" for page in french)
