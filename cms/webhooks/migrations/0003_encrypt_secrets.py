from collections.abc import Callable
from typing import Any

from django.db import migrations

from cms.webhooks.encryption import Unreadable, decrypted, encrypted
from cms.webhooks.models import new_secret

FIELDS = ("encrypted_secret", "encrypted_previous_secret")


def encrypt(apps: Any, schema_editor: Any) -> None:
    rewrite(apps, schema_editor, encrypted)


def decrypt(apps: Any, schema_editor: Any) -> None:
    rewrite(apps, schema_editor, decrypted_or_new)


def decrypted_or_new(token: str) -> str:
    """One that cannot be read is of no use; an empty one would let anybody sign."""
    try:
        return decrypted(token)
    except Unreadable:
        return new_secret()


def rewrite(apps: Any, schema_editor: Any, changed: Callable[[str], str]) -> None:
    rows = apps.get_model("cms_webhooks", "Endpoint").objects.using(schema_editor.connection.alias)
    for row in rows.all():
        for name in FIELDS:
            value = getattr(row, name)
            setattr(row, name, value and changed(value))
        row.save(update_fields=FIELDS)


class Migration(migrations.Migration):
    """Secrets that were stored as they are: encrypted from now on."""

    dependencies = [("cms_webhooks", "0002_encrypted_secret_fields")]

    operations = [migrations.RunPython(encrypt, decrypt)]
