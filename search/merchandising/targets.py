"""From the raw blocks of rules to directives: what is listed or tagged is looked up, for all rules at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models.functions import Lower

from cms.catalog.models import ProductTag
from cms.catalog.selections.resolving import resolve_words
from cms.catalog.selections.rules import Rule, read_rule
from search.merchandising.blocks import BOOST, BURIAL, HIDE, PIN
from search.ranking.directives import Adjustment, Directives, Pin, match_keys
from search.ranking.tree import AnyOf, Between, Node, Term, all_of, any_of

MOST_TAGGED = 1_000
"""The most products a tag stands for in a rule: they are named one by one in every query it is for."""

RawActions = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Targets:
    """What words (SKUs and keys) and tags of rules stand for."""

    keys: Mapping[str, str] = field(default_factory=dict)
    tagged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def find_targets(rules: Iterable[RawActions]) -> Targets:
    """Everything that `rules` name, in three queries at most."""
    values = [action.get("value") or {} for actions in rules for action in actions]
    words = {word for value in values for word in value.get("products") or ()}
    tags = {tag.lower() for value in values for tag in value.get("tags") or ()}
    return Targets(resolve_words(words) if words else {}, _find_tagged(tags) if tags else {})


def _find_tagged(tags: set[str]) -> dict[str, tuple[str, ...]]:
    rows = (
        ProductTag.objects.annotate(folded=Lower("tag__name"))
        .filter(folded__in=tags)
        .order_by("content_object")
        .values_list("folded", "content_object__key")
    )
    tagged: dict[str, list[str]] = {}
    for name, key in rows.iterator():
        keys = tagged.setdefault(name, [])
        if len(keys) < MOST_TAGGED:
            keys.append(key)
    return {name: tuple(keys) for name, keys in tagged.items()}


def read_directives(actions: RawActions, targets: Targets, *, reason: str) -> Directives:
    """What the blocks of one rule say; those that name nothing there is do nothing."""
    pins: list[Pin] = []
    adjustments: list[Adjustment] = []
    hidden: list[Node] = []
    for action in actions:
        value = action.get("value") or {}
        kind = action.get("type")
        if kind == PIN:
            pins += _read_pins(value, targets, reason)
            continue
        clause = read_target(value, targets)
        if clause is None:
            continue
        strength = value.get("strength") or 0
        if kind == BOOST:
            adjustments.append(Adjustment(clause, strength, reason))
        elif kind == BURIAL:
            adjustments.append(Adjustment(clause, -strength, reason))
        elif kind == HIDE:
            hidden.append(clause)
    return Directives(tuple(pins), tuple(adjustments), any_of(*hidden) if hidden else None)


def _read_pins(value: Mapping[str, Any], targets: Targets, reason: str) -> list[Pin]:
    keys = _list_keys(value, targets)
    first = value.get("place") or 1
    return [Pin(key, place, reason) for place, key in enumerate(keys, start=first)]


def _list_keys(value: Mapping[str, Any], targets: Targets) -> list[str]:
    words = value.get("products") or ()
    return list(dict.fromkeys(targets.keys[word] for word in words if word in targets.keys))


def read_target(value: Mapping[str, Any], targets: Targets) -> Node | None:
    """The products of a target: listed, or meeting every condition. None where it says nothing at all."""
    ways: list[Node] = []
    if value.get("products"):
        ways.append(match_keys(_list_keys(value, targets)))
    conditions = _read_conditions(read_rule(value, 1), targets)
    if conditions:
        ways.append(all_of(*conditions))
    return any_of(*ways) if ways else None


def _read_conditions(rule: Rule, targets: Targets) -> list[Node]:
    nodes: list[Node] = [
        AnyOf(tuple(Term(name, each) for each in values))
        for name, values in (("category", rule.categories), ("brand", rule.brands), ("stage", rule.stages))
        if values
    ]
    if rule.tags:
        nodes.append(match_keys([key for tag in rule.tags for key in targets.tagged.get(tag.lower(), ())]))
    if rule.price_min is not None or rule.price_max is not None:
        nodes.append(Between("price", rule.price_min, rule.price_max))
    return nodes


def merge_directives(each: Iterable[Directives]) -> Directives:
    """Several rules in force for one list, as one."""
    pins: list[Pin] = []
    adjustments: list[Adjustment] = []
    hidden: list[Node] = []
    for directives in each:
        pins += directives.pins
        adjustments += directives.adjustments
        if directives.hidden is not None:
            hidden.append(directives.hidden)
    return Directives(tuple(pins), tuple(adjustments), any_of(*hidden) if hidden else None)
