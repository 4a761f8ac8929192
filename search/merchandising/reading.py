"""Reads what guides the search from its tables: few queries, however much there is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from cms.catalog.rendering import read_images
from cms.media.delivering import describe_image
from search.merchandising.matching import Trigger
from search.merchandising.models import Guided, QueryRule, SearchBanner, SearchRedirect, SynonymGroup
from search.merchandising.standing import Banner, Lookup, Ruling, Standing
from search.merchandising.targets import find_targets, read_directives
from search.ranking.directives import Directives
from search.starter.reading import read_starter_synonyms
from search.weighing.selectors import find_weights


def read_standing(*, instead: Guided | None = None) -> Standing:
    """Everything in use, in ten queries at most; `instead` stands for its own row, as somebody has it in a form."""
    return Standing(
        synonyms=make_synonyms(_list_active(SynonymGroup, instead)),
        rules=Lookup(make_rules(_list_active(QueryRule, instead))),
        redirects=Lookup(make_redirects(_list_active(SearchRedirect, instead))),
        banners=Lookup(make_banners(_list_active(SearchBanner, instead))),
        weights=find_weights(),
    )


def read_unprepared() -> Standing:
    """What is in force where nothing was ever saved: the starter synonyms, that `prepare` will put into the table."""
    return Standing(synonyms=[Ruling(0, Trigger(locale=rule.locale), rule) for rule in read_starter_synonyms()])


def _list_active(model: Any, instead: Guided | None) -> list[Any]:
    order = ("place", "pk") if model is SearchBanner else ("pk",)
    rows = model.objects.filter(is_active=True).order_by(*order)
    if issubclass(model, (QueryRule, SearchBanner)):
        rows = rows.select_related("category")
    if not isinstance(instead, model):
        return list(rows)
    others = [row for row in rows if row.pk != instead.pk]
    if not instead.is_active:
        return others
    # Where it would stand: a new one comes last.
    return sorted([*others, instead], key=lambda row: [getattr(row, name) or math.inf for name in order])


def make_synonyms(groups: Iterable[SynonymGroup]) -> list[Ruling[Any]]:
    return [Ruling(each.pk or 0, each.make_trigger(), each.make_rule(), str(each)) for each in groups]


def make_rules(rules: Iterable[QueryRule]) -> list[Ruling[Directives]]:
    """Rules with their directives; those the form holds, which nobody has saved yet, too."""
    rows = list(rules)
    actions = [_read_actions(rule) for rule in rows]
    targets = find_targets(actions)
    return [
        Ruling(rule.pk or 0, rule.make_trigger(), read_directives(raw, targets, reason=rule.name), rule.name)
        for rule, raw in zip(rows, actions, strict=True)
    ]


def _read_actions(rule: QueryRule) -> Sequence[Any]:
    stream: Any = rule.actions
    # What a form gave has no raw data yet; its prepared value is the same.
    return stream.get_prep_value() if stream else []


def make_redirects(redirects: Iterable[SearchRedirect]) -> list[Ruling[str]]:
    return [Ruling(each.pk or 0, each.make_trigger(), each.address, each.name) for each in redirects]


def make_banners(banners: Iterable[SearchBanner]) -> list[Ruling[Banner]]:
    rows = list(banners)
    images = read_images({row.picture_id for row in rows if row.picture_id})
    return [Ruling(row.pk or 0, row.make_trigger(), _describe(row, images), row.name) for row in rows]


def _describe(banner: SearchBanner, images: Any) -> Banner:
    image = images.get(banner.picture_id or 0)
    picture = describe_image(image, fallback=banner.heading) if image else None
    return Banner(banner.heading, banner.text, banner.address, picture, banner.name)
