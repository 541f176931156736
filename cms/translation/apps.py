from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    """What makes and publishes translations."""

    name = "cms.translation"
    label = "cms_translation"
    verbose_name = _("Translation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.translation import (
            gate,
            guards,
            inline_tags,
            moderation,
            notifications,
            rights,
            signals,
            snippet_views,
        )

        gate.install()
        guards.install()
        inline_tags.install()
        moderation.install()
        rights.register_policies()
        snippet_views.install()
        signals.connect()
        notifications.connect()
