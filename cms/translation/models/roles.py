"""Who translates what: a section of the site, into a language, and the group that does it."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class TranslatorRole(models.Model):
    """One cell of the table section by language: its group edits these pages and no others.

    `section` is the translation key that a page and its versions share; None is the whole site.
    """

    section = models.UUIDField(_("section"), null=True, editable=False)
    locale = models.ForeignKey(
        "wagtailcore.Locale", on_delete=models.CASCADE, related_name="+", verbose_name=_("language")
    )
    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, related_name="translator_role", verbose_name=_("group")
    )

    class Meta:
        verbose_name = _("translator role")
        verbose_name_plural = _("translator roles")
        constraints = (
            models.UniqueConstraint(fields=["section", "locale"], name="cms_translator_role_cell"),
            models.UniqueConstraint(
                fields=["locale"],
                condition=models.Q(section__isnull=True),
                name="cms_translator_role_whole_site",
            ),
        )

    def __str__(self) -> str:
        return self.group.name
