"""What translators have not been told yet, and who does not want to be told."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkNotice(models.Model):
    """A translation with new or changed texts, until its translators have been written to."""

    translation = models.OneToOneField(
        "wagtail_localize.Translation", on_delete=models.CASCADE, related_name="work_notice"
    )
    # Who knows already: whoever brought the work about.
    caused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    is_new = models.BooleanField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("notice of work")
        verbose_name_plural = _("notices of work")
        # Nobody sees it.
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.translation)


class TranslatorMail(models.Model):
    """Whether somebody gets mail about translations; who has no row does."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="translator_mail"
    )
    is_wanted = models.BooleanField(_("Mail when there is something to translate"), default=True)

    class Meta:
        verbose_name = _("mail to a translator")
        verbose_name_plural = _("mails to translators")
        # Everybody decides for themselves.
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)
