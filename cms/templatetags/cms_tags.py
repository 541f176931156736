"""For templates: dates as CLDR writes them, names and marks of languages, consent for pictures."""

import datetime
import re
from typing import Any

from django import template
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import translation
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from wagtail.images.models import Picture

from cms import dates, fonts, languages, pictures
from cms.countries import cldr_language
from cms.languages import is_lacking

register = template.Library()

# A Cyrillic word of one letter with the space after it; the signs that French sets off by spaces,
# with the end of the word before; a number with its ending, as in «120-й».
UNBROKEN = re.compile(
    r"((?<![\w’'-])[А-яЄІЇҐєіїґ] (?=\S)|\S(?: [:;!?»]+)+|« (?=\S)|\b\d+-[а-яєіїґ]{1,3}\b)"
)


@register.filter
def cldr_date(day: datetime.date | None) -> str:
    """A date written out in the reader's language."""
    return dates.long_date(day) if day else ""


@register.simple_tag
def cldr_interval(start: datetime.date | None, end: datetime.date | None) -> str:
    """From one date to another, of which one may be open, in the reader's language."""
    return dates.interval(start, end)


@register.filter
def cldr_time(moment: datetime.datetime | None) -> str:
    """Date and hour, in the zone of the moment itself, in the reader's language."""
    return dates.long_time(moment) if moment else ""


@register.filter
def language_name(code: str) -> str:
    """The name of a language in itself."""
    return languages.get_language(code).name


@register.filter
def translated_language_name(code: str) -> str:
    """The name of a language in the reader's language, as it stands within a sentence."""
    return languages.translated_name(code)


@register.filter
def unbroken(text: str) -> SafeString:
    """A title with what no line should end or begin with held to its neighbour.

    By marks around the words, so that what is copied, searched and read aloud stays the same.
    """
    # Every second part is what the group of the pattern matched.
    parts = enumerate(UNBROKEN.split(str(text)))
    marked = (
        format_html('<span class="unbroken">{}</span>', part) if number % 2 else escape(part)
        for number, part in parts
    )
    return SafeString("".join(marked))


@register.simple_tag
def interface_text(text: Any) -> str:
    """Words of the interface, marked as English where the reader's language lacks them yet.

    For the content of an element: `{% interface_text _("Latest news") %}`; in attributes and
    titles, which hold no marks, it is `{% translate %}`; for sentences with values,
    `{% interface %}` around `{% blocktranslate %}`.
    """
    words = str(text)
    if not is_lacking(text):
        return words
    return format_html("<span{}>{}</span>", source_language_marks(), words)


@register.simple_tag
def error_text(error: ValidationError) -> str:
    """What is wrong, as `interface_text`; `error` is one of `form["name"].errors.as_data()`."""
    words = " ".join(error.messages)
    if not all(is_lacking(one.message) for one in error.error_list):
        return words
    return format_html("<span{}>{}</span>", source_language_marks(), words)


@register.simple_tag
def field_to_mend(field: BoundField) -> SafeString:
    """A field of a short form, which has the focus if it is the first one that is wrong.

    As long as nothing is wrong with the form, the focus is where the form itself has it.
    """
    if not field.form.errors:
        return field.as_widget()
    wrong = next((one.name for one in field.form if one.errors), None)
    return field.as_widget(attrs={"autofocus": field.name == wrong})


@register.simple_tag
def words_lang(text: Any) -> str:
    """Attributes for an element in which all is English where `text` is, such as a labelled field.

    Goes inside a tag: `<div class="field"{% words_lang field.label %}>`.
    """
    return source_language_marks() if is_lacking(text) else ""


@register.simple_tag
def date_lang() -> str:
    """Attributes for a date, where CLDR cannot write it in the reader's language.

    Goes inside a tag: `<time{% date_lang %} datetime=…>`.
    """
    language = translation.get_language() or settings.LANGUAGE_CODE
    return "" if cldr_language(language) == language else source_language_marks()


@register.tag
def interface(parser: template.base.Parser, token: template.base.Token) -> "InterfaceNode":
    """`{% interface %}…{% endinterface %}`: as `interface_text`, for what a template composes."""
    content = parser.parse(("endinterface",))
    parser.delete_first_token()
    return InterfaceNode(content)


class InterfaceNode(template.Node):
    """Renders its content; what reads the same in English is marked as English."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        words = SafeString(self.nodelist.render(context).strip())
        if translation.get_language() not in languages.PARTIAL_INTERFACES:
            return words
        with translation.override(settings.LANGUAGE_CODE):
            is_source = self.nodelist.render(context).strip() == words
        if not is_source:
            return words
        return format_html("<span{}>{}</span>", source_language_marks(), words)


def source_language_marks() -> SafeString:
    """Attributes for words in the language of the message ids."""
    source = languages.source_language()
    return format_html(' lang="{}" dir="{}"', source.code, source.dir)


@register.filter
def may_be_shown_on(image: Any, page: Any) -> bool:
    """Whether the consent for `image` covers `page`; false without an image."""
    return pictures.may_be_shown(image, getattr(page, "first_published_at", None))


@register.simple_tag
def article_picture(image: Any, alt: str, eager: Any = False) -> Picture | str:
    """A picture as wide as the text; `eager` for one that readers see first."""
    return pictures.article_picture(image, alt, eager=bool(eager)) or ""


@register.simple_tag
def card_picture(image: Any, is_first: bool = False) -> Picture | str:
    """The picture of a card, `is_first` of the first in its list."""
    sizes = pictures.FIRST_CARD_SIZES if is_first else pictures.CARD_SIZES
    return pictures.card_picture(image, sizes=sizes) or ""


@register.simple_tag
def row_picture(image: Any, is_first: bool = False) -> Picture | str:
    """The picture of a row, `is_first` of the first in its list, which readers see at once."""
    sizes = pictures.FIRST_ROW_SIZES if is_first else pictures.ROW_SIZES
    return pictures.card_picture(image, sizes=sizes, eager=is_first) or ""


@register.simple_tag
def feed_picture(image: Any, alt: str) -> str:
    """A picture in the text of a feed."""
    rendition = pictures.feed_picture(image)
    return rendition.img_tag({"alt": alt}) if rendition else ""


@register.simple_tag
def font_files(language: str) -> list[str]:
    """Static files of the fonts that a page in `language` is sure to need."""
    return fonts.font_files(language)
