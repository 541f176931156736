import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0006_authority_article"),
        ("news", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ApplicationNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="note")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="written at")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="network.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "internal note",
                "verbose_name_plural": "internal notes",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ParticipantNumbers",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "highest",
                    models.PositiveIntegerField(
                        default=0, verbose_name="highest number ever given"
                    ),
                ),
            ],
            options={
                "verbose_name": "numbers of participants",
                "verbose_name_plural": "numbers of participants",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="network_participant_numbers_one_row"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonalDataLog",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("export", "given out"),
                            ("erase", "erased on request"),
                            ("expire", "erased when its time was over"),
                        ],
                        max_length=10,
                        verbose_name="action",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                ("found", models.JSONField(default=dict, verbose_name="rows by place")),
                (
                    "by",
                    models.ForeignKey(
                        help_text="Empty for a command",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry on personal data",
                "verbose_name_plural": "entries on personal data",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ApplicationCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("decision", "The decision of the council has been read"),
                            (
                                "letter",
                                "The mayor's letter to the President of the Congress has been received",
                            ),
                            ("contact", "The contact person could be reached"),
                            ("competence", "It is a local or regional authority of this country"),
                        ],
                        max_length=20,
                        verbose_name="item",
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                ("at", models.DateTimeField(auto_now=True, verbose_name="noted at")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="network.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "item of the checklist",
                "verbose_name_plural": "items of the checklist",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "item"), name="network_application_check_unique"
                    )
                ],
            },
        ),
    ]
