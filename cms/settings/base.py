"""Settings that hold wherever the site runs; what differs comes from the environment.

Safe for production as it stands: debugging is off and nothing here is secret.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url

from cms import plugin
from cms.languages import OWN_LANG_INFO, PARTIAL_INTERFACES, register_languages

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))

DEBUG = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "home",
    "cms.demo",
    *plugin.APPS,
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = plugin.with_middleware(
    [
        "django.middleware.security.SecurityMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.middleware.gzip.GZipMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    ]
)

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                *plugin.CONTEXT_PROCESSORS,
            ],
        },
    }
]

# Database: SQLite is the embedded default; DATABASE_URL names a PostgreSQL server instead.
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Write-ahead log and immediate transactions: readers do not wait, writers do not dead-lock.
    # Writers wait for each other, for as many seconds as twenty acceptances at once may take.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }

# Cache: memory of the process, or a Redis server that all processes share.
REDIS_URL = os.environ.get("REDIS_URL", "")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Django's 300 are used up by the sizes of fifty pictures.
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

# Tasks: at once, or in a worker (`manage.py db_worker`) that takes them from the database.
TASK_BACKENDS = {
    "": "django_tasks.backends.immediate.ImmediateBackend",
    "1": "django_tasks_db.DatabaseBackend",
}
TASKS = {"default": {"BACKEND": TASK_BACKENDS[os.environ.get("TASK_WORKER", "")]}}

# Languages: the public site, the content and the admin (docs/adding-a-language.md).
register_languages()
LANGUAGE_CODE = os.environ.get("LANGUAGE_CODE", "en")
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("en", "English"),
    ("fr", "Français"),
    ("uk", "Українська"),
    ("rom", OWN_LANG_INFO["rom"]["name_local"]),
]
WAGTAILADMIN_PERMITTED_LANGUAGES = [pair for pair in LANGUAGES if pair[0] not in PARTIAL_INTERFACES]
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TIME_ZONE", "Europe/Paris")

# Files
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "media/"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", VAR_DIR / "media"))
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # What applicants upload: served by a view that asks for rights, never by a web server.
    "private": {
        "BACKEND": "network.private_files.PrivateFileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "private"},
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Security headers; the content security policy is cms.security's.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# The editors' preview is a frame of the same site.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Mail goes through a backend that keeps silent on a demonstration site.
EMAIL_BACKEND = "cms.mail.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "webmaster@localhost")

# Errors go to standard error, where the service manager keeps them.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"links": {"()": "network.applications.log_filter.HideStatusLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["links"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# The API: the origins whose scripts may read it in a browser, or * for all.
CMS_API_ALLOWED_ORIGINS = os.environ.get("API_ALLOWED_ORIGINS", "").split()
# Finished answers are kept in a cache that all processes share: others would miss a change.
CMS_API_KEEP_ANSWERS = bool(REDIS_URL)

# Wagtail
WAGTAIL_SITE_NAME = os.environ.get("SITE_NAME", "European Alliance of Cities and Regions")
WAGTAILADMIN_BASE_URL = os.environ.get("BASE_URL", "http://localhost:8000")
plugin.configure(globals())
