"""What an authority that is accepted is called: in which language, and how in others.

The applicant gives the official name only; whoever accepts says the rest, so that the register,
the announcement and its translations begin with proper names.
"""

from collections.abc import Mapping
from typing import Any

from babel.languages import get_official_languages
from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.countries import cldr_locale
from cms.hidden_characters import refuse_hidden
from cms.languages import translated_name
from network.models import Authority, AuthorityName
from network.models.applications import Application

LANGUAGE = "name_language"
PREFIX = "name_in_"


def other_languages() -> list[str]:
    """Those that the site is edited in."""
    return [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES]


def fields_for(application: Application) -> dict[str, forms.Field]:
    """The fields of a form on the names, none of which has to be filled in."""
    official = get_official_languages(application.country, regional=True, de_facto=True)
    codes = dict.fromkeys(
        [*(code.replace("_", "-") for code in official), *dict(settings.LANGUAGES)]
    )
    fields: dict[str, forms.Field] = {
        LANGUAGE: forms.ChoiceField(
            label=_("Which language is the official name in?"),
            help_text=application.authority_name,
            choices=[("", _("Not known")), *((code, name_of_language(code)) for code in codes)],
            initial=application.authority_name_language,
            required=False,
        )
    }
    for code in other_languages():
        fields[PREFIX + code] = forms.CharField(
            label=_("Name in this language: %(language)s") % {"language": translated_name(code)},
            help_text=_("As readers of this language know it; where it differs."),
            max_length=255,
            validators=[refuse_hidden],
            required=False,
        )
    return fields


def name_of_language(code: str) -> str:
    """The language of a BCP 47 code, named in the language of the interface."""
    if code in dict(settings.LANGUAGES):
        return capfirst(translated_name(code))
    names = cldr_locale(get_language() or settings.LANGUAGE_CODE).languages
    return capfirst(names.get(code.replace("-", "_"), code))


def names_in(cleaned: dict[str, Any]) -> dict[str, str]:
    """The names that were typed, by language."""
    return {code: name for code in other_languages() if (name := cleaned.get(PREFIX + code, ""))}


def add_names(authority: Authority, names: Mapping[str, str]) -> None:
    """Add to the register the `names`, by language, that it lacks; what it has stays."""
    known = set(
        authority.names.filter(kind=AuthorityName.Kind.TRANSLATION).values_list(
            "language", flat=True
        )
    )
    new = {
        code: name
        for code, name in names.items()
        if code not in known and not (code == authority.name_language or name == authority.name)
    }
    if new:
        for code, name in new.items():
            authority.names.add(AuthorityName(language=code, name=name))
        authority.save()
