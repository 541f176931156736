"""Shared StreamField blocks: what an editor can put into the body of a page.

Each block carries its icon, description, chooser preview, template and API schema
(`cms.apikit.blocks` maps block types to schemas).
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail_localize.segments import StringSegmentValue

from cms.passage_languages import passage_attributes, passage_choices, passage_codes
from cms.rich_text import RichTextBlock, find_page_urls
from cms.table_block import TableBlock
from cms.video import find_provider

RICH_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class HeadingBlock(blocks.StructBlock):
    """A heading within the body; the page title is the only first level."""

    text = blocks.CharBlock(label=_("Text"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("h2", _("Section")), ("h3", _("Subsection"))],
        default="h2",
    )

    def get_searchable_content(self, value: blocks.StructValue) -> list[str]:
        """The text alone: the name of the level stands nowhere on the page."""
        return [value["text"]]

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Opens a section, so that readers can find their way")
        template = "cms/blocks/heading.html"
        preview_value = {"text": "What cities can do", "level": "h2"}


class ImageBlock(blocks.StructBlock):
    """A picture with the words that stand in for it, and a caption."""

    image = ImageChooserBlock(label=_("Image"))
    alt_text = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        max_length=250,
        help_text=_("What the picture shows, for readers who cannot see it"),
    )
    decorative = blocks.BooleanBlock(
        label=_("Decorative"),
        required=False,
        help_text=_("The picture says nothing that the text does not say"),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("A picture with alternative text and a caption")
        template = "cms/blocks/image.html"
        preview_template = "cms/blocks/preview/image.html"

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if not result["decorative"] and not result["alt_text"]:
            raise blocks.StructBlockValidationError(
                {
                    "alt_text": ValidationError(
                        _("Say what the picture shows, or mark it as decorative.")
                    )
                }
            )
        return result


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words, and whose they are."""

    text = blocks.TextBlock(label=_("Quotation"))
    attribution = blocks.CharBlock(label=_("Attribution"), required=False, max_length=200)
    language = blocks.ChoiceBlock(
        label=_("Language"),
        choices=passage_choices,
        required=False,
        help_text=_(
            "Where the quotation is in another language than the page: it then stands so in all "
            "translations, and screen readers say it right"
        ),
    )

    def get_searchable_content(self, value: blocks.StructValue) -> list[str]:
        """Words alone: the name of the language stands nowhere on the page."""
        return [value["text"] or "", value["attribution"] or ""]

    def get_translatable_segments(self, value: blocks.StructValue) -> list[StringSegmentValue]:
        """Of a quotation in another language, the attribution alone is translated."""
        names = ["attribution"] if value.get("language") else ["text", "attribution"]
        return [StringSegmentValue(name, value[name] or "") for name in names]

    def restore_translated_segments(
        self, value: blocks.StructValue, segments: Iterable[Any]
    ) -> blocks.StructValue:
        for segment in segments:
            value[segment.path] = segment.render_text()
        return value

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        code = value.get("language")
        context["attributes"] = passage_attributes(code) if code in passage_codes() else {}
        return context

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("Somebody's own words, with the person or text they come from")
        template = "cms/blocks/quote.html"
        preview_value = {
            "text": "Cities are where people live together.",
            "attribution": "A mayor",
            "language": "",
        }


class LinkValue(blocks.StructValue):
    """A link that knows where it leads: a page of this site in the reader's language, if any."""

    @cached_property
    def page_url(self) -> str:
        """Address of the chosen page; empty where none is chosen or published."""
        page = self["page"]
        return find_page_urls([page.pk]).get(page.pk, "") if page else ""

    @property
    def address(self) -> str:
        """Where the link leads; empty where its address is not known yet."""
        return self["url"] or self.page_url


