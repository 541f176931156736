"""Settings of a public site. Everything that is secret or local comes from the environment."""

import os

from django.core.exceptions import ImproperlyConfigured

from cms.settings.base import *

REQUIRED = {
    "SECRET_KEY": "a long random text that only this site knows",
    "ALLOWED_HOSTS": "the host names of the site, separated by commas",
    "DATABASE_URL": "the database, such as postgres://user:password@host/name",
}
given = {name: os.environ.get(name, "").strip(", ") for name in REQUIRED}
missing = [f"{name} ({what})" for name, what in REQUIRED.items() if not given[name]]
if missing:
    raise ImproperlyConfigured("The environment lacks: " + "; ".join(missing))

SECRET_KEY = os.environ["SECRET_KEY"]
SECRET_KEY_FALLBACKS = os.environ.get("SECRET_KEY_FALLBACKS", "").split()
ALLOWED_HOSTS = [host.strip() for host in os.environ["ALLOWED_HOSTS"].split(",") if host.strip()]
WAGTAILADMIN_BASE_URL = os.environ.get("BASE_URL", f"https://{ALLOWED_HOSTS[0].lstrip('.')}")
# A host name that begins with a dot allows all names below it.
CSRF_TRUSTED_ORIGINS = [
    f"https://*{host}" if host.startswith(".") else f"https://{host}" for host in ALLOWED_HOSTS
]

# The site stands behind a proxy that ends TLS and sets this header (docs/operators.md).
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# So many proxies have written into X-Forwarded-For by whom they were asked.
NINJA_NUM_PROXIES = int(os.environ.get("NUM_PROXIES", "1"))
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

CMS_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
