"""Concepts and notes in the admin: the secretariat edits them, editors look them up."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters import ChoiceFilter
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.admin_search import AnyCaseIndexView
from cms.languages import language_choices
from cms.snippet_chooser import OurSnippetChooserViewSet
from cms.terminology.forms import BLOCK_PERMISSION, TermFormSet
from cms.terminology.models import Concept, Term, TerminologyNote
from cms.terminology.panels import CONCEPT_PANELS


class ConceptFilterSet(WagtailFilterSet):
    """Concepts that have a term to which all that was chosen applies."""

    language = ChoiceFilter(label=gettext_lazy("Language"), choices=language_choices)
    administrative_status = ChoiceFilter(label=gettext_lazy("Status"), choices=Term.Status.choices)
    severity = ChoiceFilter(label=gettext_lazy("Where it is found"), choices=Term.Severity.choices)

    class Meta:
        model = Concept
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        chosen = {name: value for name, value in self.form.cleaned_data.items() if value}
        if not chosen:
            return queryset
        return queryset.filter(pk__in=Term.objects.filter(**chosen).values("concept_id"))


class TermsColumn(Column):
    """The terms of a concept, by language."""

    cell_template_name = "cms/admin/terminology/terms_cell.html"

    def get_value(self, instance: Concept) -> list[tuple[str, list[Term]]]:
        return terms_by_language(instance)


class ConceptIndexView(AnyCaseIndexView):
    def get_base_queryset(self) -> QuerySet:
        return super().get_base_queryset().prefetch_related("terms")


class ConceptCreateView(CreateView):
    def save_instance(self) -> Concept:
        concept = super().save_instance()
        show_expanded_forms(self.request, self.form.formsets["terms"])
        return concept


class ConceptEditView(EditView):
    def save_instance(self) -> Concept:
        concept = super().save_instance()
        show_expanded_forms(self.request, self.form.formsets["terms"])
        return concept


class ConceptDeleteView(DeleteView):
    """Refuses a concept with a term that blocks publishing to those who may not decide on it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        blocks = self.object.terms.filter(severity=Term.Severity.BLOCK).exists()
        if blocks and not request.user.has_perm(BLOCK_PERMISSION):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ConceptInspectView(InspectView):
    """A concept for those who may look it up but not change it."""

    labels = {"definitions": gettext_lazy("Definitions"), "terms": gettext_lazy("Terms")}

    def get_field_label(self, field_name: str, field: Any) -> str:
        return str(self.labels.get(field_name) or super().get_field_label(field_name, field))

    def get_definitions_display_value(self) -> str:
        definitions = self.object.definitions.all()
        return render_to_string(
            "cms/admin/terminology/definitions.html", {"definitions": definitions}
        )

    def get_terms_display_value(self) -> str:
        return render_to_string(
            "cms/admin/terminology/concept_terms.html",
            {"languages": terms_by_language(self.object, "forms")},
        )


class ConceptViewSet(ModelViewSet):
    """Concepts with the terms of all languages."""

    model = Concept
    name = "concepts"
    icon = "tag"
    menu_label = gettext_lazy("Concepts and terms")
    edit_handler = CONCEPT_PANELS
    index_view_class = ConceptIndexView
    add_view_class = ConceptCreateView
    edit_view_class = ConceptEditView
    delete_view_class = ConceptDeleteView
    inspect_view_class = ConceptInspectView
    inspect_view_enabled = True
    inspect_view_fields = ("identifier", "note", "definitions", "terms")
    copy_view_enabled = False
    filterset_class = ConceptFilterSet
    list_display = ("identifier", TermsColumn("terms", label=gettext_lazy("Terms")))
    search_fields = ("identifier", "terms__text", "terms__forms__text", "definitions__text")


class TerminologyNoteViewSet(SnippetViewSet):
    """Notes of all languages, the latest first."""

    model = TerminologyNote
    chooser_viewset_class = OurSnippetChooserViewSet
    icon = "info-circle"
    menu_label = gettext_lazy("Terminology notes")
    list_display = ("head_term", "in_force_from", "locale")


class TerminologyViewSetGroup(SnippetViewSetGroup):
    """Everything on terms under one entry of the menu."""

    items = (ConceptViewSet, TerminologyNoteViewSet)
    menu_label = gettext_lazy("Terminology")
    menu_name = "terminology"
    menu_icon = "tag"
    menu_order = 310
    submenu_hook = "register_terminology_menu_item"


def show_expanded_forms(request: HttpRequest, terms: TermFormSet) -> None:
    """Tell what each stem with endings stands for."""
    for form in terms.forms:
        if form.paradigm.is_compact:
            text = _("Forms of “%(term)s”: %(forms)s") % {
                "term": form.instance.text,
                "forms": ", ".join(form.paradigm.forms),
            }
            messages.info(request, text)


def terms_by_language(concept: Concept, *related: str) -> list[tuple[str, list[Term]]]:
    """The terms of `concept` by the code of their language, in the order of the settings."""
    terms = concept.terms.all()
    if related:
        terms = terms.prefetch_related(*related)
    by_code: dict[str, list[Term]] = {code: [] for code, _name in language_choices()}
    for term in terms:
        by_code.setdefault(term.language, []).append(term)
    return [(code, found) for code, found in by_code.items() if found]
