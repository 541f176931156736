"""The secret links to status pages: who has one may see the application and act for it."""

import hashlib
import secrets

from django.urls import reverse
from django.utils import translation

from network.models.applications import Application, StatusLink
from network.public_address import public_address

# 256 bits of chance.
TOKEN_BYTES = 32


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_link(application: Application) -> str:
    """A further link to the status page, as a full address; links given before stay valid.

    Nobody can read it again: only the digest of its token is kept.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    StatusLink.objects.create(application=application, digest=digest(token))
    with translation.override(application.language):
        return public_address(reverse("application_status", args=[token]))


def find(token: str) -> Application | None:
    """The application that `token` opens; None for one that opens nothing."""
    link = StatusLink.objects.filter(digest=digest(token)).select_related("application").first()
    return link.application if link else None
