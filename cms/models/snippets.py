"""What the translatable snippets share: drafts, revisions, preview and a language."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import override
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin


class DraftedSnippet(
    PreviewableMixin, DraftStateMixin, RevisionMixin, TranslatableMixin, models.Model
):
    """Abstract translatable snippet with drafts, revisions and a preview of its own."""

    preview_template: ClassVar[str]

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def serve_preview(self, request: HttpRequest, mode_name: str) -> TemplateResponse:
        """The preview in the text's own language, whichever the address `request` was made for."""
        with override(self.locale.language_code):
            return super().serve_preview(request, mode_name).render()

    def published_in(self, language: str) -> "DraftedSnippet | None":
        """The published translation into `language`, else this text itself if it is published."""
        return published_texts([self], language).get(self.pk)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return self.preview_template


def published_texts(texts: Iterable[DraftedSnippet], language: str) -> dict[int, DraftedSnippet]:
    """What readers of `language` get for each of `texts`, by its key: its published translation,
    else the text itself if it is published. At most one query.
    """
    texts = list(texts)
    wanted = [text for text in texts if text.locale.language_code != language or not text.live]
    translations = {}
    if wanted:
        translations = {
            translation.translation_key: translation
            for translation in type(wanted[0])
            .objects.filter(
                translation_key__in=[text.translation_key for text in wanted],
                locale__language_code=language,
                live=True,
            )
            .select_related("locale")
        }
    return {
        text.pk: found
        for text in texts
        if (found := translations.get(text.translation_key, text)).live
    }
