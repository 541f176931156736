"""What a site that runs these apps has to have in its settings."""

from typing import Any

from django.core.checks import Error
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, InvalidStorageError, storages

from network.private_files import ALIAS, is_served

HINT = (
    "Name a storage “private” in STORAGES, such as network.private_files.PrivateFileSystemStorage "
    "with a location that no web server shows (docs/plugin.md)."
)


def private_files_are_private(**kwargs: Any) -> list[Error]:
    """What applicants upload has a storage of its own, out of reach of web servers."""
    try:
        storage = storages[ALIAS]
    except InvalidStorageError:
        return [Error("There is no storage for private files.", hint=HINT, id="network.E001")]
    except ImproperlyConfigured as refusal:
        return [Error(str(refusal), hint=HINT, id="network.E002")]
    if isinstance(storage, FileSystemStorage) and is_served(storage.location):
        message = "Private files must not lie in MEDIA_ROOT or STATIC_ROOT."
        return [Error(message, hint=HINT, id="network.E002")]
    return []
