"""The councils' decisions have a folder that no web server shows, in every project."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import global_settings
from django.core.files.storage import Storage
from django.db.models import FileField

from cms import plugin
from network.checks import private_files_are_private
from network.private_files import PrivateFiles

PRIVATE = "network.private_files.PrivateFileSystemStorage"
PLAIN = "django.core.files.storage.FileSystemStorage"


def storage(backend: str, location: Path) -> dict[str, Any]:
    return {"BACKEND": backend, "OPTIONS": {"location": location}}


def found(settings: Any, storages: dict[str, Any]) -> list[str | None]:
    settings.STORAGES = storages
    return [error.id for error in private_files_are_private()]


def test_a_project_gets_a_private_folder_unless_it_names_one(tmp_path: Path, settings: Any) -> None:
    host: dict[str, Any] = {"BASE_DIR": tmp_path, "MEDIA_ROOT": tmp_path / "media"}
    plugin.configure(host)
    assert host["STORAGES"]["default"] == global_settings.STORAGES["default"]
    settings.MEDIA_ROOT = host["MEDIA_ROOT"]
    assert found(settings, host["STORAGES"]) == []
    assert "private" not in global_settings.STORAGES

    own = {"STORAGES": {"private": storage(PLAIN, tmp_path)}, "BASE_DIR": tmp_path}
    plugin.configure(own)
    assert own["STORAGES"] == {"private": storage(PLAIN, tmp_path)}

    nowhere: dict[str, Any] = {}
    plugin.configure(nowhere)
    assert found(settings, nowhere["STORAGES"]) == ["network.E001"]
    # Models load all the same, so that the check can speak.
    assert isinstance(FileField(storage=PrivateFiles).storage, Storage)


@pytest.mark.parametrize("backend", [PRIVATE, PLAIN])
@pytest.mark.parametrize("folder", ["media", "media/private", "static", "link/private"])
def test_a_folder_that_is_served_is_refused(
    tmp_path: Path, settings: Any, backend: str, folder: str
) -> None:
    settings.MEDIA_ROOT, settings.STATIC_ROOT = tmp_path / "media", tmp_path / "static"
    settings.MEDIA_ROOT.mkdir()
    (tmp_path / "link").symlink_to(settings.MEDIA_ROOT)
    storages = {"private": storage(backend, tmp_path / folder)}
    assert found(settings, storages) == ["network.E002"]
