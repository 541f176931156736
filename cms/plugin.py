"""What a host project installs to run Alliance CMS inside its own Wagtail site.

In the host's settings, after its own values::

    from cms import plugin

    INSTALLED_APPS = plugin.with_apps(INSTALLED_APPS)
    MIDDLEWARE = plugin.with_middleware(MIDDLEWARE)
    TEMPLATES[0]["OPTIONS"]["context_processors"] += plugin.CONTEXT_PROCESSORS
    plugin.configure(globals())

In the host's urls, in place of Wagtail's catch-all, the last of them::

    urlpatterns = [*urlpatterns[:-1], *cms.plugin_urls.urlpatterns]
"""

from collections.abc import MutableMapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import global_settings
from django.core.exceptions import ImproperlyConfigured

# Before Wagtail's own apps where it can be, so that our admin templates are found first.
APPS = [
    "network",
    "news",
    "cms.site",
    "cms.translation",
    "cms.terminology",
    "cms.webhooks",
    "cms",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.redirects",
]

CONTEXT_PROCESSORS = [
    "wagtail.contrib.settings.context_processors.settings",
    "cms.site.context.site_context",
]

LANGUAGE_MIDDLEWARE = "cms.middleware.LanguageMiddleware"
DJANGO_LANGUAGE_MIDDLEWARE = "django.middleware.locale.LocaleMiddleware"
HEADERS_MIDDLEWARE = "cms.security.SecurityHeadersMiddleware"
ANONYMOUS_API_MIDDLEWARE = "cms.apikit.anonymous.AnonymousAPIMiddleware"
DEMONSTRATION_MIDDLEWARE = "cms.middleware.DemonstrationMiddleware"
LANGUAGE_GOES_BEFORE = "django.middleware.common.CommonMiddleware"
# Ours in the place of those that they extend.
REPLACEMENTS = {
    "wagtail.contrib.redirects.middleware.RedirectMiddleware": "cms.middleware.RedirectMiddleware"
}

# What the catalogues of Django, Wagtail and their companions lack (docs/adding-a-language.md).
UPSTREAM_CATALOGUES = Path(__file__).parent / "locale_admin"

# Beside the host's BASE_DIR: what applicants upload, which no web server may show.
PRIVATE_FOLDER = "private"

# Names that a host may set itself; what it leaves out is set so.
DEFAULTS = {
    "WAGTAIL_I18N_ENABLED": True,
    "WAGTAILIMAGES_IMAGE_MODEL": "cms.AllianceImage",
    "WAGTAILDOCS_DOCUMENT_MODEL": "cms.AllianceDocument",
    "WAGTAILIMAGES_IMAGE_FORM_BASE": "cms.terminology.gate_in_media.ImageForm",
    "WAGTAILDOCS_DOCUMENT_FORM_BASE": "cms.terminology.gate_in_media.DocumentForm",
    "WAGTAILSEARCH_BACKENDS": {"default": {"BACKEND": "cms.search_backend"}},
    "WAGTAIL_ENABLE_UPDATE_CHECK": False,
    "WAGTAIL_GRAVATAR_PROVIDER_URL": None,
    "WAGTAIL_ENABLE_WHATS_NEW_BANNER": False,
    # To ask whether an address is meant as a link would tell the title of the page behind it.
    "WAGTAILADMIN_EXTERNAL_LINK_CONVERSION": "exact",
    "WAGTAIL_PASSWORD_REQUIRED_TEMPLATE": "cms/password_required.html",
    "WAGTAIL_FRONTEND_LOGIN_TEMPLATE": "cms/login.html",
    "WAGTAILIMAGES_EXTENSIONS": ["avif", "gif", "jpg", "jpeg", "png", "webp"],
    "WAGTAILDOCS_EXTENSIONS": ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx", "zip"],
    "WAGTAIL_ALLOW_UNICODE_SLUGS": False,
    # A translation goes live when somebody publishes it, not when it is begun.
    "WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE": False,
    # The texts of a deleted translation stay, until the page is deleted in all languages.
    "WAGTAILLOCALIZE_DISABLE_ON_DELETE": True,
    "TAG_LIMIT": 50,
    "TAGGIT_CASE_INSENSITIVE": True,
    "CMS_VIDEO_PROVIDERS": ["youtube", "vimeo"],
    # Whether /{language}/design/ shows every block and component; for development.
    "CMS_DESIGN_PAGE": False,
    # Whether finished answers of the API are kept: only with a cache that all processes share.
    "CMS_API_KEEP_ANSWERS": False,
    # Whoever asks the API too often is known by address; no proxy tells of another one.
    "NINJA_NUM_PROXIES": 0,
}


def with_apps(apps: list[str]) -> list[str]:
    """The host's `apps` with ours before them, each once.

    Raises ImproperlyConfigured where a package of the host stands before one of ours.
    """
    refuse_hidden_packages()
    return [*(app for app in APPS if app not in apps), *apps]


def refuse_hidden_packages() -> None:
    """Python would take a host's folder `news` for ours, and Django fail far from the cause."""
    ours = Path(__file__).resolve().parent.parent
    for name in ("news", "network"):
        spec = find_spec(name)
        found = Path(spec.origin).resolve().parent if spec and spec.origin else None
        if found != ours / name:
            raise ImproperlyConfigured(
                f"Alliance CMS has a package {name}, and Python finds another one in its place:"
                f" {found}. Give yours a different name."
            )


def with_middleware(middleware: list[str]) -> list[str]:
    """The host's `middleware` with ours in their places.

    Django's middleware for the language is replaced, and Wagtail's for redirects where it is there.
    The headers come first, so that every answer has them; then what takes cookies off requests to
    the API, before anything reads them; the language before CommonMiddleware.
    """
    kept = [
        REPLACEMENTS.get(name, name)
        for name in middleware
        if name not in (LANGUAGE_MIDDLEWARE, DJANGO_LANGUAGE_MIDDLEWARE)
    ]
    place = kept.index(LANGUAGE_GOES_BEFORE) if LANGUAGE_GOES_BEFORE in kept else len(kept)
    return [
        HEADERS_MIDDLEWARE,
        ANONYMOUS_API_MIDDLEWARE,
        *kept[:place],
        DEMONSTRATION_MIDDLEWARE,
        LANGUAGE_MIDDLEWARE,
        *kept[place:],
    ]


def with_private_files(storages: dict[str, Any], base: Path | str | None) -> dict[str, Any]:
    """The host's `storages` with one for private files in a folder of `base`, the host's BASE_DIR.

    Without a BASE_DIR there is none; a system check then asks for one (`network.checks`).
    """
    if "private" in storages or base is None:
        return storages
    private = {
        "BACKEND": "network.private_files.PrivateFileSystemStorage",
        "OPTIONS": {"location": Path(base) / PRIVATE_FOLDER},
    }
    return {**storages, "private": private}


def configure(settings: MutableMapping[str, Any]) -> None:
    """Fill in `settings` (a settings module's globals) what the host has not set."""
    for name, value in DEFAULTS.items():
        settings.setdefault(name, value)
    languages = settings.get("LANGUAGES", global_settings.LANGUAGES)
    settings.setdefault("WAGTAILADMIN_PERMITTED_LANGUAGES", languages)
    settings["STORAGES"] = with_private_files(
        settings.get("STORAGES", global_settings.STORAGES), settings.get("BASE_DIR")
    )
    settings["LOCALE_PATHS"] = [*settings.get("LOCALE_PATHS", ()), UPSTREAM_CATALOGUES]
