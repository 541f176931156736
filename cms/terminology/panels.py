"""The editing form of a concept: definitions and terms of all languages in one place."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, ObjectList

from cms.terminology.forms import TermAdminForm, TermFormSet


class TermsPanel(InlinePanel):
    """Terms with a form of their own, which knows the user."""

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {
            "form": TermAdminForm,
            "formset": TermFormSet,
            "inherit_kwargs": ["for_user"],
        }
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        class Media:
            js = ("cms/js/concept-form.js",)


CONCEPT_PANELS = ObjectList(
    [
        FieldPanel("identifier"),
        FieldPanel("note"),
        InlinePanel(
            "definitions",
            heading=_("Definitions"),
            label=_("definition"),
            panels=[FieldPanel("language"), FieldPanel("text")],
        ),
        TermsPanel(
            "terms",
            heading=_("Terms"),
            label=_("term"),
            panels=[
                FieldRowPanel([FieldPanel("language"), FieldPanel("text")]),
                FieldPanel("further_forms"),
                FieldRowPanel([FieldPanel("administrative_status"), FieldPanel("severity")]),
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                FieldPanel("case_rule"),
                FieldPanel("source"),
                FieldPanel("usage_note"),
            ],
        ),
        HelpPanel(heading=_("Impact"), template="cms/admin/terminology/impact_button.html"),
    ]
)
