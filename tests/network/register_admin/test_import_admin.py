"""The import in the admin: file, columns, what would change, and the change."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from network.models import Authority, RegisterUpload
from network.register_admin.importing import progress
from tests.network.register_admin.helpers import form_data

TABLE = "Место;Країна;Населення;participation_number\nЛьвів;Україна;720 000;9\n"


def upload(client, text=TABLE, charset="utf-8", name="table.csv"):
    file = SimpleUploadedFile(name, text.encode(charset))
    return client.post(reverse("register:import"), {"file": file, "charset": ""})


def test_a_coordinator_imports_what_was_shown_and_nothing_else(register):
    client = register.as_coordinator
    columns = upload(client, charset="windows-1251")["Location"]
    page = client.get(columns)
    data = form_data(page)
    assert "windows-1251" in page.content.decode()
    assert (data["0"], data["1"], data["2"], data["3"]) == ("", "country", "population", "")
    forged = client.post(columns, {**data, "0": "name", "3": "participation_number"})
    assert forged.status_code == 200
    twice = client.post(columns, {**data, "0": "country"})
    assert "Two columns of the file are read as" in twice.content.decode()
    report = client.post(columns, {**data, "0": "name"})["Location"]
    shown = client.get(report)
    assert "<del>717000</del> → <ins>720000</ins>" in shown.content.decode()
    assert "720000" in b"".join(client.get(report + "?export=csv").streaming_content).decode()
    Authority.objects.filter(pk=register.lviv.pk).update(latitude=49.8)
    refused = client.post(report, form_data(shown))
    assert "the register has changed since you looked at this" in refused.content.decode()
    register.lviv.refresh_from_db()
    assert register.lviv.population == 717_000
    assert client.post(report, form_data(refused)).status_code == 302
    register.lviv.refresh_from_db()
    assert register.lviv.population == 720_000
    assert "720000" not in client.get(reverse("register:index")).content.decode()
    log = client.get(reverse("register:history", args=[register.lviv.pk])).content.decode()
    assert "coordinator-ua" in log
    assert not RegisterUpload.objects.exists()


def test_files_are_private_refused_with_a_message_and_lead_back_once_they_are_gone(register):
    refused = upload(register.as_coordinator, "", name="a.csv")
    assert "empty" in refused.content.decode()
    columns = upload(register.as_secretariat)["Location"]
    for client in (register.as_coordinator, register.as_secretariat):
        answer = client.get(columns)
        assert answer.status_code == (200 if client is register.as_secretariat else 302)
    upload(register.as_secretariat)
    assert register.as_secretariat.get(columns)["Location"] == reverse("register:import")


def test_who_waits_is_told_how_far_the_writing_is_and_nobody_else(register, monkeypatch):
    """Asked while rows are being written, as a browser does that waits for the answer."""
    monkeypatch.setattr(progress, "STEP", 2)
    client, told = register.as_secretariat, []
    rows = "".join(f"Town {one};city;UA\n" for one in range(5))
    columns = upload(client, f"name;kind;country\n{rows}")["Location"]
    report = reverse("register:import_report", args=[RegisterUpload.objects.get().pk])
    asked = reverse("register:import_progress", args=[RegisterUpload.objects.get().pk])

    def asking(execute, sql, *details):
        if sql.startswith("INSERT INTO") and '"network_authority"' in sql:
            told.append(client.get(asked).json())
        return execute(sql, *details)

    for page in (columns, report):
        assert f'data-import-progress="{asked}"' in client.get(page).content.decode()
    assert register.as_coordinator.get(asked).status_code == 404
    data = form_data(client.get(report))
    assert client.get(asked).json() == {}
    with connection.execute_wrapper(asking):
        assert client.post(report, data).status_code == 302
    assert told == [
        {"text": f"Step {step} of 4. {what}: {done} of 5", "done": done, "total": 5}
        for step, what, done in (
            (2, "Comparing them with the register", 5),
            (3, "Writing the authorities", 2),
            (3, "Writing the authorities", 4),
        )
    ]
    assert client.get(asked).status_code == 404


def test_who_may_not_change_the_register_does_not_import(register, django_user_model):
    from django.contrib.auth.models import Permission

    reader = django_user_model.objects.create_user("reader")
    reader.user_permissions.set(
        Permission.objects.filter(codename__in=("view_authority", "access_admin"))
    )
    from tests.network.register_admin.conftest import client_of

    assert client_of(reader).get(reverse("register:import")).status_code == 302
    assert upload(client_of(reader)).status_code == 302
    assert not RegisterUpload.objects.exists()


def test_the_commands_export_and_import(register, tmp_path):
    for name in ("register.csv", "register.xlsx"):
        path, out = tmp_path / name, io.StringIO()
        call_command("export_authorities", path, stdout=out)
        call_command("import_authorities", path, stdout=out, stderr=out)
        assert "3 unchanged" in out.getvalue(), out.getvalue()
    table, out = tmp_path / "table.csv", io.StringIO()
    table.write_text("key;Mieszkańcy\nua-lviv;5\ngr-volos;6\n")
    options = {"column": ["Mieszkańcy=population"], "stdout": out, "stderr": out}
    call_command("import_authorities", table, dry_run=True, **options)
    assert "population: 717000 → 5" in out.getvalue()
    assert "Comparing them with the register: 2 of 2" in out.getvalue()
    with pytest.raises(CommandError):
        call_command("import_authorities", table, country="UA", **options)
    register.lviv.refresh_from_db()
    assert register.lviv.population == 717_000
    call_command("import_authorities", table, **options)
    register.lviv.refresh_from_db()
    assert register.lviv.population == 5
