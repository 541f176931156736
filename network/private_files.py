"""Where files are kept that only those with a right to them may read, never below MEDIA_URL."""

from os import PathLike
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.functional import LazyObject

ALIAS = "private"


class PrivateFiles(LazyObject):
    """The storage that the site names `private` in STORAGES; looked for when it is first used.

    It has no addresses: who asks it for one gets an error, and a view has to serve the file.
    """

    # A FileField asks for the class when models are loaded; where the settings lack the storage, a
    # system check says so later on (`network.checks`).
    __class__ = property(lambda self: Storage)

    def _setup(self) -> None:
        self._wrapped = storages[ALIAS]


def is_served(folder: str | PathLike[str]) -> bool:
    """Whether `folder` lies in one that web servers show: that of uploads or of static files."""
    roots = [Path(root).resolve() for root in (settings.MEDIA_ROOT, settings.STATIC_ROOT) if root]
    return any(Path(folder).resolve().is_relative_to(root) for root in roots)


class PrivateFileSystemStorage(FileSystemStorage):
    """A folder that no server shows. Its files can be read by the site's own user only."""

    def __init__(self, location: str | Path | None = None) -> None:
        super().__init__(
            location=location,
            file_permissions_mode=0o600,
            directory_permissions_mode=0o700,
        )
        if is_served(self.location):
            raise ImproperlyConfigured("Private files must not lie in MEDIA_ROOT or STATIC_ROOT.")

    def url(self, name: str | None) -> str:
        raise ValueError("Private files have no address.")


files: Storage = PrivateFiles()  # type: ignore[assignment]


def private_files() -> Storage:
    """For the `storage` of a FileField."""
    return files
