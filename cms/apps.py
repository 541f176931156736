from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.translation import gettext_lazy as _

from cms.languages import register_languages


class CmsConfig(AppConfig):
    """What every page type shares."""

    name = "cms"
    label = "cms"
    verbose_name = _("Alliance CMS")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        register_languages()
        from django.contrib.auth.signals import user_logged_out

        from cms import (
            admin_language,
            cache,
            checks,
            picture_sizes,
            previews,
            publish_gate,
        )

        admin_language.install()
        cache.connect_signals()
        picture_sizes.connect()
        publish_gate.install()
        user_logged_out.connect(previews.forget_previews, dispatch_uid="cms_forget_previews")
        register(checks.every_block_has_an_api_schema)
        register(checks.every_passage_language_is_known)
        register(checks.pages_are_served_by_one_address, Tags.urls)
