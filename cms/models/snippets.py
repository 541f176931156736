"""What the translatable snippets share: drafts, revisions, preview and a language."""

from typing import ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin


class DraftedSnippet(
    PreviewableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model
):
    """Abstract translatable snippet with drafts, revisions and a preview of its own."""

    preview_template: ClassVar[str]

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return self.preview_template
