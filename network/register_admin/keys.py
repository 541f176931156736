"""Keys of authorities, which stand in addresses, made from country and name."""

from collections.abc import Container

from cms.slugs import make_slug
from network.models import Authority

# For a name in which nothing can be written in ASCII.
NAMELESS = "authority"


def new_key(country: str, name: str, language: str, taken: Container[str] | None = None) -> str:
    """A key such as `ua-lviv`, or the first of `ua-lviv-2`, `ua-lviv-3` … that no authority has.

    `country` is an ISO 3166-1 code, `language` that of `name`, or "". `taken` holds the keys in
    use where they are known already.
    """
    wished = f"{country.lower()}-{make_slug(name, language) or NAMELESS}"
    if taken is None:
        taken = set(Authority.objects.filter(key__startswith=wished).values_list("key", flat=True))
    key, number = wished, 1
    while key in taken:
        number += 1
        key = f"{wished}-{number}"
    return key
