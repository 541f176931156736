"""How an editor links a word to a concept: a button of the rich text editor, and its chooser."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.rich_text.feature_registry import FeatureRegistry

from cms.languages import content_language_code
from cms.terminology.glossary import glossary
from cms.terminology.models import Concept, Term
from cms.terminology.term_links import FEATURE, TermLinkHandler

ENTITY = "TERM"


def heading(concept: Concept) -> str:
    """What the glossary calls `concept` in the language of the editor."""
    entry = glossary(content_language_code()).get(concept.identifier)
    return entry.heading if entry else concept.identifier


class ConceptFilterForm(BaseFilterForm):
    """Finds concepts by their terms, of any language."""

    q = forms.CharField(
        label=_("Search term"),
        widget=forms.TextInput(attrs={"placeholder": _("Search")}),
        required=False,
    )

    def filter(self, objects: QuerySet[Concept]) -> QuerySet[Concept]:
        objects = super().filter(objects)
        query = self.cleaned_data["q"]
        if not query:
            return objects
        self.is_searching, self.search_query = True, query
        # In Python: SQLite knows capital and small letters of the Latin alphabet only.
        terms = Term.objects.values_list("concept_id", "text", "concept__identifier")
        wanted = query.casefold()
        found = {key for key, *texts in terms if any(wanted in text.casefold() for text in texts)}
        return objects.filter(pk__in=found)


class ConceptsByTerm:
    """Lists concepts by the terms that readers meet; those without a term cannot be linked to."""

    filter_form_class = ConceptFilterForm

    def get_object_list(self) -> QuerySet[Concept]:
        return Concept.objects.filter(terms__isnull=False).distinct()

    @property
    def title_column(self) -> Column:
        column = super().title_column  # type: ignore[misc]
        column.accessor = heading
        return column

    @property
    def columns(self) -> list[Column]:
        return [self.title_column, Column("identifier", label=_("Identifier"))]


class ChooseConceptView(ConceptsByTerm, ChooseView):
    pass


class ChooseConceptResultsView(ConceptsByTerm, ChooseResultsView):
    pass


class ConceptChosenView(ChosenView):
    def get_display_title(self, instance: Concept) -> str:
        return heading(instance)

    def get_chosen_response_data(self, item: Concept) -> dict[str, Any]:
        return {**super().get_chosen_response_data(item), "concept": item.identifier}


class ConceptChooserViewSet(ChooserViewSet):
    """The window in which an editor finds a concept; reading the glossary is everybody's right."""

    model = Concept
    icon = "tag"
    choose_one_text = _("Choose a concept")
    register_widget = False
    choose_view_class = ChooseConceptView
    choose_results_view_class = ChooseConceptResultsView
    chosen_view_class = ConceptChosenView


chooser = ConceptChooserViewSet("cms_concept_chooser", url_prefix="terminology/choose-concept")


class TermElementHandler(LinkElementHandler):
    """From the stored link to what the editor shows."""

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        concept = attrs.get("concept", "")
        entry = glossary(content_language_code()).get(concept)
        return {"concept": concept, "label": entry.heading if entry else ""}


def term_entity(props: dict[str, Any]) -> Any:
    """From what the editor shows to the stored link."""
    link = {"linktype": TermLinkHandler.identifier, "concept": props.get("concept")}
    return DOM.create_element("a", link, props["children"])


def register(features: FeatureRegistry) -> None:
    """Teach Wagtail's rich text the link, its button and its storage."""
    features.register_link_type(TermLinkHandler)
    features.register_editor_plugin(
        "draftail",
        FEATURE,
        EntityFeature(
            {
                "type": ENTITY,
                "icon": "tag",
                "description": _("Term of the glossary"),
                "attributes": ["concept", "label"],
                "chooserUrls": {"conceptChooser": reverse_lazy("cms_concept_chooser:choose")},
            },
            js=["wagtailadmin/js/chooser-modal.js", "cms/js/term-link.js"],
        ),
    )
    features.register_converter_rule(
        "contentstate",
        FEATURE,
        {
            "from_database_format": {'a[linktype="term"]': TermElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: term_entity}},
        },
    )
