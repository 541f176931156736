"""Which news an authority is in."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel


class AuthorityArticle(models.Model):
    """A news article about an authority.

    `article` is the article in any one language; readers get the one in theirs, by its translation
    key.
    """

    authority = ParentalKey(
        "network.Authority", on_delete=models.CASCADE, related_name="article_links"
    )
    article = models.ForeignKey(
        "news.NewsPage",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="authority_links",
    )

    panels: ClassVar = [FieldPanel("article")]

    class Meta:
        verbose_name = _("article about the authority")
        verbose_name_plural = _("articles about the authority")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "article"], name="network_authority_article_unique"
            )
        ]

    def __str__(self) -> str:
        return str(self.article)
