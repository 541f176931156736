"""The address of a page that each language has for itself, as a field of the editor."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.translation.planned_slugs import plan_slug, planned_values
from cms.translation.targets import per_language_fields

NAME = "slug"


@dataclass
class SlugField:
    """`value` is what stands in the field: the planned slug, else that of the published page.

    Empty for a page that has none of its own yet: it gets one from its title.
    """

    translation: Translation
    page: Page | None
    value: str = ""
    errors: list[str] = field(default_factory=list)

    def save(self, form: QueryDict) -> None:
        """Plan the slug that was typed, if it was changed. What is refused stays in the field."""
        typed = str(form.get(NAME, self.value))
        if self.page is None or typed == self.value:
            return
        try:
            planned = plan_slug(self.translation, self.page, typed)
        except ValidationError as error:
            self.value, self.errors = typed, error.messages
        else:
            self.value = planned or slug_of(self.page)


def read_slug(translation: Translation, target: Any) -> SlugField:
    """The field for `target`; without a page where slugs are not a language's own."""
    if not isinstance(target, Page) or NAME not in per_language_fields(type(target.specific)):
        return SlugField(translation, None)
    planned = planned_values(translation.source, translation.target_locale)
    return SlugField(translation, target, planned.get(NAME, slug_of(target)))


def slug_of(page: Page) -> str:
    return "" if page.alias_of_id else page.slug
