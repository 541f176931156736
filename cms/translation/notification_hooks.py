"""What waits for a translator on the admin's first page, and the switch for mails about it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab
from wagtail.models import Locale

from cms.translation.models import TranslatorMail, TranslatorRole
from cms.translation.state import State
from cms.translation.waiting import Work, work_for

SHOWN_AT_MOST = 5


class WaitingPanel(Component):
    """The translations that wait for the user: how many by language, and where to begin."""

    name = "cms_translations_waiting"
    template_name = "cms/admin/translation/waiting.html"
    # After what waits for approval.
    order = 150

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        user = (parent_context or {})["request"].user
        works = work_for(user)
        shown = works[:SHOWN_AT_MOST]
        return {
            "languages": counts_of(works, user),
            "works": [
                {"work": work, "url": reverse("cms_translation_editor", args=[work.translation.pk])}
                for work in shown
            ],
            "left_out": len(works) - len(shown),
            "table": f"{reverse('cms_translation_state')}?person={user.pk}",
        }


def counts_of(works: list[Work], user: Any) -> list[dict[str, Any]]:
    """How many texts wait in each language, new and changed ones, with the table of them."""
    counted: Counter[tuple[Locale, bool]] = Counter()
    for work in works:
        counted[work.translation.target_locale, work.is_live] += 1
    table = f"{reverse('cms_translation_state')}?person={user.pk}"
    return [
        {
            "locale": locale,
            "new": counted[locale, False],
            "stale": counted[locale, True],
            "new_url": f"{table}&language={locale.pk}&state={State.DRAFT}",
            "stale_url": f"{table}&language={locale.pk}&state={State.STALE}",
        }
        for locale in dict.fromkeys(locale for locale, _is_live in counted)
    ]


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WaitingPanel())


class TranslatorMailForm(forms.ModelForm):
    class Meta:
        model = TranslatorMail
        fields = ("is_wanted",)


class TranslatorMailPanel(BaseSettingsPanel):
    """The switch among the notifications in the account of those who translate."""

    name = "translator_mail"
    title = _("Translations")
    tab = notifications_tab
    order = 200
    form_class = TranslatorMailForm

    def is_active(self) -> bool:
        return TranslatorRole.objects.filter(group__user=self.user).exists()

    @cached_property
    def preference(self) -> TranslatorMail:
        found = TranslatorMail.objects.filter(user=self.user).first()
        return found or TranslatorMail(user=self.user)

    def get_form(self) -> forms.ModelForm:
        data = self.request.POST if self.request.method == "POST" else None
        return TranslatorMailForm(data, instance=self.preference, prefix=self.name)


@hooks.register("register_account_settings_panel")
def translator_mail_panel(request: HttpRequest, user: Any, profile: Any) -> TranslatorMailPanel:
    return TranslatorMailPanel(request, user, profile)
