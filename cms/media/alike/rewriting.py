"""Walks over everything that can name a picture, and lets somebody put another one in its place.

`swap(path, image_id)` gives the picture that shall stand at a path: the same one, nearly always. Paths are made of
block ids where there are any, so that they are still right after somebody has moved a block.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Field, ForeignKey, Model
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock

from cms.media.models import MediaImage

Swap = Callable[[str, int], int]

_EMBED = re.compile(r"<embed\b[^>]*>")
_IS_IMAGE = re.compile(r"""\bembedtype=["']image["']""")
_ID = re.compile(r"""(\bid=["'])(\d+)(["'])""")


def names_picture(field: Field[Any, Any]) -> bool:
    """Whether `field` is a key of a picture."""
    return isinstance(field, ForeignKey) and field.related_model is MediaImage


def rewrite_data(model: type[Model], data: dict[str, Any], swap: Swap, path: str = "") -> dict[str, Any]:
    """The content of a revision of `model`, with what `swap` puts in."""
    rewritten = dict(data)
    for field in model._meta.concrete_fields:
        if field.name in data and data[field.name] not in (None, ""):
            rewritten[field.name] = rewrite_value(field, data[field.name], swap, f"{path}{field.name}")
    if issubclass(model, ClusterableModel):
        for relation in get_all_child_relations(model):
            name = relation.get_accessor_name()
            rows = data.get(name)
            if isinstance(rows, list):
                rewritten[name] = [
                    rewrite_data(relation.related_model, row, swap, f"{path}{name}.{row.get('pk') or place}.")
                    for place, row in enumerate(rows)
                ]
    return rewritten


def rewrite_value(field: Field[Any, Any], value: Any, swap: Swap, path: str) -> Any:
    """What a revision keeps of one field."""
    if names_picture(field) and isinstance(value, int):
        return swap(path, value)
    if isinstance(field, StreamField):
        raw = json.loads(value) if isinstance(value, str) else value
        rewritten = rewrite_block(field.stream_block, raw, swap, path)
        return json.dumps(rewritten) if isinstance(value, str) else rewritten
    if isinstance(field, RichTextField) and isinstance(value, str):
        return rewrite_html(value, swap, path)
    return value


def rewrite_html(html: str, swap: Swap, path: str) -> str:
    """Rich text, with other pictures where `swap` says so."""
    place = 0

    def rewrite(match: re.Match[str]) -> str:
        nonlocal place
        tag = match[0]
        if not _IS_IMAGE.search(tag):
            return tag
        here = f"{path}.embed{place}"
        place += 1
        return _ID.sub(lambda found: f"{found[1]}{swap(here, int(found[2]))}{found[3]}", tag, count=1)

    return _EMBED.sub(rewrite, html)


def rewrite_block(block: Any, value: Any, swap: Swap, path: str) -> Any:
    """The raw value of a block of any kind."""
    if isinstance(block, blocks.ChooserBlock):
        is_picture = block.model_class is MediaImage and isinstance(value, int)
        return swap(path, value) if is_picture else value
    if isinstance(block, blocks.RichTextBlock):
        return rewrite_html(value, swap, path) if isinstance(value, str) else value
    if isinstance(block, ImageBlock) and isinstance(value, int):
        return swap(path, value)
    if isinstance(block, TypedTableBlock):
        return _rewrite_table(block, value, swap, path)
    if isinstance(block, blocks.BaseStreamBlock) and isinstance(value, list):
        kinds = [block.child_blocks.get(_read_type(one)) for one in value]
        return [
            _rewrite_child(kind, one, swap, path, n) for n, (kind, one) in enumerate(zip(kinds, value, strict=True))
        ]
    if isinstance(block, blocks.ListBlock) and isinstance(value, list):
        return [_rewrite_child(block.child_block, one, swap, path, n) for n, one in enumerate(value)]
    if isinstance(block, blocks.BaseStructBlock) and isinstance(value, Mapping):
        children = block.child_blocks
        return {
            name: rewrite_block(children[name], one, swap, f"{path}.{name}") if name in children else one
            for name, one in value.items()
        }
    return value


def _read_type(child: Any) -> str:
    return str(child.get("type")) if isinstance(child, Mapping) else ""


def _rewrite_child(block: Any, child: Any, swap: Swap, path: str, place: int) -> Any:
    if block is None:
        return child
    if isinstance(child, Mapping) and "value" in child:
        here = f"{path}.{child.get('id') or place}"
        return {**child, "value": rewrite_block(block, child["value"], swap, here)}
    return rewrite_block(block, child, swap, f"{path}.{place}")


def _rewrite_table(block: Any, value: Any, swap: Swap, path: str) -> Any:
    if not isinstance(value, Mapping):
        return value
    kinds = [block.child_blocks.get(column.get("type")) for column in value.get("columns", ())]
    rows = []
    for number, row in enumerate(value.get("rows", ())):
        cells = [
            rewrite_block(kind, cell, swap, f"{path}.{number}.{place}")
            for place, (kind, cell) in enumerate(zip(kinds, row.get("values", ()), strict=False))
        ]
        rows.append({**row, "values": cells})
    return {**value, "rows": rows}
