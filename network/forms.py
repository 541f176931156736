"""The editing form of the register."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

# The kind of name of which there is one in each language (`AuthorityName.Kind`).
TRANSLATION = "translation"


class AuthorityForm(WagtailAdminModelForm):
    """An authority with its names and relations.

    It is in each network once, whatever the page's language, and has one name in each language.
    """

    def clean(self) -> dict[str, Any]:
        """Compare the rows with each other: a new one does not know its authority yet."""
        cleaned = super().clean()
        self.refuse_second_translations()
        self.refuse_second_memberships()
        return cleaned

    def refuse_second_translations(self) -> None:
        """Say so beside a name in a language that another row has a name in."""
        names = self.formsets["names"]
        names.is_valid()
        taken = {row.language for row in self.unseen(names) if row.kind == TRANSLATION}
        for row in names.forms:
            fields = row.cleaned_data
            if fields.get("kind") != TRANSLATION or fields.get("DELETE"):
                continue
            if fields.get("language") in taken:
                row.add_error("language", _("There is a name in this language already."))
            taken.add(fields.get("language"))

    def refuse_second_memberships(self) -> None:
        """Say so beside a network that another row names in the same role."""
        memberships = self.formsets["memberships"]
        memberships.is_valid()
        taken = {(row.network.translation_key, row.role) for row in self.unseen(memberships)}
        for row in memberships.forms:
            fields = row.cleaned_data
            if "network" not in fields or fields.get("DELETE"):
                continue
            place = (fields["network"].translation_key, fields.get("role"))
            if place in taken:
                row.add_error("network", _("The authority is in this network already."))
            taken.add(place)

    def unseen(self, formset: Any) -> QuerySet:
        """The stored rows that what was sent does not name: they stay as they are."""
        sent = [row.instance.pk for row in formset.forms if row.instance.pk]
        stored = formset.model._base_manager.filter(authority_id=self.instance.pk)
        return stored.exclude(pk__in=sent)
