"""PURE. The targets that rules, in the JSON of `campaigns.rules`, are about, and those that their conditions name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]


def list_named_targets(rules: Iterable[Json]) -> list[Json]:
    """Each target as it stands; {} is every product. A condition that names nothing adds none."""
    return [target for rule in rules for target in _list_of(rule)]


def _list_of(rule: Json) -> Iterator[Json]:
    action = rule["action"]
    asked = list(_list_asked(rule.get("condition")))
    yield from asked
    if action["kind"] == "gift":
        yield {"skus": [action["sku"]]}
        # A gift takes nothing off what was bought: what has to be bought says what it is about.
        if action.get("target") or not asked:
            yield action.get("target") or {}
        return
    parts = [action[name] for name in ("buy", "get") if name in action] or action.get("components") or [action]
    yield from (part.get("target") or {} for part in parts)


def _list_asked(condition: Any) -> Iterator[Json]:
    """The targets anywhere in a condition."""
    if isinstance(condition, list):
        for each in condition:
            yield from _list_asked(each)
    elif isinstance(condition, Mapping):
        for name, each in condition.items():
            if name == "target" and each:
                yield each
            elif name in ("all", "any", "not"):
                yield from _list_asked(each)
