"""What the activity report is asked for."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.widgets import AdminDateInput

from cms.collation import sort_key
from network.activity.report import Period
from network.days import refuse_far_day
from network.models import NetworkPage
from network.scope import Scope


def networks_in(scope: Scope) -> list[NetworkPage]:
    """One page for each network within `scope`, in the active language where there is one.

    Drafts too: a network may be active before its page is published. One query.
    """
    pages = NetworkPage.objects.select_related("locale").order_by("alias_of", "pk")
    if not scope.everywhere:
        pages = pages.filter(translation_key__in=scope.networks)
    found: dict[Any, NetworkPage] = {}
    for page in pages:
        is_theirs = page.locale.language_code == get_language()
        if page.translation_key not in found or (is_theirs and page.alias_of_id is None):
            found[page.translation_key] = page
    return sorted(found.values(), key=lambda page: sort_key(page.title))


class ActivityForm(forms.Form):
    """A network and a period; the present year unless somebody asks for another one."""

    network = forms.ChoiceField(label=gettext_lazy("Network"))
    first = forms.DateField(
        label=gettext_lazy("First day"), widget=AdminDateInput, validators=[refuse_far_day]
    )
    last = forms.DateField(
        label=gettext_lazy("Last day"), widget=AdminDateInput, validators=[refuse_far_day]
    )

    def __init__(self, *args: Any, networks: list[NetworkPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks = {str(page.translation_key): page for page in networks}
        self.fields["network"].choices = [  # type: ignore[attr-defined]
            (key, page.title) for key, page in self.networks.items()
        ]
        today = timezone.localdate()
        self.fields["first"].initial = datetime.date(today.year, 1, 1)
        self.fields["last"].initial = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The period cannot end before it begins."))
        return cleaned

    @property
    def chosen(self) -> tuple[NetworkPage, Period]:
        """What a valid form asks for."""
        period = Period(self.cleaned_data["first"], self.cleaned_data["last"])
        return self.networks[self.cleaned_data["network"]], period
