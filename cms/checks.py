"""Rules of the house that Django checks when it starts."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.urls import get_resolver
from wagtail.blocks import Block
from wagtail.fields import StreamField

from cms import resolver
from cms.apikit.blocks import shape_of
from cms.models import BasePage
from cms.passage_languages import further_codes, is_known


def every_block_has_an_api_schema(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A block that editors can use reaches the API too, with a type of its own."""
    return [
        Error(
            f"The block “{name}” of {field} has no type in the API.",
            hint="Add its class to SHAPES in cms.apikit.blocks.",
            obj=type(block),
            id="cms.E001",
        )
        for field, name, block in page_blocks()
        if shape_of(block) is None
    ]


def every_passage_language_is_known(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What editors mark a passage with is a language that readers' software knows."""
    return [
        Error(
            f"CMS_PASSAGE_LANGUAGES has “{code}”, which is no code of a language.",
            hint="Take codes of the Unicode CLDR, such as “de” or “sr-Latn”.",
            id="cms.E002",
        )
        for code in further_codes()
        if not is_known(code)
    ]


def pages_are_served_by_one_address(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Wagtail's own catch-all beside ours would make links without a language."""
    addresses = get_resolver().reverse_dict
    if resolver.serve in addresses and len(addresses.getlist("wagtail_serve")) == 1:
        return []
    return [
        Error(
            "The addresses of pages are not those of cms.plugin_urls alone.",
            hint="Leave out the line of your urls that includes wagtail.urls, and add"
            " cms.plugin_urls.urlpatterns at the end (docs/plugin.md).",
            id="cms.E003",
        )
    ]


def page_blocks() -> Iterator[tuple[StreamField, str, Block]]:
    """Each top-level block of the stream fields of our pages."""
    for model in apps.get_models():
        if issubclass(model, BasePage):
            for field in model._meta.get_fields():
                if isinstance(field, StreamField):
                    for name, block in field.stream_block.child_blocks.items():
                        yield field, name, block
