"""What acceptance leaves: number, history, contact, counter, draft, letter; all or nothing."""

from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.utils import translation
from wagtail_localize.models import StringTranslation

from cms.cache import content_version
from network.applications import acceptance, announcement
from network.applications.acceptance import accept
from network.applications.announcement import ordinal, title_of
from network.applications.transitions import NotAllowed
from network.models import (
    Actor,
    Application,
    ApplicationState,
    Authority,
    ContactPerson,
    Participation,
    RelationChange,
)
from network.relations import change_state
from news.models import NewsPage
from tests import factories
from tests.network.decisions.conftest import Desk

TODAY = acceptance.timezone.localdate


def accepted(desk: Desk, application: Application, authority: Authority | None = None) -> int:
    """Accept it as the secretariat does; returns the number given."""
    done = accept(
        application.pk,
        authority=authority,
        seen=list(Authority.objects.values_list("pk", flat=True)),
        by=desk.people["secretariat"],
        actor=Actor.SECRETARIAT,
    )
    assert done.participation is not None
    return done.participation.number


def test_acceptance_brings_all_that_belongs_to_it(
    desk: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    topic = factories.topic("participants", en="New participants")
    factories.participation(130, authority_country="FR")
    application = desk.application(authority_name="Львів & Co", website="https://example.org/")
    with django_capture_on_commit_callbacks(execute=True):
        assert accepted(desk, application) == 131
    application.refresh_from_db()
    authority = application.authority
    assert (authority.name, authority.country) == ("Львів & Co", "UA")
    assert authority.website == "https://example.org/"
    assert Participation.objects.counter() == type(Participation.objects.counter())(2, 2)
    change = RelationChange.objects.get()
    assert (change.from_state, change.to_state, change.by) == (
        "",
        "active",
        desk.people["secretariat"],
    )
    contact = ContactPerson.objects.get()
    assert (contact.authority, contact.email, contact.language) == (
        authority,
        "olena@example.org",
        "uk",
    )
    assert [one.to for one in mail.outbox] == [["olena@example.org"]]

    article = authority.article_links.get().article
    assert article.title == "Львів & Co becomes the 131st participant of the Alliance"
    assert "Львів &amp; Co (Ukraine) joined the Alliance" in str(article.body)
    assert "participants is now 2" in str(article.body)
    assert "olena" not in str(article.body)
    assert article.get_parent() == desk.tree.news.page_ptr
    assert [row.country for row in article.countries.all()] == ["UA"]
    assert list(article.topics.all()) == [topic]
    versions = NewsPage.objects.filter(translation_key=article.translation_key)
    assert {one.locale.language_code for one in versions} == {"en", "fr", "uk", "rom"}
    assert not any(one.live for one in versions)


def test_the_draft_is_begun_in_languages_whose_catalogue_has_the_sentences(desk: Desk) -> None:
    """As suggestions: they are not published before somebody has confirmed them."""
    factories.participation(130)
    application = desk.application(authority_name="Львів & Co")
    with patch.object(announcement, "has_words", lambda language: language == "fr"):
        accepted(desk, application)
    application.refresh_from_db()
    article = application.authority.article_links.get().article
    suggested = StringTranslation.objects.filter(context__object_id=article.translation_key)
    assert {one.locale.language_code for one in suggested} == {"fr"}
    assert {one.translation_type for one in suggested} == {"machine"}
    words = " ".join(suggested.values_list("data", flat=True))
    assert "131e" in words
    assert "Львів &amp; Co (Ukraine)" in words
    french = desk.tree.translation_of(article, "fr")
    assert french.alias_of_id == article.pk
    assert not french.live


def test_a_number_is_never_given_again(desk: Desk) -> None:
    factories.participation(7)
    numbers = []
    for name in ("Alpha", "Beta", "Gamma"):
        application = desk.application(authority_name=name)
        numbers.append(accepted(desk, application))
        participation = Participation.objects.get(number=numbers[-1])
        if name == "Alpha":
            change_state(participation, "withdrawn", on=TODAY(), by=None)
        if name == "Beta":
            participation.authority.delete()
    assert numbers == [8, 9, 10]
    # Rows that were written without telling anybody count too.
    Participation.objects.bulk_create([Participation(authority=factories.authority(), number=40)])
    assert accepted(desk, desk.application(authority_name="Delta")) == 41
    # Who withdrew comes back as somebody new.
    alpha = Authority.objects.get(name="Alpha")
    assert accepted(desk, desk.application(authority_name="Alpha"), alpha) == 42
    with pytest.raises(NotAllowed, match="42"):
        accepted(desk, desk.application(authority_name="Alpha"), alpha)


def test_a_failure_leaves_nothing_and_burns_no_number(desk: Desk) -> None:
    application = desk.application()
    pages = NewsPage.objects.count()
    with patch.object(acceptance, "keep_contact", side_effect=OSError), pytest.raises(OSError):
        accepted(desk, application)
    application.refresh_from_db()
    assert application.state == ApplicationState.UNDER_REVIEW
    assert application.authority is None
    assert not Authority.objects.exists()
    assert NewsPage.objects.count() == pages
    assert accepted(desk, application) == 1


def test_forms_that_come_in_do_not_make_readers_wait_for_furniture_anew(
    desk: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    version = content_version()
    with django_capture_on_commit_callbacks(execute=True):
        application = desk.application()
        application.notes.create(text="Seen")
        application.checks.create(item="contact", on=TODAY())
    assert content_version() == version
    with django_capture_on_commit_callbacks(execute=True):
        accepted(desk, application)
    assert content_version() != version


def test_an_address_that_several_contact_persons_share_is_no_obstacle(desk: Desk) -> None:
    authority = factories.authority()
    for name in ("Mayor", "Deputy"):
        authority.contact_persons.create(name=name, email="Olena@example.org")
    accepted(desk, desk.application(), authority)
    assert authority.contact_persons.count() == 2


def test_an_application_is_decided_once(desk: Desk) -> None:
    application = desk.application()
    accepted(desk, application)
    for _again in range(2):
        with pytest.raises(NotAllowed):
            accepted(desk, application)
    assert Participation.objects.count() == 1
    assert NewsPage.objects.filter(locale__language_code="en").count() == 1


def test_numbers_and_dates_stand_in_sentences_as_a_language_writes_them() -> None:
    assert [ordinal(number, "en") for number in (1, 2, 3, 11, 131)] == [
        "1st",
        "2nd",
        "3rd",
        "11th",
        "131st",
    ]
    assert [ordinal(number, "fr") for number in (1, 131)] == ["1er", "131e"]
    assert ordinal(131, "uk") == "131"
    assert announcement.one_stop("… 22 листопада 2026 р..") == "… 22 листопада 2026 р."
    assert announcement.one_stop("… on 22 November 2026.") == "… on 22 November 2026."
    with translation.override("en"):
        assert title_of({"name": "Lviv", "ordinal": "131st"}).startswith("Lviv becomes the 131st")
