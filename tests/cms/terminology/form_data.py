"""What a browser posts for any form of the admin, stream fields and rows included."""

from functools import singledispatch
from typing import Any

from wagtail import blocks
from wagtail.blocks.base import BlockWidget
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


def posted(form: Any) -> dict[str, Any]:
    """`form`, unbound, as it would come back if nothing was changed in it."""
    data: dict[str, Any] = {}
    for bound in form:
        value = bound.value()
        if isinstance(bound.field.widget, BlockWidget):
            data |= encode(bound.field.widget.block_def, value, bound.html_name)
        else:
            data |= scalar(bound.field.widget, value, bound.html_name)
    for formset in getattr(form, "formsets", {}).values():
        rows = [posted(row) for row in formset.initial_forms]
        data |= {
            f"{formset.prefix}-TOTAL_FORMS": len(rows),
            f"{formset.prefix}-INITIAL_FORMS": len(rows),
            f"{formset.prefix}-MIN_NUM_FORMS": 0,
            f"{formset.prefix}-MAX_NUM_FORMS": 1000,
        }
        for number, row in enumerate(rows, start=1):
            data |= {**row, f"{formset.prefix}-{number - 1}-ORDER": number}
    return data


def scalar(widget: Any, value: Any, name: str) -> dict[str, Any]:
    value = widget.format_value(getattr(value, "pk", value))
    if value is None or value is False:
        return {}
    return {name: value[0] if isinstance(value, list) and len(value) == 1 else value}


@singledispatch
def encode(block: blocks.Block, value: Any, name: str) -> dict[str, Any]:
    prepared = block.field.prepare_value(block.value_for_form(value))
    return scalar(block.field.widget, prepared, name)


@encode.register
def _(block: blocks.StreamBlock, value: Any, name: str) -> dict[str, Any]:
    data = {f"{name}-count": len(value)}
    for number, child in enumerate(value):
        prefix = f"{name}-{number}"
        data |= {
            f"{prefix}-deleted": "",
            f"{prefix}-order": number,
            f"{prefix}-type": child.block_type,
            f"{prefix}-id": child.id,
            **encode(child.block, child.value, f"{prefix}-value"),
        }
    return data


@encode.register
def _(block: blocks.StructBlock, value: Any, name: str) -> dict[str, Any]:
    data = {}
    for key, child in block.child_blocks.items():
        data |= encode(child, value[key], f"{name}-{key}")
    return data


@encode.register
def _(block: blocks.ListBlock, value: Any, name: str) -> dict[str, Any]:
    data = {f"{name}-count": len(value)}
    for number, child in enumerate(value.bound_blocks):
        prefix = f"{name}-{number}"
        data |= {
            f"{prefix}-deleted": "",
            f"{prefix}-order": number,
            f"{prefix}-id": child.id,
            **encode(child.block, child.value, f"{prefix}-value"),
        }
    return data


@encode.register
def _(block: TypedTableBlock, value: Any, name: str) -> dict[str, Any]:
    data = {
        f"{name}-caption": value.caption,
        f"{name}-column-count": len(value.columns),
        f"{name}-row-count": len(value.row_data),
    }
    for number, column in enumerate(value.columns):
        data |= {
            f"{name}-column-{number}-type": column["block"].name,
            f"{name}-column-{number}-order": number,
            f"{name}-column-{number}-deleted": "",
            f"{name}-column-{number}-heading": column["heading"],
        }
    for row_number, row in enumerate(value.row_data):
        data |= {
            f"{name}-row-{row_number}-order": row_number,
            f"{name}-row-{row_number}-deleted": "",
        }
        for number, (column, cell) in enumerate(zip(value.columns, row["values"], strict=True)):
            data |= encode(column["block"], cell, f"{name}-cell-{row_number}-{number}")
    return data
