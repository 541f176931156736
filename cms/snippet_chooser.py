"""The chooser of a snippet, in the language of whoever looks at it."""

from typing import Any

from django.db.models import Model
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_noop
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser


def name_it(text: str, name: Any) -> str:
    return gettext(text) % {"object": name}


named = lazy(name_it, str)


class SnippetChooserWidget(AdminSnippetChooser):
    """Wagtail's, whose words are those of the first person who opened it in this process."""

    def __init__(self, model: type[Model] | None = None, **kwargs: Any) -> None:
        super().__init__(model, **kwargs)
        name = self.model._meta.verbose_name
        self.choose_one_text = named(gettext_noop("Choose %(object)s"), name)
        self.choose_another_text = named(gettext_noop("Choose another %(object)s"), name)
        self.link_to_chosen_text = named(gettext_noop("Edit this %(object)s"), name)


class OurSnippetChooserViewSet(SnippetChooserViewSet):
    base_widget_class = SnippetChooserWidget
