"""The editing form of an article."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.forms import BasePageForm
from news.models.topics import Topic


class NewsPageForm(BasePageForm):
    """Article form whose topics are chosen from the closed list, in the editor's language."""

    topics = forms.ModelMultipleChoiceField(
        queryset=Topic.objects.prefetch_related("labels"),
        widget=forms.CheckboxSelectMultiple,
        label=_("Topics"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.date is None and "date" in self.fields:
            self.fields["date"].help_text = _(
                "Nobody knows the date yet: the article stays a draft until you give it one"
            )
