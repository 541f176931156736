"""The editing form of the register."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm


class AuthorityForm(WagtailAdminModelForm):
    """An authority with its relations, in each network once whatever the page's language."""

    def clean(self) -> dict[str, Any]:
        """Compare the rows with each other: a new one does not know its authority yet."""
        cleaned = super().clean()
        memberships = self.formsets["memberships"]
        memberships.is_valid()
        taken = set()
        for row in memberships.forms:
            fields = row.cleaned_data
            if "network" not in fields or fields.get("DELETE"):
                continue
            place = (fields["network"].translation_key, fields.get("role"))
            if place in taken:
                row.add_error("network", _("The authority is in this network already."))
            taken.add(place)
        return cleaned
