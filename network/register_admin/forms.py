"""The form of an authority: what a person may enter depends on where that person works."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminPageChooser
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page

from cms.countries import country_choices
from cms.draft_privacy import known_to
from network.forms import AuthorityForm
from network.models import Authority, NetworkPage
from network.models.kinds import REGION_KINDS
from network.models.sections import retired_networks
from network.register_admin.chooser import RegionChooser
from network.register_admin.fingerprints import fingerprint
from network.register_admin.keys import new_key
from network.register_admin.rights import (
    authorities_for,
    decides_on_participants,
    with_keys,
)
from network.register_admin.stale_rows import with_gone_rows_as_new
from network.relations import record_beginning
from network.scope import scope_of
from news.models import NewsPage

RELATIONS = ("participations", "memberships", "signatures")


def network_keys() -> set[UUID]:
    """The keys of all active networks; their pages in all languages share one."""
    active = NetworkPage.objects.exclude(translation_key__in=retired_networks())
    return set(active.values_list("translation_key", flat=True))


def one_page_each(keys: set[UUID], chosen: int | None) -> list[NetworkPage]:
    """One page of each of these networks, in the active language where there is one.

    A network of which a page is `chosen` already is there by that page.
    """
    known = Q(translation_key__in=keys) | Q(pk=chosen)

    def fits(page: NetworkPage) -> tuple[bool, bool]:
        return page.pk == chosen, page.locale.language_code == get_language()

    pages = NetworkPage.objects.filter(known).select_related("locale").order_by("-pk")
    best = {page.translation_key: page for page in sorted(pages, key=fits)}
    return sorted(best.values(), key=lambda page: page.title)


class MembershipForm(WagtailAdminModelForm):
    """A membership of one of the networks that the person works in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope, chosen = scope_of(self.for_user), self.instance.network_id
        keys = {key for key in network_keys() if scope.covers_network(key)}
        field = self.fields["network"]
        known = Q(translation_key__in=keys) | Q(pk=chosen)
        self.fields["network"] = forms.ModelChoiceField(
            NetworkPage.objects.filter(known), label=field.label
        )
        self.fields["network"].choices = [
            ("", "---------"),
            *((page.pk, page.title) for page in one_page_each(keys, chosen)),
        ]
        if chosen and not scope.covers_network(self.instance.network.translation_key):
            for field in self.fields.values():
                field.disabled = True


class ArticleForm(WagtailAdminModelForm):
    """An article that the person may know of: no draft of somebody else's section."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = known_to(self.for_user) | Q(pk=self.instance.article_id)
        articles = NewsPage.objects.filter(known)
        widget = KnownArticleChooser(target_models=[NewsPage])
        widget.queryset = articles
        self.fields["article"].queryset = articles
        self.fields["article"].widget = widget


class KnownArticleChooser(AdminPageChooser):
    """Shows the title of no article but of `queryset`, whatever was sent."""

    queryset: QuerySet[NewsPage]

    def get_instance(self, value: Any) -> Any:
        if value is None or isinstance(value, Page):
            return value
        return with_keys(self.queryset, [value]).first()


class RegisterForm(AuthorityForm):
    """An authority of a country in which the person works, kept from overwriting what is new."""

    data: Any
    fingerprint = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *args: Any, instance: Authority | None = None, **kwargs: Any
    ) -> None:
        if data is not None and instance is not None and instance.pk:
            data = with_gone_rows_as_new(data, instance, self.formsets)
        super().__init__(data, *args, instance=instance, **kwargs)
        if self.instance.pk:
            self.fields["fingerprint"].initial = self.stored = fingerprint(self.instance)
        scope = scope_of(self.for_user)
        choices = [choice for choice in country_choices() if scope.covers(choice[0])]
        country = forms.ChoiceField(
            choices=choices if len(choices) == 1 else [("", "---------"), *choices],
            label=self.fields["country"].label,
            error_messages={"invalid_choice": gettext_lazy("You do not work in this country.")},
        )
        self.fields["country"] = country
        regions = self.fields["region"]
        regions.queryset = authorities_for(self.for_user).filter(kind__in=REGION_KINDS)
        regions.widget = RegionChooser()
        regions.widget.queryset = regions.queryset
        if "key" in self.fields:
            self.fields["key"].required = False
            self.fields["key"].help_text = format_lazy(
                "{} {}",
                self.fields["key"].help_text,
                gettext_lazy("Leave it empty to have it made from the name."),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk:
            self.refuse_stale()
        for name in RELATIONS:
            if name in self.formsets:
                self.refuse_deletions(name)
        return cleaned

    def clean_key(self) -> str:
        """The key, made from the name where none was entered."""
        key = self.cleaned_data["key"] or self.instance.key
        if key:
            return key
        country, name, language = (
            self.data.get(field, "") for field in ("country", "name", "name_language")
        )
        return new_key(country, name, language)

    def refuse_stale(self) -> None:
        """Say so if the authority has changed since the form was opened; what was typed stays."""
        if self.cleaned_data.get("fingerprint") == self.stored:
            return
        data = self.data.copy()
        data[self.add_prefix("fingerprint")] = self.stored
        self.data = data
        self.add_error(None, ValidationError(self.what_is_stored()))

    def what_is_stored(self) -> list[str]:
        """Who changed it, and the present values that differ from what was typed."""
        entry = log_registry.get_logs_for_instance(self.instance).select_related("user").first()
        who = entry.user_display_name if entry else _("somebody")
        sentences = [
            _(
                "%(name)s has changed this authority while you had it open. Nothing of yours is"
                " stored yet: look at what is different, then save again to store your version."
            )
            % {"name": who}
        ]
        for name in self.changed_data:
            if name in self.initial and name != "fingerprint":
                label, value = self.fields[name].label, self.initial[name]
                shown = "—" if value in (None, "") else value
                sentences.append(
                    _("%(field)s is stored as: %(value)s") % {"field": label, "value": shown}
                )
        return sentences

    def refuse_deletions(self, name: str) -> None:
        """A relation that exists ends by a withdrawal, which its history keeps.

        The secretariat may take back a membership or signature entered by mistake.
        """
        takes_back = decides_on_participants(self.for_user) and name != "participations"
        formset = self.formsets[name]
        formset.is_valid()
        for row in formset.deleted_forms:
            if row.instance.pk and not takes_back:
                why = _("“%(relation)s” is not deleted. Withdraw it, so that its history stays.")
                self.add_error(None, why % {"relation": row.instance})

    def save(self, commit: bool = True) -> Authority:
        """Save the authority; write down the beginning of each new relation."""
        begun = [
            row.instance
            for name in RELATIONS
            if name in self.formsets
            for row in self.formsets[name].forms
            if row.instance.pk is None and row.has_changed()
        ]
        authority = super().save(commit=commit)
        for relation in begun:
            if relation.pk:
                record_beginning(relation, on=first_day(relation), by=self.for_user)
        return authority


def first_day(relation: Any) -> Any:
    """The day on which a relation began: today where the register does not know it."""
    began = getattr(relation, "joined_on", None) or getattr(relation, "signed_on", None)
    return began or timezone.localdate()
