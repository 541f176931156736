"""Topics: a closed list of tags, one slug in all languages, a label in each."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, InlinePanel

from cms.cache import cached
from cms.languages import language_choices


class Topic(ClusterableModel, TagBase):
    """A subject that news are filed under. Editors choose topics, they do not invent them."""

    free_tagging = False

    panels: ClassVar = [
        FieldPanel("name", help_text=_("Working name; readers see the labels")),
        FieldPanel("slug"),
        InlinePanel("labels", heading=_("Labels")),
    ]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering: ClassVar = ["name"]

    def label_in(self, language: str) -> str:
        """The label in `language`, else in the site's first language, else the working name."""
        labels = {label.language: label.label for label in self.labels.all()}
        return labels.get(self.language_of_label(language)) or self.name

    def language_of_label(self, language: str) -> str:
        """The language of `label_in`: `language`, or the site's first one, which stands in."""
        has_label = any(row.language == language and row.label for row in self.labels.all())
        return language if has_label else settings.LANGUAGE_CODE

    def __str__(self) -> str:
        return self.label_in(translation.get_language() or settings.LANGUAGE_CODE)


class TopicLabel(models.Model):
    """How a topic is called in one language."""

    topic = ParentalKey(Topic, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    label = models.CharField(_("label"), max_length=100)

    panels: ClassVar = [FieldPanel("language"), FieldPanel("label")]

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "language"], name="news_topic_label_unique")
        ]

    def __str__(self) -> str:
        return self.label


def topics_in(language: str) -> dict[int, dict[str, str]]:
    """Slug and label of each topic by its key, with the language that the label is in.

    That is `language` where the topic has a label in it. Kept until one changes.
    """
    return cached(
        f"topics:{language}",
        lambda: {
            topic.pk: {
                "slug": topic.slug,
                "label": topic.label_in(language),
                "language_code": topic.language_of_label(language),
            }
            for topic in Topic.objects.prefetch_related("labels")
        },
    )


class NewsPageTopic(ItemBase):
    """A topic of a news page."""

    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="news_items")
    content_object = ParentalKey(
        "news.NewsPage", on_delete=models.CASCADE, related_name="topic_items"
    )
