
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import network.models.meetings
import uuid
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0007_casework"),
        ("news", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="meetingpage",
            name="address",
            field=models.CharField(
                blank=True,
                help_text="Building, street and number, town",
                max_length=300,
                verbose_name="address",
            ),
        ),
        migrations.AddField(
            model_name="meetingpage",
            name="agenda",
            field=wagtail.fields.StreamField(
                [("item", 3)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.DateBlock",
                        (),
                        {
                            "help_text": "Where the meeting lasts several days: with the first item of each day",
                            "label": "Day",
                            "required": False,
                        },
                    ),
                    1: ("wagtail.blocks.TimeBlock", (), {"label": "Time", "required": False}),
                    2: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "What is done", "max_length": 300},
                    ),
                    3: ("wagtail.blocks.StructBlock", [[("day", 0), ("time", 1), ("text", 2)]], {}),
                },
                verbose_name="agenda",
            ),
        ),
        migrations.AddField(
            model_name="meetingpage",
            name="cancellation_reason",
            field=models.TextField(
                blank=True, help_text="Readers see it", verbose_name="why it is cancelled"
            ),
        ),
        migrations.AddField(
            model_name="meetingpage",
            name="documents",
            field=wagtail.fields.StreamField(
                [("document", 2)],
                blank=True,
                block_lookup={
                    0: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "Document"}),
                    1: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Left empty, the title of the document is shown",
                            "label": "Label",
                            "max_length": 200,
                            "required": False,
                        },
                    ),
                    2: ("wagtail.blocks.StructBlock", [[("document", 0), ("label", 1)]], {}),
                },
                verbose_name="documents",
            ),
        ),
        migrations.AddField(
            model_name="meetingpage",
            name="is_online",
            field=models.BooleanField(default=False, verbose_name="can be attended online"),
        ),
        migrations.AddField(
            model_name="meetingpage",
            name="online_url",
            field=models.URLField(
                blank=True,
                max_length=500,
                validators=[django.core.validators.URLValidator(schemes=["http", "https"])],
                verbose_name="link to attend",
            ),
        ),
        migrations.AddField(
            model_name="meetingpage",
            name="online_url_is_public",
            field=models.BooleanField(
                default=False,
                help_text="Otherwise readers learn only that the meeting can be attended online",
                verbose_name="show the link to everybody",
            ),
        ),
        migrations.AddField(
            model_name="meetingpage",
            name="state",
            field=models.CharField(
                choices=[("planned", "takes place"), ("cancelled", "cancelled")],
                default="planned",
                help_text="A cancelled meeting stays on the site. For a postponed one, change the dates instead",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="meetingpage",
            name="place",
            field=models.CharField(
                blank=True,
                help_text="May be empty for a meeting online",
                max_length=200,
                verbose_name="place",
            ),
        ),
        migrations.AlterField(
            model_name="meetingpage",
            name="timezone",
            field=models.CharField(
                choices=network.models.meetings.timezone_choices,
                default="Europe/Paris",
                help_text="An hour that comes twice, when clocks go back, is the first of the two",
                max_length=40,
                verbose_name="time zone",
            ),
        ),
        migrations.CreateModel(
            name="CalendarEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("meeting_key", models.UUIDField(default=uuid.uuid4, verbose_name="meeting")),
                ("network_key", models.UUIDField(default=uuid.uuid4, verbose_name="network")),
                ("start_date", models.DateField(verbose_name="first day")),
                (
                    "sequence",
                    models.PositiveIntegerField(default=0, verbose_name="number of changes"),
                ),
                (
                    "changed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="changed at"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn at"),
                ),
            ],
            options={
                "verbose_name": "calendar entry",
                "verbose_name_plural": "calendar entries",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting_key", "network_key"), name="network_calendar_entry_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingArticle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("announcement", "announces it"), ("report", "reports on it")],
                        max_length=12,
                        verbose_name="what it does",
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meeting_articles",
                        to="news.newspage",
                        verbose_name="article",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="articles",
                        to="network.meetingpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "article about a meeting",
                "verbose_name_plural": "articles about meetings",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("page", "article"), name="network_meeting_article_unique"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingParticipant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meeting_participations",
                        to="network.authority",
                        verbose_name="authority",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="network.meetingpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "participant of a meeting",
                "verbose_name_plural": "participants of meetings",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("page", "authority"), name="network_meeting_participant_unique"
                    )
                ],
            },
        ),
    ]
