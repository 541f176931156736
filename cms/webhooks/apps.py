from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    """Endpoints that are told of changes, the outbox, and its delivery."""

    name = "cms.webhooks"
    label = "cms_webhooks"
    verbose_name = _("Webhooks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.webhooks import checks, pages, transactions

        register(checks.targets_are_public, deploy=True)
        transactions.install()
        pages.connect()
