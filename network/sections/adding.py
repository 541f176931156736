"""Adding a national network, or putting right the one that a country has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale

from cms.countries import country_choices, country_name
from cms.translation.aliases import find_source, lock
from network.models import NetworkIndexPage, NetworkPage, NetworkSection
from network.sections.pages import FirstPage
from network.sections.provisioning import adopt, put_right


@dataclass(frozen=True)
class Network:
    """What the secretariat says of a network.

    `languages` are the codes of those that its coordinators write in, none for all; None leaves
    those that it has, which are all where it is new. The others are for a new page: `language` is
    that in which it is written, otherwise the first of `languages`.
    """

    country: str
    languages: tuple[str, ...] | None = None
    language: str = ""
    title: str = ""
    slug: str = ""


@transaction.atomic
def add_network(network: Network, by: Any = None) -> tuple[NetworkSection, list[str]]:
    """The section of the country's network, made or put right, and a sentence for each change.

    A page of the country that has no section yet is taken over with what stands below it. Raises
    ValidationError, by field of `Network`, for what cannot be; nothing is changed then.
    """
    check(network)
    lock_index()
    section, changes = find_or_make_section(network)
    if section.is_retired:
        raise ValidationError(
            {"country": _("The network of this country is retired. Reactivate it first.")}
        )
    if changes:
        log(section, "wagtail.create", user=by)
    changes += set_languages(section, network.languages, by)
    first = FirstPage(network.title, network.language, by)
    return section, changes + put_right(section, first)


def check(network: Network) -> None:
    if network.country not in dict(country_choices()):
        raise ValidationError(
            {"country": _("“%(code)s” is no country code.") % {"code": network.country}}
        )
    known = set(Locale.objects.values_list("language_code", flat=True))
    wanted = [*(network.languages or ()), *filter(None, [network.language])]
    if unknown := [code for code in wanted if code not in known]:
        raise ValidationError(
            {
                "languages": _("The site does not have these languages: %(codes)s.")
                % {"codes": ", ".join(unknown)}
            }
        )


def lock_index() -> None:
    """Let nobody else add a network until the transaction ends."""
    index = find_source(list(NetworkIndexPage.objects.all()))
    if index is not None:
        lock(index)


def find_or_make_section(network: Network) -> tuple[NetworkSection, list[str]]:
    """The section of the country; a page that has none is taken over before one is made."""
    section = NetworkSection.objects.filter(country=network.country).first()
    if section is not None:
        return section, []
    pages = NetworkPage.objects.filter(country=network.country)
    keys = set(pages.values_list("translation_key", flat=True))
    if len(keys) > 1:
        raise ValidationError(
            {"country": _("Several networks have a page about this country. Leave one.")}
        )
    page = pages.order_by("path").first()
    if page is not None:
        names = {"title": page.title}
        return adopt(page), [_("The page “%(title)s” is the section of the network now.") % names]
    slug = network.slug or slugify(country_name(network.country, settings.LANGUAGE_CODE))
    if NetworkSection.objects.filter(slug=slug).exists():
        raise ValidationError({"slug": _("Another network is called “%(slug)s”.") % {"slug": slug}})
    languages = list(network.languages or ())
    section = NetworkSection.objects.create(country=network.country, slug=slug, languages=languages)
    return section, [_("The section of the network was made.")]


@transaction.atomic
def set_languages(
    section: NetworkSection, languages: Sequence[str] | None, by: Any = None
) -> list[str]:
    """Let the coordinators write in these languages; None changes nothing, no code means all."""
    if languages is None or list(languages) == section.languages:
        return []
    section.languages = list(languages)
    section.save(update_fields=["languages"])
    log(section, "wagtail.edit", user=by, data={"languages": section.languages})
    return [
        _("The coordinators write in these languages now: %(codes)s.")
        % {"codes": ", ".join(languages) or _("all")}
    ]
