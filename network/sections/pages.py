"""The pages of a network's section: one text, and what stands in for it in the other languages."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from cms.countries import country_name
from cms.translation.aliases import ensure_aliases, find_source
from network.models import NetworkIndexPage, NetworkPage, NetworkSection


def pages_of(section: NetworkSection) -> list[NetworkPage]:
    """The pages of the section in all languages."""
    pages = NetworkPage.objects.filter(translation_key=section.network_key)
    return list(pages.select_related("locale").order_by("path"))


def source_of(section: NetworkSection) -> NetworkPage | None:
    """The page that the other languages follow; None where all are gone."""
    return find_source(pages_of(section))


@dataclass(frozen=True)
class FirstPage:
    """What a section's first page is made with: its title and language, or what stands for none."""

    title: str = ""
    language: str = ""
    by: Any = None


def ensure_pages(section: NetworkSection, first: FirstPage) -> list[str]:
    """A page in every language. Where there is none at all, the first is made, as a draft.

    Raises ValidationError where there is no place for it.
    """
    changes = []
    source = source_of(section)
    if source is None:
        source = add_draft(section, first)
        changes.append(_("The page “%(title)s” was made, as a draft.") % {"title": source.title})
    made = ensure_aliases(source)
    if made:
        message = ngettext(
            "%(count)d page was made that stands in for a translation.",
            "%(count)d pages were made that stand in for translations.",
            len(made),
        )
        changes.append(message % {"count": len(made)})
    return changes + follow_slug(section, source)


def add_draft(section: NetworkSection, first: FirstPage) -> NetworkPage:
    """The first page of a section, below the index of networks in its language."""
    code = first.language or next(iter(section.languages), "")
    locale = Locale.objects.get(language_code=code) if code else Locale.get_default()
    parent = find_index(locale)
    if parent.get_children().filter(slug=section.slug).exists():
        raise ValidationError(
            {"slug": _("There is another page at the address “%(slug)s”.") % {"slug": section.slug}}
        )
    page = NetworkPage(
        title=first.title or country_name(section.country, locale.language_code),
        slug=section.slug,
        country=section.country,
        locale=locale,
        translation_key=section.network_key,
        live=False,
        owner=first.by,
    )
    parent.add_child(instance=page)
    page.save_revision(user=first.by)
    log(page, "wagtail.create", user=first.by)
    return page


def find_index(locale: Locale) -> Page:
    """The index of networks in a language. Raises ValidationError if the site has none."""
    index = find_source(list(NetworkIndexPage.objects.all()))
    if index is None:
        raise ValidationError(_("The site has no index of networks, below which to put the page."))
    ensure_aliases(index)
    return index.get_translation(locale)


def follow_slug(section: NetworkSection, source: NetworkPage) -> list[str]:
    """The page's address may be changed by whoever may edit it; the section is called by it."""
    if section.slug == source.slug:
        return []
    if NetworkSection.objects.filter(slug=source.slug).exclude(pk=section.pk).exists():
        return []
    section.slug = source.slug
    section.save(update_fields=["slug"])
    return [_("The section is called “%(slug)s” now, as its page is.") % {"slug": source.slug}]
