"""Articles with what the articles of this product have in common with those of any site."""

from django.db import models
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail import blocks
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images.api.fields import ImageRenditionField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Page

# The sizes that lists of our API have, by the name of their field.
SIZES = {
    f"{kind}_{width}": f"format-{kind}|width-{width}"
    for kind in ("webp", "jpeg")
    for width in (400, 800)
}


class ArticleTag(TaggedItemBase):
    content_object = ParentalKey("stock.Article", related_name="tagged_items")


class Article(Page):
    date = models.DateField()
    summary = models.TextField()
    tags = ClusterTaggableManager(through=ArticleTag, blank=True)
    lead_image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, related_name="+"
    )
    body = StreamField(
        [
            (
                "heading",
                blocks.StructBlock([("text", blocks.CharBlock()), ("level", blocks.CharBlock())]),
            ),
            ("paragraph", blocks.RichTextBlock()),
            (
                "image",
                blocks.StructBlock(
                    [
                        ("image", ImageChooserBlock()),
                        ("alt_text", blocks.CharBlock(required=False)),
                        ("decorative", blocks.BooleanBlock(required=False)),
                        ("caption", blocks.CharBlock(required=False)),
                    ]
                ),
            ),
            (
                "quote",
                blocks.StructBlock(
                    [("text", blocks.TextBlock()), ("attribution", blocks.CharBlock())]
                ),
            ),
        ]
    )
    api_fields = [
        APIField("date"),
        APIField("summary"),
        APIField("tags"),
        APIField("lead_image"),
        *(
            APIField(name, serializer=ImageRenditionField(spec, source="lead_image"))
            for name, spec in SIZES.items()
        ),
        APIField("body"),
    ]
