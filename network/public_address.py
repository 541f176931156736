"""The public site and its addresses, for letters and webhooks, which know of no request."""

from wagtail.models import Site


def public_site() -> Site | None:
    """The site that letters are about; None before there is one."""
    return Site.objects.filter(is_default_site=True).first() or Site.objects.order_by("pk").first()


def public_address(path: str) -> str:
    """`path` as a full address of the public site; the visitor's Host header plays no part."""
    site = public_site()
    return f"{site.root_url}{path}" if site else path
