"""Django, Wagtail and their companions speak the editors' languages without gaps."""

import json
import re
from collections.abc import Iterator

import polib
import pytest
from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.validators import validate_email
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext
from wagtail.models import Page
from wagtail.users.models import UserProfile

from scripts.upstream_catalogues import DOMAINS, SUPPLEMENT, lacking, supplement, upstream

EDITORS_LANGUAGES = sorted(
    {code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES} - {"en"}
)
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
TAG = re.compile(r"<[^>]+>")
REPLACES = "Instead of: "


def supplied() -> Iterator[tuple[str, str, polib.POEntry]]:
    """Language, domain and entry of all that the supplement holds."""
    for language in sorted(folder.name for folder in SUPPLEMENT.iterdir()):
        for domain in DOMAINS:
            for entry in supplement(language, domain).values():
                yield language, domain, entry


def texts(entry: polib.POEntry) -> list[str]:
    return [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("language", EDITORS_LANGUAGES)
def test_every_string_of_the_installed_packages_has_a_translation(
    language: str, domain: str
) -> None:
    # After an upgrade: python -m scripts.upstream_catalogues LANGUAGE prints what is new.
    assert [entry.msgid for entry in lacking(language, domain)] == []


def test_what_upstream_has_is_replaced_only_where_the_catalogue_says_what_was_wrong() -> None:
    there = {
        (language, domain): upstream(language, domain)
        for language in EDITORS_LANGUAGES
        for domain in DOMAINS
    }
    wrong = []
    for language, domain, entry in supplied():
        name = (entry.msgctxt, entry.msgid, entry.msgid_plural)
        known = there[language, domain].get(name)
        said = " / ".join(dict.fromkeys(texts(known))) if known else ""
        comment = entry.tcomment.removeprefix(REPLACES)
        # A catalogue breaks long lines, at spaces and at hyphens.
        if "".join(comment.split()) != "".join(said.split()):
            wrong.append((language, entry.msgid, said))
    assert wrong == []


def test_supplied_words_keep_placeholders_and_tags() -> None:
    different = []
    for language, _domain, entry in supplied():
        english = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
        allowed = set(PLACEHOLDER.findall(" ".join(english)))
        # Of two English forms, the singular may leave out its number and one its second count.
        needed = set.intersection(*(set(PLACEHOLDER.findall(text)) for text in english))
        tags = sorted(TAG.findall(entry.msgid))
        different += [
            (language, entry.msgid, text)
            for text in texts(entry)
            if not needed <= set(PLACEHOLDER.findall(text)) <= allowed
            or sorted(TAG.findall(text)) != tags
        ]
    assert different == []


def test_numbers_decide_the_form_in_ukrainian() -> None:
    with translation.override("uk"):
        forms = [
            ngettext("Publish 1 page", "Publish %(counter)s pages", count) % {"counter": count}
            for count in (1, 3, 5, 21)
        ]
    assert forms == [
        "Опублікувати 1 сторінку",
        "Опублікувати 3 сторінки",
        "Опублікувати 5 сторінок",
        "Опублікувати 21 сторінку",
    ]


def test_what_upstream_translates_well_stays() -> None:
    with translation.override("uk"):
        assert gettext("Dashboard") == "Панель"


def test_what_is_wrong_with_a_field_ends_with_a_full_stop_in_every_language() -> None:
    messages = (
        forms.Field.default_error_messages["required"],
        forms.ChoiceField.default_error_messages["invalid_choice"],
        forms.DateField.default_error_messages["invalid"],
        forms.URLField.default_error_messages["invalid"],
        validate_email.message,
    )
    for language in ("en", *EDITORS_LANGUAGES):
        with translation.override(language):
            assert [str(said) for said in messages if not str(said).endswith(".")] == []


def test_scripts_of_the_admin_speak_ukrainian(client: Client, db: None) -> None:
    with translation.override("uk"):
        address = reverse("wagtailadmin_javascript_catalog")
    script = client.get(address, headers={"accept-language": "uk"}).text
    words = json.dumps({"Changes have been autosaved.": "Зміни автоматично збережено."})
    assert words.strip("{}") in script
    # The forms of numbers are the ones of Wagtail's catalogue, with "many" for 11.
    assert "n % 100 != 11" in script


@pytest.mark.django_db
def test_who_is_refused_is_told_so_in_their_language(client: Client) -> None:
    user = get_user_model().objects.create_user("translator")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    UserProfile.objects.create(user=user, preferred_language="uk")
    client.force_login(user)
    page = Page.objects.get(depth=1)
    answer = client.get(
        reverse("wagtailadmin_pages:delete", args=[page.pk]),
        headers={"accept-language": "en"},
        follow=True,
    )
    (told,) = answer.context["messages"]
    with translation.override("uk"):
        assert str(told).strip() == gettext(
            "Sorry, you do not have permission to access this area."
        )
    assert "Sorry" not in str(told)
