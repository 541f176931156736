"""The form of an authority, in groups that also fit a narrow screen."""

from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
)

from network.models import Authority
from network.register_admin.forms import ArticleForm, MembershipForm, RegisterForm
from network.register_admin.relations import relations_of
from network.register_admin.rights import decides_on


class ShownPanel(FieldPanel):
    """A value to look at; a dash where there is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs | {"read_only": True})

    def format_value_for_display(self, value: Any) -> str:
        return "—" if value in (None, "") else super().format_value_for_display(value)


STATE = ShownPanel("state")
LEFT_ON = ShownPanel("left_on")


class FormInlinePanel(InlinePanel):
    """Rows with a form of their own, which knows who fills it in."""

    def __init__(self, *args: Any, form: type | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.child_form = form

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "form": self.child_form}

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {
            "form": self.child_form,
            "inherit_kwargs": ["for_user"],
        }
        return options


class RelationsPanel(Panel):
    """The relations of an authority with their states and history, and ways to change them."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "network/register_admin/relations_panel.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            relations = relations_of(self.instance) if self.instance.pk else []
            shown = [(one, decides_on(self.request.user, one.relation)) for one in relations]
            return super().get_context_data(parent_context) | {"relations": shown}


NAMES = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("name"), FieldPanel("name_language")]),
        InlinePanel("names", heading=_("Other names")),
    ],
    heading=_("Names"),
)
FIGURES = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("population"), FieldPanel("population_year")]),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldPanel("website"),
    ],
    heading=_("Figures and website"),
)
CONTACTS = InlinePanel(
    "contact_persons",
    heading=_("Contact persons"),
    label=_("Contact person"),
    help_text=_("Only the coordinators of the country and the secretariat see them."),
)
MEMBERSHIPS = FormInlinePanel(
    "memberships",
    form=MembershipForm,
    heading=_("Founder or member of a national network"),
    label=_("Membership"),
    panels=[
        FieldPanel("network"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("joined_on"), LEFT_ON, STATE]),
    ],
)
SIGNATURES = InlinePanel(
    "signatures",
    heading=_("Signatory of the Declaration"),
    label=_("Signature"),
    max_num=1,
    panels=[FieldRowPanel([FieldPanel("signed_on"), STATE])],
)
PARTICIPATIONS = InlinePanel(
    "participations",
    heading=_("Participant of the Alliance"),
    label=_("Participation"),
    panels=[FieldRowPanel([FieldPanel("number"), FieldPanel("joined_on"), LEFT_ON, STATE])],
)
ARTICLES = FormInlinePanel(
    "article_links", form=ArticleForm, heading=_("News about it"), label=_("Article")
)
RELATIONS = RelationsPanel(heading=_("States and history of the relations"))


@lru_cache
def panels_for(may_decide: bool, is_new: bool) -> ObjectList:
    """The form for the secretariat (`may_decide`) or a coordinator, who does not change addresses.

    Participation is not among a coordinator's fields: whatever is sent for it is not read.
    """
    key = FieldPanel("key", read_only=not (may_decide or is_new))
    place = MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("country")]),
            FieldPanel("region"),
            key,
        ],
        heading=_("Kind and place"),
    )
    decided = [PARTICIPATIONS] if may_decide else []
    groups = [
        NAMES,
        place,
        FIGURES,
        CONTACTS,
        *decided,
        MEMBERSHIPS,
        SIGNATURES,
        RELATIONS,
        ARTICLES,
    ]
    example = FieldPanel("is_example")
    handler = ObjectList([*groups, example], base_form_class=RegisterForm)
    return handler.bind_to_model(Authority)
