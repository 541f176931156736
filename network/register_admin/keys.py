"""Keys of authorities, which stand in addresses, made from names."""

from collections.abc import Container

from network.models import Authority


def free_key(wished: str, taken: Container[str] | None = None) -> str:
    """`wished`, or the first of `wished-2`, `wished-3` … that no authority has.

    `taken` holds the keys in use where they are known already.
    """
    if taken is None:
        taken = set(Authority.objects.filter(key__startswith=wished).values_list("key", flat=True))
    key, number = wished, 1
    while key in taken:
        number += 1
        key = f"{wished}-{number}"
    return key
