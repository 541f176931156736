from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    """Endpoints that are told of changes, the outbox, and its delivery."""

    name = "cms.webhooks"
    label = "cms_webhooks"
    verbose_name = _("Webhooks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.webhooks import pages, transactions

        transactions.install()
        pages.connect()
