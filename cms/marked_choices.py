"""Choices whose words are not all in the language of the page (WCAG 2.2, success criterion 3.1.2).

The words of the interface that the reader's language lacks, names that CLDR has no words for, or
titles of pages that are not translated: a voice for one language reads another one wrongly.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import translation
from django.utils.functional import Promise

from cms.languages import get_language, is_lacking, source_language


class MarkedSelect(forms.Select):
    """A list to choose from; each option in another language than the reader's is marked with it.

    What the interface lacks is found by itself. `languages` are the codes of other words, by value.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages: Mapping[str, str] = {}

    def create_option(
        self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, label, *args, **kwargs)
        language = get_language(self.language_of(str(value), label))
        if language.code != translation.get_language():
            option["attrs"] = {**option["attrs"], "lang": language.code, "dir": language.dir}
        return option

    def language_of(self, value: str, label: Any) -> str:
        if isinstance(label, Promise) and is_lacking(label):
            return source_language().code
        return self.languages.get(value) or translation.get_language() or source_language().code


class MarkedChoiceField(forms.ChoiceField):
    """A choice whose options are marked with their language where it is not the reader's."""

    widget = MarkedSelect

    def offer(
        self, choices: Iterable[tuple[str, Any]], languages: Mapping[str, str] | None = None
    ) -> None:
        """Set what can be chosen; `languages` are codes of labels from elsewhere, by value."""
        self.choices = list(choices)
        self.widget.languages = languages or {}
