"""The list of the register: what is asked for, narrowed to what the reader may see."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_filters import BooleanFilter, ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet

from cms.countries import country_choices
from cms.languages import language_choices
from network.models import Authority, AuthorityName, RelationKind, RelationState
from network.models.kinds import AuthorityKind
from network.scope import scope_of
from network.search_names import normalise_name

RELATIONS = {
    RelationKind.PARTICIPATION: "participations",
    RelationKind.MEMBERSHIP: "memberships",
    RelationKind.SIGNATURE: "signatures",
}
YES_OR_NO = ((True, _("Yes")), (False, _("No")))


def countries_for(request: HttpRequest | None) -> list[tuple[str, str]]:
    """The countries that the person behind `request` works in, named in the active language."""
    scope = scope_of(request.user) if request else None
    return [choice for choice in country_choices() if scope and scope.covers(choice[0])]


# Those that no map can show.
UNPLACED = Q(latitude__isnull=True) | Q(longitude__isnull=True)


class AuthorityFilterSet(WagtailFilterSet):
    """Authorities by what they are, what they take part in, and what is missing."""

    kind = ChoiceFilter(label=_("Kind"), choices=AuthorityKind.choices)
    country = ChoiceFilter(label=_("Country"), choices=[])
    relation = ChoiceFilter(label=_("Relation"), choices=RelationKind.choices, method="related")
    state = ChoiceFilter(
        label=_("State of a relation"), choices=RelationState.choices, method="in_state"
    )
    has_coordinates = BooleanFilter(
        label=_("Has coordinates"), method="placed", widget=forms.RadioSelect(choices=YES_OR_NO)
    )
    lacks_name_in = ChoiceFilter(
        label=_("Lacks a name in"), choices=language_choices, method="nameless"
    )

    class Meta:
        model = Authority
        fields = (
            "kind",
            "country",
            "relation",
            "state",
            "has_coordinates",
            "lacks_name_in",
            "is_example",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["country"].extra["choices"] = countries_for(self.request)

    def related(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(**{f"{RELATIONS[RelationKind(value)]}__isnull": False}).distinct()

    def in_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        states = (Q(**{f"{relation}__state": value}) for relation in RELATIONS.values())
        return queryset.filter(Q.create(list(states), connector=Q.OR)).distinct()

    def placed(self, queryset: QuerySet, name: str, value: bool) -> QuerySet:
        return queryset.exclude(UNPLACED) if value else queryset.filter(UNPLACED)

    def nameless(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(nameless_in(value))


def nameless_in(language: str) -> Q:
    """Those that are called by a name in another language by readers of `language`."""
    is_own = Q(name_language=language) | Q(name_language__startswith=f"{language}-")
    translations = AuthorityName.objects.filter(
        authority=OuterRef("pk"), language=language, kind=AuthorityName.Kind.TRANSLATION
    )
    return ~is_own & ~Q(Exists(translations))


def search(queryset: QuerySet[Authority], query: str) -> QuerySet[Authority]:
    """Those that have each word of `query` in some name, whatever its case and accents."""
    for word in normalise_name(query).split():
        queryset = queryset.filter(search_names__contains=word)
    return queryset


def narrowed(queryset: QuerySet[Authority], request: HttpRequest) -> QuerySet[Authority]:
    """What the list shows of `queryset` with the filters and words of the address."""
    filters = AuthorityFilterSet(data=request.GET, queryset=queryset, request=request)
    if filters.is_valid():
        queryset = filters.filter_queryset(queryset)
    return search(queryset, request.GET.get("q", ""))
