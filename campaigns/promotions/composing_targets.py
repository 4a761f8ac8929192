"""PURE. Which products and when, from raw blocks to the JSON of `campaigns.rules`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Raw = Mapping[str, Any]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Word:
    """What a word of a list of products stands for: a SKU, or a `product` with its SKUs."""

    skus: tuple[str, ...]
    product: str = ""


def make_condition(blocks: Iterable[Raw], words: Mapping[str, Word]) -> Json | None:
    """All of `blocks`; None where they ask for nothing."""
    leaves = [leaf for block in blocks if (leaf := _make_leaf(block, words)) is not None]
    if len(leaves) < 2:
        return leaves[0] if leaves else None
    return {"all": leaves}


def _make_leaf(block: Raw, words: Mapping[str, Word]) -> Json | None:
    kind, value = block["type"], block["value"]
    match kind:
        case "any" | "none":
            below = [leaf for each in value if (leaf := _make_leaf(each, words)) is not None]
            return ({"any": below} if kind == "any" else {"not": {"any": below}}) if below else None
        case "amount":
            base = "original" if value.get("is_original") else None
            return _make_measure("amount_at_least", write_amount(value["at_least"]), value, words, base=base)
        case "quantity" | "line_quantity" | "distinct":
            return _make_measure(f"{kind}_at_least", value["at_least"], value, words)
        case "segments" | "tiers" | "channels":
            return {kind.removesuffix("s"): sorted(value)} if value else None
        case "weekdays":
            return {"weekday": sorted(map(int, value))} if value else None
        case "first_order":
            return {"first_order": value != "no"}
        case "order_count":
            return {"order_count_between": [value.get("at_least"), value.get("at_most")]}
        case "times":
            return {"time_between": [_write_time(value["starts"]), _write_time(value["ends"])]}
    raise KeyError(f"no condition {kind!r}")


def _make_measure(name: str, number: Any, value: Raw, words: Mapping[str, Word], *, base: str | None = None) -> Json:
    return prune({name: number, "base": base, "target": make_target(value.get("target"), words)})


def make_target(value: Raw | None, words: Mapping[str, Word]) -> Json | None:
    """Which products; None for every product."""
    if not value:
        return None
    target = _name(value, words)
    low, high = value.get("price_min"), value.get("price_max")
    if low is not None or high is not None:
        target["price_between"] = [write_optional(low), write_optional(high)]
    exclude = _name(value.get("exclude") or {}, words)
    if exclude:
        target["exclude"] = exclude
    return target or None


def _name(value: Raw, words: Mapping[str, Word]) -> Json:
    """What is listed. Products and SKUs in one list are all SKUs: the keys of a target have to hold together."""
    named: Json = {}
    meant = [words.get(str(word), Word((str(word),))) for word in value.get("products") or ()]
    if meant and all(word.product for word in meant):
        named["products"] = sorted({word.product for word in meant})
    elif meant:
        named["skus"] = sorted({sku for word in meant for sku in word.skus})
    for name in ("categories", "brands"):
        keys = sorted({key for key in list_items(value.get(name)) if key})
        if keys:
            named[name] = keys
    if value.get("tags"):
        # Carts have them in small letters, too.
        named["tags"] = sorted({tag.lower() for tag in value["tags"]})
    return named


def list_words(value: Any) -> set[str]:
    """Every SKU and key that lists of products name, anywhere in raw blocks."""
    words: set[str] = set()
    if isinstance(value, Mapping):
        for name, each in value.items():
            if name == "products" and isinstance(each, (list, tuple)):
                words.update(str(word) for word in each if isinstance(word, str))
            else:
                words |= list_words(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            words |= list_words(each)
    return words


_MOST_NAMED = 3
_KINDS = {"skus": "sku", "products": "product", "categories": "category", "brands": "brand"}


def list_named(value: Any) -> set[tuple[str, str]]:
    """What rules' targets and gifts name, of long lists the first few: no sentence says more."""
    named: set[tuple[str, str]] = set()
    if isinstance(value, Mapping):
        for name, each in value.items():
            if name in _KINDS and isinstance(each, list):
                named.update((_KINDS[name], key) for key in sorted(each)[:_MOST_NAMED])
            elif name == "sku" and isinstance(each, str):
                named.add(("sku", each))
            else:
                named |= list_named(each)
    elif isinstance(value, list):
        for each in value:
            named |= list_named(each)
    return named


def list_items(value: Any) -> list[Any]:
    """The values of a raw list block, whichever way it was stored."""
    return [
        item["value"] if isinstance(item, Mapping) and item.get("type") == "item" and "value" in item else item
        for item in value or ()
    ]


def write_amount(value: Any) -> str:
    """A number as a decimal string: no exponent, no float."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def write_optional(value: Any) -> str | None:
    """As `write_amount`; None for what is not given."""
    return None if value is None or value == "" else write_amount(value)


def _write_time(value: Any) -> str:
    """ "20:00" of a time as stored ("20:00:00") or as it is."""
    return str(value)[:5]


def prune(given: Json) -> Json:
    """Without what is not given: an absent key and null mean the same."""
    return {name: each for name, each in given.items() if each is not None}
