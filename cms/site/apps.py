from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    """Whatever sees all apps: furniture, addresses, sitemap, groups, search."""

    name = "cms.site"
    label = "cms_site"
    verbose_name = _("Site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.site.search import indexing

        indexing.connect()
