"""What is never recommended: what the shop has ruled out, and what cannot be ordered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cms.catalog.models import ProductTag
from search.behaviour.models import BehaviourSettings, RecommendationExclusion
from search.engines.base import Ordering, Reader
from search.ranking.tree import Node, Not, ScoredQuery, Term, all_of, any_of

_BY_DEFAULT = Ordering("by_default")


@dataclass(frozen=True, slots=True)
class Bars:
    """`allowed` is what the index can tell of a product; tags are not in it."""

    allowed: Node
    tags: tuple[int, ...] = ()

    def drop_tagged(self, keys: Iterable[str]) -> set[str]:
        """Those of `keys` that have no tag which is ruled out. No query where none is."""
        wanted = set(keys)
        if not self.tags or not wanted:
            return wanted
        tagged = ProductTag.objects.filter(tag__in=self.tags, content_object__key__in=wanted)
        return wanted - set(tagged.values_list("content_object__key", flat=True))


def read_bars(locale: str) -> Bars:
    """What holds now for recommendations in `locale`; two queries."""
    nodes: list[Node] = [Term("serves", locale)]
    tags = []
    rows = RecommendationExclusion.objects.values_list("category__key", "brand__key", "product__key", "tag")
    for category, brand, product, tag in rows:
        named = (("category", category), ("brand", brand), ("key", product))
        nodes += [Not(Term(field, key)) for field, key in named if key]
        tags += [tag] if tag else []
    if BehaviourSettings.load().hides_sold_out:
        nodes.append(Term("available", "true"))
    return Bars(all_of(*nodes), tuple(tags))


def keep_allowed(keys: Iterable[str], bars: Bars, reader: Reader) -> set[str]:
    """Those of `keys` that may be recommended, as far as the index knows; one call of the engine."""
    wanted = sorted(set(keys))
    if not wanted:
        return set()
    named = any_of(*(Term("key", key) for key in wanted))
    found = reader.find(ScoredQuery(all_of(bars.allowed, named)), ordering=_BY_DEFAULT, first=len(wanted), after=None)
    return {hit.key for hit in found.hits}