class LinkBlock(blocks.StructBlock):
    """A labelled link. Without an address it is plain text and waits in the editors' to-do list."""

    label = blocks.CharBlock(label=_("Label"), max_length=200)
    url = blocks.URLBlock(label=_("Address"), required=False)
    page = blocks.PageChooserBlock(label=_("or a page of this site"), required=False)

    class Meta:
        icon = "link"
        label = _("Link")
        description = _("An address with the words that lead to it")
        template = "cms/blocks/link.html"
        value_class = LinkValue
        preview_value = {"label": "Council of Europe", "url": "https://www.coe.int/", "page": None}

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if result["url"] and result["page"]:
            raise blocks.StructBlockValidationError(
                {"page": ValidationError(_("Give either an address or a page, not both."))}
            )
        return result


class LinksBlock(blocks.StructBlock):
    """A titled list of labelled links."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=200)
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Links")
        description = _("A list of links, each with its own words")
        template = "cms/blocks/links.html"
        preview_value = {
            "title": "Further reading",
            "links": [{"label": "Council of Europe", "url": "https://www.coe.int/", "page": None}],
        }


class DocumentBlock(blocks.StructBlock):
    """A file to download, named by what is in it."""

    document = DocumentChooserBlock(label=_("Document"))
    label = blocks.CharBlock(
        label=_("Label"),
        required=False,
        max_length=200,
        help_text=_("Left empty, the title of the document is shown"),
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file that readers can download, with its type and size")
        template = "cms/blocks/document.html"
        preview_template = "cms/blocks/preview/document.html"


class AgendaItemBlock(blocks.StructBlock):
    """A point of an agenda, in the time of the place."""

    day = blocks.DateBlock(
        label=_("Day"),
        required=False,
        help_text=_("Where the meeting lasts several days: with the first item of each day"),
    )
    time = blocks.TimeBlock(label=_("Time"), required=False)
    text = blocks.CharBlock(label=_("What is done"), max_length=300)

    class Meta:
        icon = "time"
        label = _("Item of the agenda")
        description = _("What is done at what time")
        template = "cms/blocks/agenda_item.html"
        preview_value = {"day": None, "time": datetime.time(10), "text": "Opening by the mayor"}


class CalloutBlock(blocks.StructBlock):
    """A boxed passage that stands out from the text."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=200)
    text = RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Call-out")
        description = _("A short passage in a box: what must not be overlooked")
        template = "cms/blocks/callout.html"
        preview_value = {"title": "Good to know", "text": "<p>Any local authority can join.</p>"}


class VideoBlock(blocks.StructBlock):
    """A video of a configured provider, loaded only after the reader's click."""

    url = blocks.URLBlock(label=_("Address of the video"))
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    transcript = RichTextBlock(
        label=_("Transcript"),
        required=False,
        features=RICH_TEXT_FEATURES,
        help_text=_("What is said and shown, for readers who cannot hear or see it"),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video that contacts its provider only when a reader starts it")
        template = "cms/blocks/video.html"
        preview_value = {
            "url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
            "title": "A video",
            "transcript": "",
        }

    def clean(self, value: Any) -> Any:
        result = super().clean(value)
        if find_provider(result["url"]) is None:
            raise blocks.StructBlockValidationError(
                {"url": ValidationError(_("This site shows no videos of that provider."))}
            )
        return result

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["video"] = find_provider(value["url"])
        return context


class ParagraphBlock(RichTextBlock):
    """Running text, without headings or pictures: these are blocks of their own."""

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        description = _("Running text with bold, italic, lists and links")
        template = "cms/blocks/paragraph.html"
        preview_value = "<p>Cities and regions <b>learn from each other</b>.</p>"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": RICH_TEXT_FEATURES, **kwargs})


class BodyBlock(blocks.StreamBlock):
    """The blocks of a page's body."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    image = ImageBlock()
    quote = QuoteBlock()
    links = LinksBlock()
    document = DocumentBlock()
    callout = CalloutBlock()
    table = TableBlock()
    video = VideoBlock()
