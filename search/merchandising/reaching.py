"""What guides the search is about, for those who look after a part of the shop alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from cms.catalog.reach import policies
from cms.catalog.reach.naming import EVERYTHING, Naming
from cms.catalog.selections.rules import list_values
from search.merchandising.blocks import CONDITIONS, is_given
from search.merchandising.models import QueryRule, SearchBanner, SearchRedirect, SynonymGroup


def register() -> None:
    """Have areas of responsibility hold for all that guides the search."""
    policies.limit(QueryRule, lambda rules: map(_list_of_rule, _join(rules)))
    policies.limit(SearchBanner, lambda banners: map(_list_of_banner, _join(banners)))
    # Words and ways are the whole shop's.
    for model in (SynonymGroup, SearchRedirect):
        policies.limit(model, lambda rows: [[EVERYTHING] for _row in rows])


def _join(rows: Sequence[Any]) -> Sequence[Any]:
    """`rows` with their categories, which are asked for at once."""
    prefetch_related_objects(rows, "category")
    return rows


def _list_of_rule(rule: QueryRule) -> list[Naming]:
    """The category whose page it is for, and all that it moves or hides; without any of them, everything."""
    namings = [Naming(categories=frozenset({rule.category.key}))] if rule.category else []
    for action in rule.actions.get_prep_value() if rule.actions else ():
        namings += _read_target(action.get("value") or {})
    return namings or [EVERYTHING]


def _read_target(value: Mapping[str, Any]) -> Iterator[Naming]:
    """Products that are listed, and those that meet the conditions: each is a target of its own."""
    words = frozenset(map(str, value.get("products") or ()))
    if words:
        yield Naming(words=words)
    if any(is_given(value.get(name)) for name in CONDITIONS):
        yield Naming(categories=_read_keys(value, "categories"), brands=_read_keys(value, "brands"))


def _read_keys(value: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(key for key in list_values(value.get(name)) if key)


def _list_of_banner(banner: SearchBanner) -> list[Naming]:
    """The category whose page it stands on; without one it may stand above anything."""
    return [Naming(categories=frozenset({banner.category.key})) if banner.category else EVERYTHING]
