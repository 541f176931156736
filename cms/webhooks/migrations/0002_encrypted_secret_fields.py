from django.db import migrations, models

import cms.webhooks.models


class Migration(migrations.Migration):
    """Makes room for encrypted secrets; the next migration encrypts them."""

    dependencies = [("cms_webhooks", "0001_initial")]

    operations = [
        migrations.RenameField("endpoint", "secret", "encrypted_secret"),
        migrations.RenameField("endpoint", "previous_secret", "encrypted_previous_secret"),
        migrations.AlterField(
            "endpoint",
            "encrypted_secret",
            models.TextField(default=cms.webhooks.models.new_encrypted_secret, editable=False),
        ),
        migrations.AlterField(
            "endpoint",
            "encrypted_previous_secret",
            models.TextField(blank=True, editable=False),
        ),
    ]
