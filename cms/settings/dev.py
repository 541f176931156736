"""Settings of a developer's machine: debugging, a local database, mail on the console."""

import os

from cms.settings.base import *

DEBUG = True
SECRET_KEY = "insecure: for development only"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
CMS_DESIGN_PAGE = True
CMS_EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
AUTH_PASSWORD_VALIDATORS = []  # the demo accounts have a password that everybody may know
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WAGTAILADMIN_BASE_URL = f"http://localhost:{os.environ.get('PORT', '8000')}"
# runserver has a new thread for each request, and would leave its connection open.
DATABASES["default"]["CONN_MAX_AGE"] = 0
# A receiver on the same machine, without a certificate.
CMS_WEBHOOKS_ALLOW_UNSAFE_TARGETS = True
VAR_DIR.mkdir(parents=True, exist_ok=True)
