"""The form by which readers narrow the news; its values stand in the address."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cms.collation import sort_key
from cms.countries import with_country_in_capitals
from cms.marked_choices import MarkedChoiceField, MarkedSelect
from news.filters import NewsFilters

FIRST_YEAR, LAST_YEAR = 1900, 2100


class NewsFilterForm(forms.Form):
    """What news to list. `filters()` is what valid values mean.

    `choices` are all values of topic, country and network that mean something, with their labels;
    whether any article has them is another matter. `languages` are the codes of the languages that
    labels are in, of each of these fields by value.
    """

    topic = MarkedChoiceField(
        label=_("Topic"),
        required=False,
        error_messages={"invalid_choice": _("There is no topic “%(value)s”.")},
    )
    country = MarkedChoiceField(
        label=_("Country"),
        required=False,
        error_messages={"invalid_choice": _("There is no country with the code “%(value)s”.")},
    )
    network = MarkedChoiceField(
        label=_("National network"),
        required=False,
        error_messages={"invalid_choice": _("There is no network “%(value)s”.")},
    )
    year = forms.TypedChoiceField(
        label=_("Year"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(str(year), str(year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)],
        widget=MarkedSelect,
        error_messages={"invalid_choice": _("“%(value)s” is not a year of news.")},
    )

    use_required_attribute = False

    def __init__(
        self,
        data: QueryDict,
        choices: Mapping[str, list[tuple[str, str]]],
        languages: Mapping[str, Mapping[str, str]],
    ) -> None:
        super().__init__(with_country_in_capitals(data), auto_id="news-%s", label_suffix="")
        for name, values in choices.items():
            cast(MarkedChoiceField, self.fields[name]).offer(values, languages.get(name))

    def filters(self) -> NewsFilters:
        """What the valid values ask for."""
        return NewsFilters(**self.cleaned_data)

    def offer(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Show only choices that lead to articles, each with their number, and what is chosen.

        `counts` are those of `news.filters.count_choices`.
        """
        for name, numbers in counts.items():
            field: Any = self.fields[name]
            chosen = self[name].value()
            offered = [
                (value, label)
                for value, label in field.choices
                if value in numbers or value == chosen
            ]
            if name == "year":
                offered.reverse()
            else:
                offered.sort(key=lambda choice: sort_key(choice[1]))
            field.choices = [
                ("", _("all")),
                *((value, f"{label} ({numbers.get(value, 0)})") for value, label in offered),
            ]

    def label_of(self, name: str, value: str) -> str:
        """How readers call a value of a filter."""
        field: Any = self.fields[name]
        return dict(field.choices).get(value, value)

    def language_of(self, name: str, value: str) -> str:
        """Code of the language of that label; empty where it is in none."""
        widget = cast(MarkedSelect, self.fields[name].widget)
        return widget.languages.get(value, "")
