"""Settings of the test suite: as in production, with cheap passwords and throw-away files."""

import os
import tempfile
from pathlib import Path

from cms.settings.base import *

SECRET_KEY = "insecure: for tests only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES["default"] = dj_database_url.parse(
    os.environ.get("TEST_DATABASE_URL", "sqlite://:memory:")
)
if REDIS_URL:
    # Emptying the cache must not empty that of the tests that run beside: a Redis database each.
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    CACHES["default"]["LOCATION"] = f"{REDIS_URL.rpartition('/')[0]}/{worker}"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CMS_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="alliance-cms-test-media-"))
PRIVATE_ROOT = tempfile.mkdtemp(prefix="alliance-cms-test-private-")
STORAGES["private"] = {**STORAGES["private"], "OPTIONS": {"location": PRIVATE_ROOT}}
