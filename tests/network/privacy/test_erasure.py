"""Personal data: after erasure it is nowhere, and it goes by itself when its time is over."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from network.applications.acceptance import accept
from network.applications.privacy import erase_application
from network.models import (
    Actor,
    Application,
    ApplicationNote,
    ApplicationState,
    ContactPerson,
    Participation,
    PersonalDataLog,
    StatusLink,
)
from network.models.uploads import RegisterUpload
from network.privacy.persons import erase
from network.privacy.traces import Texts
from tests import factories
from tests.network.decisions.conftest import Desk, desk

__all__ = ["desk"]

NAME, EMAIL, PHONE = "Оксана Зразкова", "zrazkova@example.org", "+380 44 555 66 77"
FILE = b"%PDF-1.4 zqcouncil\n%%EOF\n"
# What must be nowhere; in JSON, letters may be written as escapes.
SECRETS = (NAME, "Зразкова", EMAIL, "zrazkova", PHONE, "555 66 77", "zqreason", "zqnote", "zqrole")
SPELLINGS = {*SECRETS, *(json.dumps(secret)[1:-1] for secret in SECRETS)}


def dump() -> Iterator[tuple[str, str]]:
    """All tables of the database with all that is in them, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            values = [value for row in cursor.fetchall() for value in row]
            # PostgreSQL gives bytes as a view of memory.
            plain = (bytes(one) if isinstance(one, memoryview) else one for one in values)
            yield table, " ".join(map(str, plain))


def tables_with_secrets() -> set[str]:
    return {
        table
        for table, text in dump()
        if any(secret.casefold() in text.casefold() for secret in SPELLINGS)
    }


def files_with_secrets() -> set[Path]:
    """The files of this and of earlier tests, whose rows are taken back without their files."""
    folder = Path(storages["private"].location)
    return {
        path for path in folder.rglob("*") if path.is_file() and b"zqcouncil" in path.read_bytes()
    }


def applied(desk: Desk, **fields: Any) -> Application:
    """An application with everything that may be in one."""
    made = desk.application(
        person_name=NAME,
        person_role="zqrole",
        office="zqrole office",
        email=EMAIL,
        phone=PHONE,
        reason=f"zqreason by {NAME}",
        **fields,
    )
    made.decision_document.save("decision.pdf", ContentFile(FILE))
    ApplicationNote.objects.create(application=made, text=f"zqnote: {NAME} has called")
    StatusLink.objects.create(application=made, digest=f"{made.pk:064}")
    return made


def leave_traces(desk: Desk) -> None:
    """What people and the admin may have noted of the person elsewhere."""
    authority = factories.authority()
    ContactPerson.objects.create(
        authority=authority, name="Somebody Else", email="else@example.org", note=f"Ask {NAME}"
    )
    ContactPerson.objects.create(authority=authority, name=NAME, email=EMAIL.upper())
    log(authority, "wagtail.edit", user=desk.people["ua"], data={"contact": [NAME, EMAIL]})
    ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(Application),
        object_id="1",
        label=f"{NAME} <{EMAIL}>",
        action="wagtail.edit",
        timestamp=timezone.now(),
    )
    page = factories.news_page(desk.tree.news, aliases=False)
    page.summary = f"Write to {NAME}, {EMAIL} or {PHONE}"
    page.save_revision().publish()
    page.summary = "Write to the office"
    page.save_revision().publish()
    RegisterUpload.objects.create(user=desk.people["ua"], name="towns.csv", content=EMAIL.encode())
    session = SessionStore()
    session["typed"] = {"email": EMAIL}
    session.save()


def test_after_erasure_nothing_of_the_person_is_left_in_any_table_or_file(
    desk: Desk, django_capture_on_commit_callbacks: Any
) -> None:
    earlier = files_with_secrets()
    factories.participation(130)
    joined, waiting = applied(desk), applied(desk, authority_name="Another town")
    by = desk.people["secretariat"]
    with django_capture_on_commit_callbacks(execute=True):
        accept(
            joined.pk,
            authority=None,
            seen=(),
            by=by,
            actor=Actor.SECRETARIAT,
            reason=f"zq, letter of {NAME} received",
        )
    leave_traces(desk)
    assert {
        "network_application",
        "network_contactperson",
        "network_transition",
        "network_relationchange",
        "wagtailcore_modellogentry",
        "network_registerupload",
        "wagtailcore_revision",
    } <= tables_with_secrets()
    assert len(files_with_secrets() - earlier) == 2

    with django_capture_on_commit_callbacks(execute=True):
        erasure = erase(EMAIL, by=by)

    assert tables_with_secrets() == set()
    assert files_with_secrets() == earlier
    assert erasure.left == {}
    assert not StatusLink.objects.exists()
    assert not SessionStore().model.objects.exists()
    # What stays: the authority, its number, that somebody applied, and who erased.
    assert Participation.objects.get(number=131).authority.name == "Тестова громада"
    joined.refresh_from_db()
    waiting.refresh_from_db()
    assert (joined.state, waiting.state) == ("accepted", "withdrawn")
    assert joined.erased_at
    assert waiting.erased_at
    assert ContactPerson.objects.get().name == "Somebody Else"
    entry = PersonalDataLog.objects.get()
    assert (entry.by, entry.action) == (by, "erase")
    assert entry.found["network.Application"] == 2


