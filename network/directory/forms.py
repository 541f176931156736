"""The form by which readers narrow the directory; its values stand in the address."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cms.cache import cached
from cms.collation import sort_key
from cms.countries import (
    country_choices,
    country_name,
    languages_of_names,
    with_country_in_capitals,
)
from cms.marked_choices import MarkedChoiceField
from network.directory.entries import networks
from network.directory.filters import RELATIONS, STATES, Filters, listed
from network.directory.order import BY_COUNTRY, SORTS
from network.models import RelationState
from network.models.kinds import AuthorityKind
from news.models.sections import with_present_section

LONGEST_TEXT = 100
FIRST_FIELDS = ("q", "relation", "country")
# Values that narrow nothing, and are left out of addresses.
DEFAULTS = {"state": RelationState.ACTIVE.value, "sort": BY_COUNTRY}

RELATION_LABELS = {
    "participant": _("participants of the Alliance"),
    "founder": _("founders of a national network"),
    "member": _("members of a national network"),
    "signatory": _("signatories of the Declaration"),
}


class DirectoryForm(forms.Form):
    """What to look for. `filters()` and `wanted_sort()` are what valid values mean."""

    q = forms.CharField(
        label=_("Name of the city or region"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("In any language or spelling, a former name too"),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    relation = MarkedChoiceField(label=_("Takes part as"), required=False)
    country = MarkedChoiceField(
        label=_("Country"),
        required=False,
        error_messages={"invalid_choice": _("There is no country with the code “%(value)s”.")},
    )
    kind = MarkedChoiceField(label=_("Kind of authority"), required=False)
    network = MarkedChoiceField(
        label=_("National network"),
        required=False,
        error_messages={"invalid_choice": _("There is no network “%(value)s”.")},
    )
    year = forms.IntegerField(
        label=_("Year of joining"), required=False, min_value=1900, max_value=2100
    )
    state = MarkedChoiceField(label=_("State"), required=False)
    sort = MarkedChoiceField(label=_("Sort by"), required=False)

    use_required_attribute = False

    def __init__(self, data: QueryDict, language: str) -> None:
        self.networks = {link.slug: link for link in networks(language).values()}
        data = with_present_section(with_country_in_capitals(data), self.networks.keys())
        super().__init__(data, auto_id="directory-%s", label_suffix="")
        languages = {
            "country": languages_of_names(code for code, _name in country_choices()),
            "network": {link.slug: link.language_code for link in self.networks.values()},
        }
        for name, choices in choices_of(language, data.get("country", "")).items():
            cast(MarkedChoiceField, self.fields[name]).offer(choices, languages.get(name))

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """The fields that are always shown."""
        return [self[name] for name in FIRST_FIELDS]

    @property
    def further_fields(self) -> list[forms.BoundField]:
        """The fields that are shown once a reader asks for more filters."""
        return [self[name] for name in self.fields if name not in FIRST_FIELDS]

    @property
    def is_narrowed(self) -> bool:
        """Whether a further field has a value, or a fault that has to be seen."""
        return any(field.data for field in self.further_fields)

    def filters(self) -> Filters:
        """What the values of a valid form ask for."""
        values = self.cleaned_data
        network = self.networks.get(values["network"])
        return Filters(
            text=values["q"],
            country=values["country"],
            kind=values["kind"],
            relation=values["relation"],
            state=values["state"] or RelationState.ACTIVE.value,
            network=network.key if network else None,
            year=values["year"],
        )

    def wanted_sort(self) -> str:
        """What a valid form asks to sort by: one of SORTS."""
        return self.cleaned_data["sort"] or BY_COUNTRY

    def chosen_labels(self) -> list[str]:
        """What narrows the list of a valid form, as readers call it."""
        values = {**self.cleaned_data, "sort": ""}
        return [
            str(dict(getattr(self.fields[name], "choices", ())).get(value, value))
            for name, value in values.items()
            if value and value != DEFAULTS.get(name)
        ]

    def query(self) -> str:
        """The values of a valid form as the shortest address that means the same; may be empty."""
        query = QueryDict(mutable=True)
        for name, value in self.cleaned_data.items():
            if value and value != DEFAULTS.get(name):
                query[name] = value
        return query.urlencode()


def choices_of(language: str, country: str) -> dict[str, list[tuple[str, Any]]]:
    """The choices of each field; `country` is offered even if no authority lies there."""
    codes = set(cached("directory-countries", listed_countries))
    if country in dict(country_choices()):
        codes.add(country)
    countries = sorted(codes, key=lambda code: sort_key(country_name(code, language)))
    return {
        "relation": [("", _("all")), *((name, RELATION_LABELS[name]) for name in RELATIONS)],
        "country": [
            ("", _("all")),
            *((code, country_name(code, language)) for code in countries),
        ],
        "kind": [("", _("all")), *AuthorityKind.choices],
        "network": [
            ("", _("all")),
            *((link.slug, link.title) for link in networks(language).values()),
        ],
        "state": list(STATES.items()),
        "sort": list(SORTS.items()),
    }


def listed_countries() -> list[str]:
    """Codes of the countries that the directory has authorities of; one query."""
    return list(listed().order_by().values_list("country", flat=True).distinct())
