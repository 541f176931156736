"""The form as applicants meet it: what is stored, what is refused, and that nothing is lost."""

import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from cms.models import SiteSettings
from network.applications import seals
from network.applications.forms import AuthorityApplicationForm
from network.models import Application, ConsentText, ConsentWording
from tests import factories
from tests.network.applications.conftest import (
    Office,
    consent,
    filled,
    hidden,
    letters_to,
    link_in,
    section,
)


def test_an_authority_applies_and_is_asked_to_confirm(
    office: Office, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    profile = factories.profile(name="The Alliance")
    factories.profile("uk", name="Альянс", translation_key=profile.translation_key)
    shown = hidden(client, "/en/join/")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/en/join/", filled(website="www.example.org", **shown))
    assert answer.status_code == 302
    assert "look into your mail" in client.get(answer.url).content.decode()
    application = Application.objects.get()
    assert (application.state, application.country) == ("received", "UA")
    assert application.website == "https://www.example.org"
    assert (application.consent, application.consent_language) == (office.consent, "en")
    (letter,) = letters_to("olena@example.org")
    assert application.reference in letter.subject
    # Nothing that the sender typed reaches an address that nobody has confirmed.
    for typed in ("Тестова", "Olena", "Deputy", "learn"):
        assert typed not in letter.body + letter.subject
    assert link_in(letter).startswith("/uk/join/status/")
    assert "Альянс" in letter.body and "Alliance" not in letter.body


def test_an_organisation_offers_to_cooperate(office: Office, client: Client) -> None:
    html = client.get("/en/cooperate/").content.decode()
    assert "decision_document" not in html
    client.post("/en/cooperate/", filled("/en/cooperate/"))
    assert Application.objects.get().kind == "organisation"


def test_an_error_keeps_what_was_typed_and_is_tied_to_its_field(
    office: Office, client: Client
) -> None:
    typed = {
        "authority_name": 'A "name" <b>',
        "email": "nobody",
        "person_role": None,
        "decision_on": "2999-01-01",
        "phone": "+380 44",
    }
    html = client.post("/en/join/", filled(**typed)).content.decode()
    assert "<title>Error: Join" in html
    assert 'value="A &quot;name&quot; &lt;b&gt;"' in html
    assert "from others.</textarea>" in html
    assert 'value="+380 44"' in html
    assert 'value="2999-01-01"' in html
    summary = re.search(r'<div class="error-summary.*?</div>', html, re.DOTALL)
    assert summary and 'role="alert"' in summary[0] and "autofocus" in summary[0]
    for field in ("email", "person_role", "decision_on"):
        assert f'<a href="#id_{field}">' in summary[0]
        tag = re.search(rf'<input[^>]*id="id_{field}"[^>]*>', html)
        assert tag and f"id_{field}_error" in tag[0] and 'aria-invalid="true"' in tag[0]
        assert f'id="id_{field}_error"' in html
    assert html.count("<h1") == 1
    assert not Application.objects.exists()


def test_every_field_has_a_label_and_the_browser_may_fill_in(
    office: Office, client: Client
) -> None:
    for language in ("en", "fr", "uk", "rom"):
        html = client.get(f"/{language}/join/").content.decode()
        form = re.search(r'<form class="apply.*?</form>', html, re.DOTALL)
        assert form
        kinds = "text|email|tel|number|date|file"
        tags = rf'<(?:input type="(?:{kinds})"|select|textarea)[^>]* id="([^"]+)"'
        ids = re.findall(tags, form[0])
        assert len(ids) >= 14
        assert [one for one in ids if f'for="{one}"' not in form[0]] == []
    for value in ("organization", "country", "name", "organization-title", "email", "tel"):
        assert f'autocomplete="{value}"' in form[0]


def test_countries_stand_in_the_order_of_the_readers_alphabet(
    office: Office, client: Client
) -> None:
    html = client.get("/uk/join/").content.decode()
    positions = [html.index(f">{name}<") for name in ("Ізраїль", "Індія", "Японія")]
    assert positions == sorted(positions)
    members = [html.index(f">{name}<") for name in ("Грузія", "Естонія", "Ірландія", "Кіпр")]
    assert members == sorted(members)


def test_a_consent_text_that_changed_meanwhile_is_asked_for_again(
    office: Office, client: Client
) -> None:
    answers = filled()
    newer = consent("2", en="Something else happens with it.")
    html = client.post("/en/join/", answers).content.decode()
    assert "has changed" in html and "Something else happens" in html
    assert 'value="olena@example.org"' in html
    box = re.search(r'<input type="checkbox" name="agree"[^>]*>', html)
    assert box and "checked" not in box[0]
    assert not Application.objects.exists()
    client.post("/en/join/", filled())
    assert Application.objects.get().consent == newer


def test_a_published_consent_text_stays_as_it_was_read(
    office: Office, client: Client, admin_client: Client
) -> None:
    address = f"/admin/consent_texts/edit/{office.consent.pk}/"
    assert admin_client.get(address).status_code == 302
    assert admin_client.post(address, {"label": "changed"}).status_code == 302
    admin_client.post(f"/admin/consent_texts/delete/{office.consent.pk}/")
    assert ConsentText.objects.get().label == "1"
    draft = ConsentText(label="draft", published_at=timezone.now() + datetime.timedelta(days=1))
    draft.wordings = [ConsentWording(language="en", text="<p>Soon</p>", agreement="Yes")]
    draft.save()
    assert admin_client.get(f"/admin/consent_texts/edit/{draft.pk}/").status_code == 200
    assert "Soon" not in client.get("/en/join/").content.decode()


def test_without_a_text_to_agree_to_there_is_no_form(office: Office, client: Client) -> None:
    answers = filled()
    ConsentText.objects.update(published_at=None)
    assert "authority_name" not in client.get("/en/join/").content.decode()
    client.post("/en/join/", answers)
    assert not Application.objects.exists()


def test_a_network_is_applied_for_where_there_is_one(office: Office, client: Client) -> None:
    html = client.post("/en/join/", filled(country="GR", target="network")).content
    assert "There is no national network in this country" in html.decode()
    greece = section("GR")
    client.post("/en/join/", filled(country="GR", target="network"))
    assert Application.objects.get().network_key == greece.network_key


def test_the_words_of_the_page_come_before_those_of_the_interface(
    office: Office, client: Client
) -> None:
    office.join.form_title = "Tell us about you"
    office.join.reason_help = "Three sentences are enough"
    office.join.sent_text = "<p>Thanks from us all</p>"
    office.join.save_revision().publish()
    html = client.get("/en/join/").content.decode()
    assert "Tell us about you" in html and "Three sentences are enough" in html
    assert "Thanks from us all" in client.get("/en/join/?sent=1").content.decode()


def test_nonsense_is_refused(office: Office) -> None:
    proper = filled()
    for nonsense in (
        {"email": "a@example.org\nBcc: b@example.org"},
        {"email": "a@example.org,b@example.org"},
        {"authority_name": "x" * 256},
        {"reason": "x" * 4001},
        {"person_name": "a\0b"},
        {"country": "ZZ"},
        {"language": "xx"},
        {"population": "9" * 30},
        {"target": "everything"},
        {"website": "javascript:alert(1)"},
        {"agree": ""},
        {"consent_shown": "0-en"},
    ):
        form = AuthorityApplicationForm({**proper, **nonsense}, consent=office.consent)
        assert not form.is_valid(), nonsense
    assert AuthorityApplicationForm(proper, consent=office.consent).is_valid()


def test_a_line_break_in_a_name_reaches_no_header(
    office: Office, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/en/join/", filled(authority_name="A\r\nBcc: b@example.org"))
    for message in mail.outbox:
        assert "Bcc" not in str(message.message())


def test_each_form_has_a_seal_that_ages(
    office: Office, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seals, "FASTEST", datetime.timedelta(minutes=1))
    html = client.post("/en/join/", filled()).content.decode()
    assert "That was very fast" in html and 'value="olena@example.org"' in html
    monkeypatch.setattr(seals, "FASTEST", datetime.timedelta(seconds=-1))
    monkeypatch.setattr(seals, "SLOWEST", datetime.timedelta(seconds=-1))
    html = client.post("/en/join/", filled()).content.decode()
    assert "was open for a long time" in html and 'value="olena@example.org"' in html
    assert not Application.objects.exists()


def test_a_demonstration_leads_to_the_status_page_itself(office: Office, client: Client) -> None:
    settings = SiteSettings.for_site(Site.objects.get())
    settings.is_demonstration = True
    settings.save()
    cache.clear()
    answer = client.post("/en/join/", filled())
    # On the same host, whatever the site is called: a form may lead nowhere else.
    assert answer.url.startswith("/uk/join/status/")
    assert client.get(answer.url).status_code == 200


def test_names_that_cannot_be_seen_and_numbers_that_cannot_be_are_refused_beside_the_field(
    office: Office, client: Client
) -> None:
    hostile = {
        "authority_name": "Lviv\u202egnp",
        "person_name": "Ol\u200bena",
        "population": str(2**31),
    }
    for field, value in hostile.items():
        answer = client.post("/en/join/", filled(**{field: value}))
        assert list(answer.context["form"].errors) == [field]
    assert not Application.objects.exists()
