"""What the translatable snippets share: drafts, revisions, preview and a language."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin


class DraftedSnippet(
    PreviewableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model
):
    """Abstract translatable snippet with drafts, revisions and a preview of its own."""

    preview_template: ClassVar[str]

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def published_in(self, language: str) -> "DraftedSnippet | None":
        """The published translation into `language`, else this text itself if it is published."""
        if self.live and self.locale.language_code == language:
            return self
        published = type(self).objects.filter(
            Q(locale__language_code=language) | Q(pk=self.pk),
            translation_key=self.translation_key,
            live=True,
        )
        return max(
            published.select_related("locale"),
            key=lambda text: text.locale.language_code == language,
            default=None,
        )

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return self.preview_template
