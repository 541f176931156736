"""Keeps the secrets of endpoints unreadable in the database and in its backups.

What is stored is encrypted with a key that is derived from SECRET_KEY, which is not in the
database. What was encrypted under one of SECRET_KEY_FALLBACKS is still read, until `reencrypted`
brings it to the present key.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# Keeps this key apart from all others that are derived from SECRET_KEY. To change it makes every
# stored secret unreadable.
PURPOSE = b"cms.webhooks: secrets of endpoints"
KEY_BYTES = 32


class Unreadable(Exception):
    """Encrypted under a key that this site does not have (any more)."""


def fernet() -> MultiFernet:
    """Encrypts under SECRET_KEY; decrypts what was encrypted under that or its fallbacks."""
    return MultiFernet(
        [Fernet(derived(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    )


def derived(key: str | bytes) -> bytes:
    """A key for Fernet from one of Django's (RFC 5869)."""
    source = key.encode() if isinstance(key, str) else key
    hkdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(hkdf.derive(source))


def encrypted(text: str) -> str:
    """`text` in a form that only this site can read, in ASCII."""
    return fernet().encrypt(text.encode()).decode()


def decrypted(token: str) -> str:
    """What `encrypted` was given. Raises Unreadable."""
    try:
        return fernet().decrypt(token).decode()
    except InvalidToken as error:
        raise Unreadable from error


def reencrypted(token: str) -> str:
    """The same under the present SECRET_KEY. Raises Unreadable."""
    try:
        return fernet().rotate(token).decode()
    except InvalidToken as error:
        raise Unreadable from error