def test_a_person_is_known_by_what_can_hardly_mean_somebody_else() -> None:
    found = Texts.of(EMAIL, {NAME, "Оксана", "+380445556677", PHONE, "2026", ""})
    assert set(found.texts) == {EMAIL, NAME, "+380445556677", PHONE}


def test_what_readers_see_is_left_to_an_editor_and_named(desk: Desk) -> None:
    factories.news_page(desk.tree.news, aliases=False, summary=f"Write to {EMAIL}")
    left = erase(EMAIL, by=None).left
    assert left["news.NewsPage.summary"] == 1
    assert left["wagtailcore.Revision.content"] == 1


def test_the_secretariat_alone_looks_a_person_up_gives_out_and_erases(desk: Desk) -> None:
    application = applied(desk)
    url = reverse("network_personal_data")
    for name in ("ua", "outsider"):
        client = desk.client(name)
        assert client.get(url).status_code == 302
        assert client.post(url, {"email": EMAIL, "export": "1"}).status_code == 302
        client.post(url, {"email": EMAIL, "erase": "1", "is_sure": "on"})
    application.refresh_from_db()
    assert application.erased_at is None

    client: Client = desk.client("secretariat")
    assert "Applications (1)" in client.post(url, {"email": EMAIL}).content.decode()
    given = client.post(url, {"email": EMAIL, "export": "1"}).json()
    (given_out,) = given["network.Application"]
    assert given_out["person_name"] == NAME
    assert given_out["notes"][0]["text"] == f"zqnote: {NAME} has called"
    assert given_out["decision_document"]
    assert client.post(url, {"email": EMAIL, "erase": "1"}).status_code == 200
    application.refresh_from_db()
    assert application.person_name == NAME
    client.post(url, {"email": EMAIL, "erase": "1", "is_sure": "on"})
    application.refresh_from_db()
    assert application.person_name == ""
    assert EMAIL not in client.get(url).content.decode()
    assert [entry.by for entry in PersonalDataLog.objects.all()] == [desk.people["secretariat"]] * 2


def test_the_commands_name_who_asked_and_refuse_nobody(desk: Desk, capsys: Any) -> None:
    applied(desk)
    with pytest.raises(CommandError):
        call_command("export_person", EMAIL, by="nobody")
    call_command("export_person", EMAIL, by="secretariat")
    assert json.loads(capsys.readouterr().out)["network.Application"][0]["email"] == EMAIL
    call_command("erase_person", EMAIL, by="secretariat")
    assert "network.Application 1" in capsys.readouterr().out
    assert not Application.objects.filter(email=EMAIL).exists()


def test_applications_end_and_are_erased_in_due_time_once(desk: Desk) -> None:
    """Days since it was received, or closed; whether it has ended; whether it is erased."""
    table = (
        (ApplicationState.RECEIVED, 3, False, False),
        (ApplicationState.RECEIVED, 20, True, True),
        (ApplicationState.CONFIRMED, 900, False, False),
        (ApplicationState.DECLINED, 300, False, False),
        (ApplicationState.DECLINED, 400, False, True),
        (ApplicationState.WITHDRAWN, 400, False, True),
        (ApplicationState.ACCEPTED, 400, False, True),
        (ApplicationState.EXPIRED, 400, False, True),
    )
    made = []
    for state, days, _expires, _is_erased in table:
        then = timezone.now() - datetime.timedelta(days=days)
        confirmed = None if state == ApplicationState.RECEIVED else then
        one = desk.application(state=state, confirmed_at=confirmed, closed_at=then)
        Application.objects.filter(pk=one.pk).update(received_at=then)
        made.append(one)
    for _again in range(2):
        call_command("expire_applications")
        for one, (state, days, expires, is_erased) in zip(made, table, strict=True):
            one.refresh_from_db()
            assert one.state == (ApplicationState.EXPIRED if expires else state), days
            assert bool(one.erased_at) == is_erased, (state, days)
            assert bool(one.email) != is_erased
        # What was never confirmed may not be true of the authority either.
        assert made[1].authority_name == ""
        assert made[4].authority_name
    assert PersonalDataLog.objects.get().found == {"network.Application": 5}


def test_an_erased_application_cannot_be_written_about_again(desk: Desk) -> None:
    application = applied(desk)
    erase_application(application)
    client = desk.client("secretariat")
    for name in ("notes", "checklist"):
        address = reverse(f"network_applications:{name}", args=[application.pk])
        client.post(address, {"text": "zqnote", "letter": "2026-01-01"})
    assert not application.notes.exists()
    assert not application.checks.exists()
