"""The council's decision as a PDF: what is taken, where it waits, how it is given out.

The content decides what a file is, not its name. It is read by another process
(`network.applications.pdf_check`), which a hostile file can bring down alone.
"""

import datetime
import secrets
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.http import FileResponse
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.applications import pdf_check
from network.applications.pdf_check import Verdict
from network.models.applications import Application
from network.private_files import files

MOST_BYTES = 10 * 1024 * 1024
SECONDS_TO_READ = pdf_check.SECONDS + 5
KEPT_FOLDER = "kept"
KEPT_FOR = datetime.timedelta(hours=2)
MOST_KEPT = 100

REFUSALS: dict[Verdict, Promise] = {
    Verdict.NOT_PDF: gettext_lazy("This is not a PDF file. Please save the decision as a PDF."),
    Verdict.BROKEN: gettext_lazy(
        "This file is damaged or too complicated to be checked. Please save it as a PDF anew."
    ),
    Verdict.ENCRYPTED: gettext_lazy(
        "This PDF is protected by a password. Please choose one without."
    ),
    Verdict.ACTIVE: gettext_lazy(
        "This PDF contains programs or forms. Please print it to a PDF and choose that one."
    ),
    Verdict.ATTACHMENTS: gettext_lazy(
        "This PDF contains other files. Please print it to a PDF and choose that one."
    ),
    Verdict.TOO_LONG: gettext_lazy("This PDF has too many pages. Please send the decision only."),
}


@dataclass(frozen=True)
class KeptFile:
    """A file that waits for the form around it to be sent again; only `token` leads to it."""

    token: str
    storage_name: str
    name: str
    size: int


def check_pdf(upload: File) -> None:
    """Raise a ValidationError unless `upload` is a PDF that is safe to hand on."""
    if upload.size > MOST_BYTES:
        message = _("This file is larger than %(size)s.")
        raise ValidationError(message % {"size": filesizeformat(MOST_BYTES)})
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    verdict = verdict_on(content)
    if verdict != Verdict.OK:
        raise ValidationError(str(REFUSALS[verdict]))


def verdict_on(content: bytes) -> Verdict:
    """What another process, short of time and memory, finds the file to be."""
    if not content.startswith(b"%PDF-"):
        return Verdict.NOT_PDF
    try:
        result = subprocess.run(  # noqa: S603 our own program, nothing from outside in its name
            [sys.executable, "-I", str(Path(pdf_check.__file__))],
            input=content,
            capture_output=True,
            timeout=SECONDS_TO_READ,
            check=True,
        )
        return Verdict(result.stdout.decode("ascii", "replace").strip())
    except (subprocess.SubprocessError, ValueError):
        return Verdict.BROKEN


def keep(upload: File) -> KeptFile | None:
    """Put a checked file aside for a while. None where too many wait already."""
    if clear_kept() >= MOST_KEPT:
        return None
    upload.seek(0)
    wanted = f"{KEPT_FOLDER}/{secrets.token_hex(16)}.pdf"
    storage_name = files.save(wanted, ContentFile(upload.read()))
    name = (upload.name or "")[-100:]
    token = signing.dumps([storage_name, name, upload.size], salt=KEPT_FOLDER)
    return KeptFile(token, storage_name, name, upload.size)


def find_kept(token: str) -> KeptFile | None:
    """The file that `token` was given out for; None once it has been used or cleared away."""
    try:
        storage_name, name, size = signing.loads(token, salt=KEPT_FOLDER, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    if not files.exists(storage_name):
        return None
    return KeptFile(token, storage_name, name, size)


def take_kept(kept: KeptFile) -> ContentFile:
    """The content of a kept file, which is no longer kept once the transaction is committed."""
    with files.open(kept.storage_name) as opened:
        content = ContentFile(opened.read(), name="decision.pdf")
    transaction.on_commit(lambda: files.delete(kept.storage_name))
    return content


def clear_kept() -> int:
    """Delete files that have waited too long; returns how many still wait."""
    try:
        _folders, names = files.listdir(KEPT_FOLDER)
    except FileNotFoundError:  # nothing was ever kept here
        return 0
    oldest = timezone.now() - KEPT_FOR
    waiting = 0
    for name in names:
        path = f"{KEPT_FOLDER}/{name}"
        try:
            if files.get_modified_time(path) < oldest:
                files.delete(path)
            else:
                waiting += 1
        except FileNotFoundError:  # taken by another process meanwhile
            continue
    return waiting


def attachment(application: Application) -> FileResponse:
    """The decision for download: nothing that a browser would show within the site.

    Call it where the reader's right to this application has been checked, and there is a file.
    """
    response = FileResponse(
        application.decision_document.open("rb"),
        as_attachment=True,
        filename=f"decision-{application.reference}.pdf",
        content_type="application/pdf",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
