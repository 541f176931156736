from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """The demonstration site: its content in readable files, and what builds it."""

    name = "cms.demo"
    label = "cms_demo"
    verbose_name = _("Demonstration")
