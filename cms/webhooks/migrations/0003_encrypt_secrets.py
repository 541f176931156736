"""The secrets of endpoints, until now stored as they are, are encrypted.

How, is written out here as it was then: `cms.webhooks.encryption` may come to do it otherwise.
"""

import base64
import secrets
from collections.abc import Callable
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import migrations

FIELDS = ("encrypted_secret", "encrypted_previous_secret")


def fernet() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(derived(key)) for key in keys])


def derived(key: str | bytes) -> bytes:
    source = key.encode() if isinstance(key, str) else key
    info = b"cms.webhooks: secrets of endpoints"
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=info)
    return base64.urlsafe_b64encode(hkdf.derive(source))


def encrypt(apps: Any, schema_editor: Any) -> None:
    box = fernet()
    rewrite(apps, schema_editor, lambda secret: box.encrypt(secret.encode()).decode())


def decrypt(apps: Any, schema_editor: Any) -> None:
    box = fernet()

    def decrypted_or_new(token: str) -> str:
        """One that cannot be read is of no use; an empty one would let anybody sign."""
        try:
            return box.decrypt(token).decode()
        except InvalidToken:
            return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()

    rewrite(apps, schema_editor, decrypted_or_new)


def rewrite(apps: Any, schema_editor: Any, changed: Callable[[str], str]) -> None:
    rows = apps.get_model("cms_webhooks", "Endpoint").objects.using(schema_editor.connection.alias)
    for row in rows.all():
        for name in FIELDS:
            value = getattr(row, name)
            setattr(row, name, value and changed(value))
        row.save(update_fields=FIELDS)


class Migration(migrations.Migration):
    dependencies = [("cms_webhooks", "0002_encrypted_secret_fields")]

    operations = [migrations.RunPython(encrypt, decrypt)]
