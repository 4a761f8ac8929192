"""PURE. Lays what one member alone sees over what everybody sees: pages are asked for twice, once to be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Data = dict[str, Any]


def merge_post(post: Data, own: Mapping[str, Any] | None) -> Data:
    """A post with the member's own marks on it and on every reply."""
    if own is None:
        return post
    replies = {**post["replies"], "nodes": merge_nodes(post["replies"]["nodes"], own["replies"]["nodes"], "key")}
    return {**post, **{name: value for name, value in own.items() if name != "replies"}, "replies": replies}


def merge_nodes(nodes: Sequence[Data], own: Sequence[Mapping[str, Any]], name: str) -> list[Data]:
    """Nodes with the marks of those of `own` that have the same `name`, and so all the way down."""
    marks = {one[name]: one for one in own}
    return [_merge(node, marks.get(node[name]), name) for node in nodes]


def _merge(node: Data, own: Mapping[str, Any] | None, name: str) -> Data:
    if own is None:
        return node
    merged = dict(node)
    for field, value in own.items():
        if isinstance(value, Mapping) and "nodes" in value and isinstance(node.get(field), Mapping):
            merged[field] = {**node[field], "nodes": merge_nodes(node[field]["nodes"], value["nodes"], name)}
        else:
            merged[field] = value
    return merged
