"""Settings of a site that is measured: as in production, but without TLS."""

from cms.settings.base import *

SECRET_KEY = "insecure: for measuring only"
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
ROOT_URLCONF = "benchmarks.urls"
CMS_EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
