"""Makes the section of a network whole, and keeps it so: pages, group, collection, rights, review.

Whatever is there already stays; a second call finds nothing to do.
"""

from typing import Any, cast

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from network.models import NetworkPage, NetworkSection
from network.sections.groups import ensure_collection, ensure_group, ensure_rights
from network.sections.moderation import ensure_workflow
from network.sections.pages import FirstPage, ensure_pages, pages_of


@transaction.atomic
def put_right(section: NetworkSection, first: FirstPage | None = None) -> list[str]:
    """Make or mend everything that belongs to `section`; `first` is for a page that is new.

    Returns a sentence for each change, in the language of the interface. Raises ValidationError
    where there is no place for a page.
    """
    NetworkSection.objects.select_for_update().get(pk=section.pk)
    changes = ensure_group(section) + ensure_collection(section)
    # Before pages are made, too: a page that is new brings its rights, and drift would go unsaid.
    changes += ensure_on_pages(section)
    changes += ensure_pages(section, first or FirstPage())
    changes += ensure_on_pages(section)
    return list(dict.fromkeys(changes))


def ensure_on_pages(section: NetworkSection) -> list[str]:
    """The rights and the review on the pages that the section has."""
    pages: list[Page] = [*pages_of(section)]
    return ensure_rights(section, pages) + ensure_workflow(section, pages)


def find_drift(section: NetworkSection) -> list[str]:
    """What `put_right` would do now, as it would say it; nothing is changed."""
    with transaction.atomic():
        # A row of its own: what is mended on it in memory is not to outlive the transaction.
        changes = put_right(NetworkSection.objects.get(pk=section.pk))
        transaction.set_rollback(True)
    return changes


def put_all_right() -> list[str]:
    """The same for every network."""
    return [change for section in NetworkSection.objects.all() for change in put_right(section)]


def adopt(network: NetworkPage | Page) -> NetworkSection:
    """The section that `network`, in any language, is a page of; made where there is none.

    Raises ValidationError if the country has another network.
    """
    key = network.translation_key
    section = NetworkSection.objects.filter(network_key=key).first()
    if section is not None:
        return section
    country = network.specific.country
    if NetworkSection.objects.filter(country=country).exists():
        raise ValidationError({"country": _("This country has a network already.")})
    return NetworkSection.objects.create(country=country, slug=network.slug, network_key=key)


@transaction.atomic
def coordinator_group(network: NetworkPage | Page) -> Group:
    """The coordinators' group of a network, with its section made or mended."""
    section = adopt(network)
    put_right(section)
    return cast(Group, section.group)


def without_section() -> list[NetworkPage]:
    """Pages of networks that no section is known of, one for each network, by country."""
    known = NetworkSection.objects.values("network_key")
    pages = NetworkPage.objects.exclude(translation_key__in=known).order_by("country", "path")
    first: dict[Any, NetworkPage] = {}
    for page in pages:
        first.setdefault(page.translation_key, page)
    return list(first.values())
