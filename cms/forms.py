"""The editing form that all page types share."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from cms.reserved_slugs import refuse_reserved
from cms.slugs import make_slug


class BasePageForm(WagtailAdminPageForm):
    """Page form whose address may be left empty, or typed in the letters of the language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """In ASCII; an empty one is made from the title when the page is saved."""
        locale = self.instance.locale if self.instance.locale_id else self.parent_page.locale
        return make_slug(self.cleaned_data["slug"], locale.language_code)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        try:
            refuse_reserved(self.parent_page, cleaned.get("slug", ""))
        except ValidationError as error:
            self.add_error(None, error)
        return cleaned
