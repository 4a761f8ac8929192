"""How much each token says about a product: whole numbers from that product alone.

An engine's own score depends on shards, deletions and the engine; these do not. The level of a token, 1 to 63, is
stored as bits: the token stands in field "b3" when bit 3 of its level is set, so that six constant clauses add up
to weight × level.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from search.analysis import Analyser
from search.ranking.naming import find_asides, find_heads, is_accessory, list_names

LEVEL_BITS = 6
MAX_LEVEL = 2**LEVEL_BITS - 1
_SCALE = 40
_BITS_OF = [[bit for bit in range(LEVEL_BITS) if level >> bit & 1] for level in range(MAX_LEVEL + 1)]
# A field of this many words is worth half of a very short one: names say more than tables of specifications.
_SHORT, _MIDDLE, _LONG = 15, 20, 50
# Words that say what a product is for ("mouse" of a mouse pad) say less about it.
_ASIDE_SHARE = 0.7
_OF_A_VARIANT = 0.5


@dataclass(frozen=True, slots=True)
class ProductText:
    """The words of a product in one language, by what they say."""

    title: str
    brand: str = ""
    product_types: tuple[str, ...] = ()
    """What kind of thing it is: its category and the like, the most exact first."""
    topics: tuple[str, ...] = ()
    """Wider categories: enough to be found, not to be ranked by."""
    summary: str = ""
    selling_points: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    search_terms: str = ""
    details: str = ""
    specifications: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()


@dataclass(slots=True)
class Impacts:
    """What an engine indexes of a product's words."""

    levels: dict[str, int] = field(default_factory=dict)
    core: set[str] = field(default_factory=set)
    every: set[str] = field(default_factory=set)
    head: set[str] = field(default_factory=set)
    product_type: set[str] = field(default_factory=set)
    identifiers: set[str] = field(default_factory=set)

    def list_bits(self) -> list[list[str]]:
        """For each bit the tokens whose level has it."""
        bits: list[list[str]] = [[] for _ in range(LEVEL_BITS)]
        for token, level in self.levels.items():
            for bit in _BITS_OF[level]:
                bits[bit].append(token)
        return bits


def measure_product(text: ProductText, analyser: Analyser) -> Impacts:
    """The impacts of one product."""
    impacts = Impacts()
    title = list_names(text.title, analyser)
    impacts.head.update(find_heads(title), find_heads(list_names(text.summary, analyser)))
    is_for_another = is_accessory(find_heads(title))
    for kind in text.product_types:
        names = list_names(kind, analyser)
        impacts.product_type.update(_count(analyser, (kind,)).tokens)
        impacts.head.update(find_heads(names))
        is_for_another = is_for_another or is_accessory(find_heads(names))
    for value, length in _list_core(text):
        asides = find_asides(list_names(value, analyser), of_accessory=is_for_another)
        _raise_levels(impacts, _count(analyser, (value,)), length, asides)
    for value in text.options:
        # One variant of several: it says less of the product than its name does.
        _raise_levels(impacts, _count(analyser, (value,)), _SHORT, share=_OF_A_VARIANT)
    impacts.core.update(impacts.levels, analyser.list_pairs(text.title))
    _raise_levels(impacts, _count(analyser, text.specifications), _LONG)
    _raise_levels(impacts, _count(analyser, (text.details,)), _LONG)
    impacts.identifiers.update(filter(None, map(squeeze_identifier, text.identifiers)))
    impacts.every.update(impacts.core, impacts.levels, impacts.product_type, _count(analyser, text.topics).tokens)
    return impacts


def squeeze_identifier(text: str) -> str:
    """A SKU, GTIN or model number as compared: letters and digits alone, lower case."""
    return "".join(filter(str.isalnum, text)).lower()[:120]


def _list_core(text: ProductText) -> list[tuple[str, int]]:
    core = [(text.title, _SHORT), (text.brand, _SHORT), (text.search_terms, _SHORT), (text.summary, _MIDDLE)]
    core += [(point, _MIDDLE) for point in text.selling_points]
    core += [(value, _SHORT) for value in text.identifiers]
    return [(value, length) for value, length in core if value]


@dataclass(slots=True)
class _Count:
    length: int = 0
    tokens: dict[str, int] = field(default_factory=dict)
    characters: dict[str, int] = field(default_factory=dict)


def _count(analyser: Analyser, values: tuple[str, ...]) -> _Count:
    """How often each token is there; single characters of longer words apart. The length is in words."""
    count = _Count()
    tokens, characters = count.tokens, count.characters
    for value in values:
        for run in analyser.split(value):
            count.length += run.length
            for text in run.tokens:
                tokens[text] = tokens.get(text, 0) + 1
            for text in run.characters:
                characters[text] = characters.get(text, 0) + 1
    return count


def _raise_levels(
    impacts: Impacts, count: _Count, length: int, asides: frozenset[str] = frozenset(), *, share: float = 1.0
) -> None:
    """Each token keeps the best level it has in any field: adding fields up ranks worse."""
    levels = impacts.levels
    best = share * _SCALE * 1.5 / (1 + count.length / length)
    for counts, most in ((count.tokens, best), (count.characters, best / 2)):
        once = _compute_level(most, 1)
        for token, times in counts.items():
            level = once if times == 1 else _compute_level(most, times)
            if token in asides:
                level = int(level * _ASIDE_SHARE) or 1
            if level > levels.get(token, 0):
                levels[token] = level


def _compute_level(most: float, times: int) -> int:
    return min(MAX_LEVEL, int(most * times / (times + 0.5) + 0.5)) or 1
