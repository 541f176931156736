"""The forms of pictures and files: they say which words may not be published, and lose nothing.

Wagtail takes them by the settings WAGTAILIMAGES_IMAGE_FORM_BASE and WAGTAILDOCS_DOCUMENT_FORM_BASE.
"""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from cms.terminology.gate_at_once import refuse_lent_words


class ShowsRefusal:
    """A form of a picture or file that says beside the field which words may not be published."""

    instance: Any

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        try:
            refuse_lent_words(self.instance)
        except ValidationError as refusal:
            self.add_error(None, refusal)  # type: ignore[attr-defined]


class ImageForm(ShowsRefusal, BaseImageForm):
    """Base of the forms of pictures."""


class DocumentForm(ShowsRefusal, BaseDocumentForm):
    """Base of the forms of files."""
