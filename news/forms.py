"""The editing form of an article."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from news.models.topics import Topic


class NewsPageForm(WagtailAdminPageForm):
    """Article form whose topics are chosen from the closed list, in the editor's language."""

    topics = forms.ModelMultipleChoiceField(
        queryset=Topic.objects.prefetch_related("labels"),
        widget=forms.CheckboxSelectMultiple,
        label=_("Topics"),
        required=False,
    )
