"""The report on translations: pages by languages."""

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.reports import ReportView
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy

from cms.draft_privacy import known_to
from cms.translation.state import State, states_of


def language_choices() -> list[tuple[int, str]]:
    return [(locale.pk, locale.get_display_name()) for locale in Locale.objects.all()]


class StateFilterSet(WagtailFilterSet):
    """Pages that are in a state, in a language or in any."""

    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=language_choices, method="ignore", empty_label=_("Any")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=State.choices, method="ignore", empty_label=_("Any")
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def _add_locale_filter(self) -> None:
        """Leave out Wagtail's own filter: a row of this report has all languages."""

    def ignore(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Both fields act together, in `filter_queryset`."""
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        state, language = (self.form.cleaned_data[name] for name in ("state", "language"))
        if not state:
            return queryset
        wanted = [
            key
            for key, versions in states_of(queryset.values("translation_key")).items()
            if any(
                version.state == state
                for locale_id, version in versions.items()
                if not language or locale_id == int(language)
            )
        ]
        return queryset.filter(translation_key__in=wanted)


class TranslationStateReport(ReportView):
    """One row a page, one column a language. Everybody sees the pages of the own sections."""

    page_title = _("State of translations")
    header_icon = "wagtail-localize-language"
    model = Page
    index_url_name = "cms_translation_state"
    index_results_url_name = "cms_translation_state_results"
    results_template_name = "cms/admin/translation/state_results.html"
    permission_policy = page_permission_policy
    any_permission_required = ["change"]
    filterset_class = StateFilterSet

    def get_base_queryset(self) -> QuerySet[Page]:
        """Of every page that has a version which the user may edit, the version it comes from."""
        editable = page_permission_policy.instances_user_has_permission_for(
            self.request.user, "change"
        )
        default_locale = Locale.get_default()
        originals = (
            Page.objects.filter(translation_key=OuterRef("translation_key"), alias_of__isnull=True)
            .annotate(is_default=Case(When(locale=default_locale, then=Value(0)), default=Value(1)))
            .order_by("-live", "is_default", "pk")
        )
        return (
            Page.objects.filter(
                depth__gt=1,
                translation_key__in=editable.values("translation_key"),
                pk=Subquery(originals.values("pk")[:1]),
            )
            .select_related("locale")
            .order_by("path")
        )

    @cached_property
    def locales(self) -> list[Locale]:
        return list(Locale.objects.all())

    @cached_property
    def list_export(self) -> list[str]:
        return ["title", *[locale.language_code for locale in self.locales]]

    @cached_property
    def export_headings(self) -> dict[str, Any]:
        names = {locale.language_code: locale.get_display_name() for locale in self.locales}
        return {"title": _("Title"), **names}

    def as_spreadsheet(self, queryset: QuerySet[Page], spreadsheet_format: str) -> Any:
        rows = self.decorate_paginated_queryset(queryset)
        return super().as_spreadsheet(rows, spreadsheet_format)

    def to_row_dict(self, item: Any) -> dict[str, str]:
        states = zip(self.locales, item.versions, strict=True)
        return {
            "title": item.shown_title,
            **{locale.language_code: str(version.state.label) for locale, version in states},
        }

    def decorate_paginated_queryset(self, object_list: Any) -> list[Page]:
        pages = list(object_list)
        states = states_of([page.translation_key for page in pages])
        titles = self.titles_of(pages)
        for page in pages:
            page.shown_title = titles[page.translation_key]
            page.versions = [states[page.translation_key][locale.pk] for locale in self.locales]
        return pages

    def titles_of(self, pages: list[Page]) -> dict[UUID, str]:
        """The title of each page; of another section's draft that which it has in the own tree."""
        titles = {page.translation_key: page.get_admin_display_title() for page in pages}
        shown = Page.objects.filter(known_to(self.request.user), pk__in=[page.pk for page in pages])
        hidden = titles.keys() - set(shown.values_list("translation_key", flat=True))
        own = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        return titles | dict(
            own.filter(translation_key__in=hidden).values_list("translation_key", "title")
        )

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(*args, **kwargs) | {"locales": self.locales}
