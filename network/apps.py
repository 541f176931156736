from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "network"
    label = "network"
    verbose_name = _("Network")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from network import checks, guards, meeting_rules, shared_facts, webhook_events
        from network.applications import acceptance, letters
        from network.calendars import entries
        from network.models import numbers
        from network.sections import languages

        languages.connect()
        acceptance.connect()
        letters.connect()
        numbers.connect()
        shared_facts.connect()
        webhook_events.connect()
        meeting_rules.install()
        entries.connect()
        guards.install()
        register(checks.private_files_are_private)
