"""Reads, compares and sets the fields of a content that feeds fill, on the object and in a revision's data."""

from __future__ import annotations

import json
from typing import Any

from cms.catalog.feeds.revisions import write_stream
from cms.catalog.feeds.streams import STREAMS, make_raw, make_stream, strip_ids
from cms.catalog.models import ProductContent


def read_value(content: ProductContent, field: str) -> Any:
    """What the object has, comparable with what `normalise` makes of a feed's value."""
    value = getattr(content, field)
    return strip_ids(value.raw_data) if field in STREAMS else value


def read_revised(data: dict[str, Any], field: str) -> Any:
    """What a revision's data has, comparable likewise."""
    value = data.get(field) or ""
    return strip_ids(json.loads(value) if value else []) if field in STREAMS else value


def normalise(field: str, value: Any) -> Any:
    """A feed's value, comparable with those read."""
    return strip_ids(make_raw(field, value, key="")) if field in STREAMS else value


def set_value(content: ProductContent, field: str, value: Any, *, key: str) -> None:
    """Give the object the feed's value."""
    setattr(content, field, make_stream(field, make_raw(field, value, key=key)) if field in STREAMS else value)


def revise(data: dict[str, Any], values: dict[str, Any], *, key: str) -> dict[str, Any]:
    """A revision's data with the feed's values in it."""
    changed = {
        field: write_stream(make_raw(field, value, key=key)) if field in STREAMS else value
        for field, value in values.items()
    }
    return {**data, **changed}


def propose(field: str, value: Any, *, key: str) -> Any:
    """A feed's value as a proposal keeps it: a text, or the raw data of a stream."""
    return make_raw(field, value, key=key) if field in STREAMS else value
