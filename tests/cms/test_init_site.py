"""An operator starts with an empty site."""

import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page

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
    init_site("--languages", "en,fr,uk")
    before = Page.objects.count(), get_user_model().objects.count()
    assert "0 pages" in init_site("--languages", "en,fr,uk")
    assert (Page.objects.count(), get_user_model().objects.count()) == before


def test_a_language_can_be_added_later(client: Client) -> None:
    init_site("--languages", "en")
    init_site("--languages", "en,uk")
    assert client.get("/uk/networks/").status_code == 200


def test_a_language_that_the_settings_lack_is_refused_and_nothing_is_made() -> None:
    before = Page.objects.count()
    with pytest.raises(CommandError, match="xx"):
        init_site("--languages", "en,xx")
    assert Page.objects.count() == before
