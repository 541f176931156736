from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerminologyConfig(AppConfig):
    """The words that the Alliance uses, and the note that explains them."""

    name = "cms.terminology"
    label = "cms_terminology"
    verbose_name = _("Terminology")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms import rich_text
        from cms.terminology import gate, gate_at_once, versions
        from cms.terminology.term_links import FEATURE

        rich_text.added_features.append(FEATURE)
        versions.connect_signals()
        gate.install()
        gate_at_once.install()
