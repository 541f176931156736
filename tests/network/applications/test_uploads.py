"""The council's decision: which files are taken, where they lie, and that none does harm."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from network.applications import pdf_check, uploads
from network.models import Application
from tests.network.applications.conftest import Office, filled, kept_files
from tests.network.applications.pdfs import FILES, plain

# These are read in the process that they would harm.
HARMFUL = frozenset({"lists within lists", "pages in a circle", "bomb"})


def pdf(content: bytes = b"", name: str = "рішення.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or plain(), content_type="application/pdf")


def test_content_decides_what_a_file_is() -> None:
    found = {
        name: str(pdf_check.check(make()))
        for name, (make, _verdict) in FILES.items()
        if name not in HARMFUL
    }
    assert found == {n: verdict for n, (_make, verdict) in FILES.items() if n not in HARMFUL}


@pytest.mark.parametrize("name", ["plain", "lists within lists", "bomb"])
def test_another_process_reads_the_file(name: str) -> None:
    make, verdict = FILES[name]
    assert uploads.verdict_on(make()) == verdict


def test_a_reader_that_does_not_end_is_ended(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("while True: pass")
    monkeypatch.setattr(pdf_check, "__file__", str(endless))
    monkeypatch.setattr(uploads, "SECONDS_TO_READ", 0.2)
    assert uploads.verdict_on(plain()) == "broken"


def test_a_file_survives_an_error_beside_it_and_is_kept_in_private(
    office: Office, client: Client
) -> None:
    before = kept_files()
    answer = client.post("/en/join/", filled(email="no", decision_document=pdf()))
    html = answer.content.decode()
    assert "“рішення.pdf”" in html
    token = re.search(r'name="decision_kept" value="([^"]+)"', html)
    assert token and len(kept_files() - before) == 1
    # A token of somebody's own making, or of a file that is gone, leads to nothing.
    lost = client.post("/en/join/", filled(decision_kept="x" + token[1])).content.decode()
    assert 'id="id_decision_document_error"' in lost
    assert "Please choose the file once more." in lost
    assert 'name="decision_kept"' not in lost
    assert not Application.objects.exists()
    answers = filled(decision_kept=token[1])
    for _press in range(2):  # of the button: the second finds the file gone, and says nothing of it
        assert client.post("/en/join/", answers).status_code == 302
    stored = Application.objects.get(email="olena@example.org").decision_document
    assert stored.read() == plain()
    private = Path(storages["private"].location)
    assert private in Path(stored.path).parents
    assert Path(settings.MEDIA_ROOT) not in Path(stored.path).parents
    with pytest.raises(ValueError, match="no address"):
        stored.url  # noqa: B018
    assert "рішення" not in stored.name


def test_what_waits_too_long_or_is_too_much_is_not_kept(
    office: Office, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_KEPT", len([n for n in kept_files() if "kept/" in n]))
    answer = client.post("/en/join/", filled(email="no", decision_document=pdf()))
    assert "Please choose the file once more." in answer.content.decode()
    monkeypatch.setattr(uploads, "KEPT_FOR", uploads.KEPT_FOR * 0)
    assert uploads.clear_kept() == 0
    assert not [name for name in kept_files() if "kept/" in name]


def test_a_hostile_file_is_refused_beside_its_field(office: Office, client: Client) -> None:
    hostile = FILES["script on opening"][0]()
    answer = client.post("/en/join/", filled(decision_document=pdf(hostile)))
    html = answer.content.decode()
    assert "contains programs or forms" in html
    assert 'aria-describedby="id_decision_document_helptext id_decision_document_error"' in html
    assert not Application.objects.exists()


def test_a_file_that_is_too_large_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 100)
    monkeypatch.setattr(uploads, "verdict_on", lambda content: pytest.fail("it was read"))
    with pytest.raises(uploads.ValidationError, match="larger"):
        uploads.check_pdf(pdf())
