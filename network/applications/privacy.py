"""Takes the person out of an application; what it was about and what came of it stays."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from network.models.applications import Application

# What identifies the person, or was written by or about her or him.
OF_THE_PERSON: dict[str, Any] = {
    "office": "",
    "person_name": "",
    "person_role": "",
    "email": "",
    "phone": "",
    "reason": "",
}
# An address that nobody confirmed: nothing of what was written is known to be true.
UNCONFIRMED: dict[str, Any] = {
    "authority_name": "",
    "region": "",
    "website": "",
    "population": None,
    "decision_on": None,
}


@transaction.atomic
def erase_application(application: Application) -> None:
    """Erase the person, the uploaded file, all remarks and the links; the file goes on commit.

    Reference, state, country, the days of each change and the authority stay.
    """
    values = OF_THE_PERSON | ({} if application.confirmed_at else UNCONFIRMED)
    for name, value in values.items():
        setattr(application, name, value)
    delete_document(application)
    application.erased_at = timezone.now()
    application.save()
    application.transitions.update(reason="")
    application.notes.all().delete()
    application.status_links.all().delete()
    application.letters.filter(sent_at=None, user=None).delete()


def delete_document(application: Application) -> None:
    """Forget the uploaded decision, and delete it once that is certain."""
    file = application.decision_document
    if not file.name:
        return
    name, storage = file.name, file.storage
    application.decision_document = None
    transaction.on_commit(lambda: storage.delete(name))
