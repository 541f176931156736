import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0005_applications"),
        ("news", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuthorityArticle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="authority_links",
                        to="news.newspage",
                        verbose_name="article",
                    ),
                ),
                (
                    "authority",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="article_links",
                        to="network.authority",
                    ),
                ),
            ],
            options={
                "verbose_name": "article about the authority",
                "verbose_name_plural": "articles about the authority",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "article"), name="network_authority_article_unique"
                    )
                ],
            },
        ),
    ]
