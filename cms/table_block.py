"""The table of a body, which says itself what of it is translated.

wagtail-localize finds nothing in a typed table.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail_localize.segments import StringSegmentValue


class TableBlock(TypedTableBlock):
    """A table with a caption, headed columns, and text or numbers in its cells.

    A cell has no identifier. Its translation is keyed by the text itself and by how often it has
    occurred, so that inserting a row or a column keeps the translations of all other cells.
    """

    text = blocks.CharBlock(label=_("Text"), required=False)
    number = blocks.FloatBlock(label=_("Number"), required=False)

    class Meta:
        icon = "table"
        label = _("Table")
        description = _(
            "Figures or facts in rows and columns, with a caption that says what they are"
        )
        template = "cms/blocks/table.html"
        preview_value = {
            "caption": "Participants",
            "columns": [
                {"type": "text", "heading": "Year"},
                {"type": "number", "heading": "Number"},
            ],
            "rows": [{"values": ["2013", 114]}, {"values": ["2015", 129]}],
        }

    def get_translatable_segments(self, value: TypedTable) -> list[StringSegmentValue]:
        return [StringSegmentValue(key, text) for key, text in self._texts(value).items()]

    def restore_translated_segments(self, value: TypedTable, segments: Iterable[Any]) -> TypedTable:
        translations = {segment.path: segment.render_text() for segment in segments}
        texts = iter([translations.get(key, text) for key, text in self._texts(value).items()])
        if value.caption:
            value.caption = next(texts)
        for column in value.columns:
            if column["heading"]:
                column["heading"] = next(texts)
        for row in value.row_data:
            row["values"] = [
                next(texts) if self._is_text(column, cell) else cell
                for column, cell in zip(value.columns, row["values"], strict=True)
            ]
        return value

    def _texts(self, value: TypedTable) -> dict[str, str]:
        """All texts of the table in their order, by keys that outlive a change of other cells."""
        texts = [("caption", value.caption)] if value.caption else []
        texts += [("heading", column["heading"]) for column in value.columns if column["heading"]]
        texts += [
            ("cell", cell)
            for row in value.row_data
            for column, cell in zip(value.columns, row["values"], strict=True)
            if self._is_text(column, cell)
        ]
        occurrences: Counter[tuple[str, str]] = Counter()
        keyed = {}
        for kind, text in texts:
            occurrences[kind, text] += 1
            digest = hashlib.sha256(text.encode()).hexdigest()[:16]
            keyed[f"{kind}-{digest}-{occurrences[kind, text]}"] = text
        return keyed

    @staticmethod
    def _is_text(column: dict[str, Any], cell: Any) -> bool:
        return column["block"].name == "text" and bool(cell)
