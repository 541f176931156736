"""Addresses of the public site, for letters and webhooks, which know of no request."""

from wagtail.models import Site


def public_address(path: str) -> str:
    """`path` as a full address of the public site; the visitor's Host header plays no part."""
    site = Site.objects.filter(is_default_site=True).first() or Site.objects.order_by("pk").first()
    return f"{site.root_url}{path}" if site else path
