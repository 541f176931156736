"""Choosing an authority in a form: from those that the person may see."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import (
    BaseChooseView,
    ChooseResultsViewMixin,
    ChooseViewMixin,
    ChosenMultipleView,
    ChosenView,
    CreationFormMixin,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from network.models import Authority
from network.models.kinds import REGION_KINDS
from network.register_admin.listing import search
from network.register_admin.rights import authorities_for, get_authority, with_keys

ONLY_REGIONS = "regions"


class AuthorityFilterForm(BaseFilterForm):
    """Any of the names."""

    q = forms.CharField(label=_("Search term"), required=False, widget=forms.TextInput)

    def filter(self, objects: QuerySet) -> QuerySet:
        return search(super().filter(objects), self.cleaned_data.get("q") or "")


class ScopedList(BaseChooseView):
    """A list of authorities that the person may see; those others lie in where that is asked."""

    filter_form_class = AuthorityFilterForm

    def get_object_list(self) -> QuerySet[Authority]:
        authorities = authorities_for(self.request.user)
        if ONLY_REGIONS in self.request.GET:
            authorities = authorities.filter(kind__in=REGION_KINDS)
        return authorities

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("country", label=_("Country"), accessor="country_name"),
        ]


class ScopedChooseView(ChooseViewMixin, CreationFormMixin, ScopedList):
    pass


class ScopedChooseResultsView(ChooseResultsViewMixin, CreationFormMixin, ScopedList):
    pass


class ScopedChosenView(ChosenView):
    def get_object(self, pk: Any) -> Authority:
        return get_authority(self.request.user, pk)


class ScopedChosenMultipleView(ChosenMultipleView):
    def get_objects(self, pks: Any) -> QuerySet[Authority]:
        return with_keys(authorities_for(self.request.user), pks)


class AuthorityChooserViewSet(ChooserViewSet):
    model = Authority
    icon = "list-ul"
    choose_one_text = _("Choose an authority")
    choose_another_text = _("Choose another authority")
    edit_item_text = _("Edit this authority")
    choose_view_class = ScopedChooseView
    choose_results_view_class = ScopedChooseResultsView
    chosen_view_class = ScopedChosenView
    chosen_multiple_view_class = ScopedChosenMultipleView
    preserve_url_parameters = ("multiple", ONLY_REGIONS)

    def get_urlpatterns(self) -> list[Any]:
        """Without the address for making one in passing: an authority needs its whole form."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]


authority_chooser = AuthorityChooserViewSet("authority_chooser", url_prefix="register/chooser")


class RegionChooser(authority_chooser.widget_class):  # type: ignore[name-defined]
    """Offers the authorities that others lie in, and shows none but those of `queryset`."""

    queryset: QuerySet[Authority]

    def get_chooser_modal_url(self) -> str:
        return f"{super().get_chooser_modal_url()}?{ONLY_REGIONS}=1"

    def get_instance(self, value: Any) -> Authority | None:
        """The chosen region; None for what does not exist for this person, whatever was sent."""
        if value is None or isinstance(value, Authority):
            return value
        return with_keys(self.queryset, [value]).first()
