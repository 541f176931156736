"""The report on translations: texts by languages, and what is begun from it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.reports import ReportView
from wagtail.models import GroupPagePermission, Locale, Page
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import StringTranslation

from cms.roles import TRANSLATE
from cms.translation.models import TranslatorRole
from cms.translation.state import State, Version
from cms.translation.table import Choice, Row, Table
from cms.translation.table_findings import count_findings
from cms.translation.table_rows import STEP, editable_versions, read_table
from cms.translation.targets import HOME_DEPTH

FILTERS = ("section", "language", "state", "kind", "person")


def language_choices() -> list[tuple[int, str]]:
    return [(locale.pk, locale.get_display_name()) for locale in Locale.objects.all()]


def person_choices() -> list[tuple[int, str]]:
    """Those who translate, and those who have."""
    is_translator = Q(groups__translator_role__isnull=False)
    has_written = Q(pk__in=StringTranslation.objects.values("last_translated_by"))
    people = get_user_model().objects.filter(is_translator | has_written).distinct()
    return sorted(
        ((person.pk, get_user_display_name(person)) for person in people),
        key=lambda choice: choice[1].casefold(),
    )


def field(label: Any, choices: Any = ()) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, choices=choices, method="leave", empty_label=_("Any")
    )


class StateFilterSet(WagtailFilterSet):
    """What is looked at. The fields act together, on the whole table (`TranslationStateReport`)."""

    section = field(_("Section"))
    language = field(_("Language"), language_choices)
    state = field(_("State"), State.choices)
    kind = field(_("Type"))
    person = field(_("Person"), person_choices)

    class Meta:
        model = Page
        fields: list[str] = []

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.form.fields["section"].choices = section_choices(table)
        self.form.fields["kind"].choices = kind_choices(table)

    def _add_locale_filter(self) -> None:
        """Leave out Wagtail's own filter: a row of this report has all languages."""

    def leave(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset


def section_choices(table: Table) -> list[tuple[str, str]]:
    """The pages below the homes, and those on which somebody has rights or a role."""
    deeper = {
        *TranslatorRole.objects.exclude(section=None).values_list("section", flat=True),
        *GroupPagePermission.objects.filter(page__depth__gt=HOME_DEPTH).values_list(
            "page__translation_key", flat=True
        ),
    }
    sections = [
        row
        for row in table.rows
        if row.path and (len(row.path) == STEP * (HOME_DEPTH + 1) or row.key in deeper)
    ]
    indent = STEP * (HOME_DEPTH + 1)
    return [
        (str(row.key), "\N{EN DASH} " * ((len(row.path) - indent) // STEP) + row.title)
        for row in sections
    ]


def kind_choices(table: Table) -> list[tuple[str, str]]:
    kinds = {row.kind: row.kind_label for row in table.rows}
    return sorted(kinds.items(), key=lambda choice: choice[1].casefold())


@dataclass(frozen=True)
class Cell:
    """A version as the table shows it; without an address if the user may not edit it."""

    locale: Locale
    state: State
    url: str
    findings: int

    @property
    def is_done(self) -> bool:
        return self.state in (State.SOURCE, State.LIVE)


class TranslationStateReport(ReportView):
    """One row a text, one column a language. Everybody sees the texts of the own sections."""

    page_title = _("State of translations")
    header_icon = "wagtail-localize-language"
    index_url_name = "cms_translation_state"
    index_results_url_name = "cms_translation_state_results"
    template_name = "cms/admin/translation/state.html"
    results_template_name = "cms/admin/translation/state_results.html"
    permission_policy = page_permission_policy
    any_permission_required = ["change"]
    filterset_class = StateFilterSet
    is_searchable = True

    @cached_property
    def table(self) -> Table:
        person = self.request.GET.get("person", "")
        user = get_user_model().objects.filter(pk=person).first() if person.isdecimal() else None
        return read_table(self.request.user, user)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return super().get_filterset_kwargs() | {"table": self.table}

    @cached_property
    def choice(self) -> Choice:
        """What the form asks for; nothing is left out by a value that it does not offer."""
        form = self.filters.form
        chosen = form.cleaned_data if form.is_valid() else {}
        language, section = chosen.get("language"), chosen.get("section")
        return Choice(
            language=int(language) if language else None,
            state=chosen.get("state") or "",
            kind=chosen.get("kind") or "",
            section=UUID(section) if section else None,
            text=self.search_query,
            person=chosen.get("person") or None,
        )

    def get_queryset(self) -> list[Row]:
        return self.table.chosen(self.choice)

    def filter_queryset(self, queryset: list[Row]) -> list[Row]:
        """Filtered by `get_queryset`."""
        return queryset

    @cached_property
    def locales(self) -> list[Locale]:
        return self.table.locales

    @cached_property
    def list_export(self) -> list[str]:
        return ["title", "kind", *[locale.language_code for locale in self.locales]]

    @cached_property
    def export_headings(self) -> dict[str, Any]:
        names = {locale.language_code: locale.get_display_name() for locale in self.locales}
        return {"title": _("Title"), "kind": _("Type"), **names}

    def to_row_dict(self, item: Row) -> dict[str, str]:
        return {
            "title": item.title,
            "kind": item.kind_label,
            **{
                locale.language_code: str(item.versions[locale.pk].state.label)
                for locale in self.locales
            },
        }

    def decorate_paginated_queryset(self, object_list: Any) -> list[Row]:
        rows = list(object_list)
        if not self.is_export:
            self.fill_cells(rows)
        return rows

    def fill_cells(self, rows: list[Row]) -> None:
        """Give the rows that are shown their cells."""
        editable = editable_versions(self.request.user, rows)
        findings = count_findings(rows, self.locales)
        codes = {locale.pk: locale.language_code for locale in self.locales}
        for row in rows:
            row.language_code = codes[row.locale_id]
            row.cells = [
                Cell(
                    locale,
                    row.versions[locale.pk].state,
                    edit_url(row, row.versions[locale.pk], editable),
                    findings[row.key, locale.pk],
                )
                for locale in self.locales
            ]

    def summary(self) -> list[dict[str, Any]]:
        """A line for each state with how many texts are in it by language, each with its filter."""
        counts = self.table.counts(self.choice)
        chosen = self.choice.state, self.choice.language
        return [
            {
                "label": State(state).label,
                "numbers": [
                    {
                        "locale": locale,
                        "count": by_locale[locale.pk],
                        "url": self.filter_url(state, locale),
                        "is_chosen": (state, locale.pk) == chosen,
                    }
                    for locale in self.locales
                ],
            }
            for state, by_locale in counts.items()
            if any(by_locale.values())
        ]

    def filter_url(self, state: str, locale: Locale) -> str:
        """The report as it is chosen, but for this state and language."""
        kept = {
            name: self.request.GET[name]
            for name in (*FILTERS, self.search_kwarg)
            if self.request.GET.get(name)
        }
        return f"{self.index_url}?{urlencode(kept | {'state': state, 'language': locale.pk})}"

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {
            "locales": self.locales,
            "summary": self.summary(),
            "may_begin": self.request.user.has_perm(TRANSLATE),
        }


def edit_url(row: Row, version: Version, editable: set[tuple[str, Any]]) -> str:
    """Where the version is edited or translated, for those who may."""
    is_page = bool(row.path)
    base = Page._meta.label_lower if is_page else row.kind
    if (base, version.pk) not in editable:
        return ""
    if is_page:
        return reverse("wagtailadmin_pages:edit", args=[version.pk])
    viewset: Any = row.model.snippet_viewset  # type: ignore[attr-defined]
    return reverse(viewset.get_url_name("edit"), args=[version.pk])
