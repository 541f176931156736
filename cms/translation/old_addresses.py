"""The addresses that a page had, which go on leading somewhere after it is deleted."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page


@dataclass(frozen=True)
class Address:
    """A path on a site, as redirects keep it; `site_id` is None for every site."""

    path: str
    site_id: int | None


def addresses_of(page: Page) -> set[Address]:
    """Where `page` was published, now or under an earlier slug. One query."""
    earlier = Redirect.objects.filter(redirect_page=page.pk, automatically_created=True)
    found = {Address(*row) for row in earlier.values_list("old_path", "site_id")}
    return found | present_addresses(page) if page.live else found


def present_addresses(page: Page) -> set[Address]:
    """Where `page` is found by its place in the tree; nowhere outside of every site."""
    parts = page.get_url_parts()
    if parts is None or parts[2] is None:
        return set()
    site_id, _root_url, path = parts
    return {Address(Redirect.normalise_path(path), site_id)}


def lead_to(page: Page, addresses: Iterable[Address]) -> None:
    """Let those of `addresses` at which `page` does not stand itself lead to it.

    What an editor has decided for an address stays.
    """
    for address in set(addresses) - present_addresses(page):
        of_address = Redirect.objects.filter(old_path=address.path, site=address.site_id)
        of_address.filter(automatically_created=True).delete()
        if not of_address.exists():
            Redirect.objects.create(
                old_path=address.path,
                site_id=address.site_id,
                redirect_page=page,
                automatically_created=True,
            )
