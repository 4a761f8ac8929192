"""Streams of blocks as feeds fill them: raw data whose ids stay the same from one import to the next."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Any

from wagtail.blocks import StreamValue

from cms.catalog.models import ProductContent

_IDS = uuid.UUID("6f4d1c1e-6a5e-5d0e-9a55-0c7d8f0b2c11")
STREAMS = ("selling_points", "details")


def make_raw(field: str, value: Sequence[Any], *, key: str) -> list[dict[str, Any]]:
    """The blocks of `field` for the product `key`: texts become selling points, the rest are blocks already."""
    blocks = [{"type": "point", "value": one} if isinstance(one, str) else one for one in value]
    return [
        {"type": block["type"], "value": block["value"], "id": str(uuid.uuid5(_IDS, f"{key}/{field}/{index}"))}
        for index, block in enumerate(blocks)
    ]


def make_stream(field: str, raw: list[dict[str, Any]]) -> StreamValue:
    """`raw` as a value of the model's field, not unpacked until somebody looks into it."""
    model_field: Any = ProductContent._meta.get_field(field)
    value = StreamValue(model_field.stream_block, raw, is_lazy=True)
    value._stream_field = model_field
    return value


def strip_ids(raw: Any) -> list[tuple[str, str]]:
    """What blocks say, comparable: ids do not count."""
    return [(block["type"], _write(block["value"])) for block in raw]


def _write(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(_drop_ids(value), sort_keys=True, default=str)


def _drop_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _drop_ids(inner) for key, inner in value.items() if key != "id"}
    if isinstance(value, list):
        return [_drop_ids(inner) for inner in value]
    return value
