"""What every engine indexes of a document: the same tokens, keys and numbers under the same names."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

import orjson

from search.analysis import Analyser
from search.engines.base import IndexDocument
from search.ranking.impacts import LEVEL_BITS, measure_product

# Raised when fields, analysis or impacts change: an index of another version has to be rebuilt.
SCHEMA_VERSION = 6

TOKEN_FIELDS = (*(f"b{bit}" for bit in range(LEVEL_BITS)), "core", "every", "head", "product_type")
KEYWORD_FIELDS = ("key", "identifier", "specification", "serves")
COUNTED_FIELDS = ("brand", "category", "stage", "available", "facet")
SORT_FIELDS = ("by_default", "by_newest", "by_price", "by_sales")

WORD_FIELDS = (*TOKEN_FIELDS, "identifier")
_NO_FIGURES: dict[str, Any] = {
    "price_minor": 0,
    "is_available": True,
    "weight": 1,
    "popularity": 0.0,
    "quality": None,
    "sold_recently": 0,
    "sold_total": 0,
    "content_hash": "",
}

_NOT_PLAIN = re.compile(r"[^a-z0-9]")

# A sort value and the sequence share one unsigned 64-bit number, unique to the product.
SEQUENCE_BITS = 28
_MAX_SEQUENCE = 2**SEQUENCE_BITS - 1
_MAX_VALUE = 2 ** (63 - SEQUENCE_BITS) - 1


Words = dict[str, list[str]]
"""By field the tokens of a document, of those fields that are made of its words."""


@dataclass(frozen=True, slots=True)
class Fields:
    """`texts` are the token, keyword and counted fields, `numbers` the price, the weight and what is sorted by.

    Of the specifications only those are counted that are facets: (path, value) pairs, with a path that needs no
    escaping anywhere.
    """

    texts: dict[str, list[str]]
    numbers: dict[str, int]
    counted: list[tuple[str, str]]
    counted_numbers: list[tuple[str, float]]


def measure_fields(document: IndexDocument, analyser: Analyser) -> Fields:
    """`document` with its words measured."""
    return make_fields(document, measure_words(document, analyser))


def measure_words(document: IndexDocument, analyser: Analyser) -> Words:
    """What takes time: the tokens of every field of words."""
    impacts = measure_product(document.text, analyser)
    words: Words = {f"b{bit}": tokens for bit, tokens in enumerate(impacts.list_bits())}
    return words | {
        "core": list(impacts.core),
        "every": list(impacts.every),
        "head": list(impacts.head),
        "product_type": list(impacts.product_type),
        "identifier": list(impacts.identifiers),
    }


def hash_words(document: IndexDocument) -> str:
    """The same for a document of which only figures have changed: a price, stock, sales, how much it weighs."""
    return blake2b(orjson.dumps(replace(document, **_NO_FIGURES)), digest_size=12).hexdigest()


def hash_everything(document: IndexDocument) -> str:
    """The same for a document that need not be written again. That popularity fades shows in its weight, if at all."""
    return blake2b(orjson.dumps(replace(document, popularity=0.0)), digest_size=12).hexdigest()


def pack_words(words: Words) -> bytes:
    """Small, to be kept beside a document. No token has a space in it."""
    return zlib.compress(orjson.dumps([" ".join(words[name]) for name in WORD_FIELDS]), 1)


def unpack_words(packed: bytes) -> Words:
    return dict(zip(WORD_FIELDS, (text.split() for text in orjson.loads(zlib.decompress(packed))), strict=True))


def make_fields(document: IndexDocument, words: Words) -> Fields:
    """`document` with words that were measured before."""
    texts = {
        **words,
        "key": [document.key],
        "serves": list(document.serves),
        "brand": [document.brand] if document.brand else [],
        "category": list(document.categories),
        "stage": [document.stage] if document.stage else [],
        "available": ["true" if document.is_available else "false"],
        "specification": [f"{key}={value}" for key, value in document.specifications],
        "facet": list(document.facets),
    }
    numbers = {
        "price": document.price_minor,
        "weight": document.weight,
        "by_default": _join(document.is_available << 34 | min(document.sold_recently, 2**34 - 1), document.sequence),
        "by_newest": _join(document.released, document.sequence),
        "by_price": _join(document.price_minor, document.sequence),
        "by_sales": _join(document.sold_total, document.sequence),
    }
    facets = set(document.facets)
    return Fields(
        texts,
        numbers,
        [(encode_path(key), value) for key, value in document.specifications if key in facets],
        [(encode_path(key), value) for key, value in document.numbers if key in facets],
    )


def encode_path(key: str) -> str:
    """A specification's key as a path: letters, digits and "_"."""
    return "k" + _NOT_PLAIN.sub(lambda match: f"_{ord(match.group()):x}_", key)


def _join(value: int, sequence: int) -> int:
    return min(max(value, 0), _MAX_VALUE) << SEQUENCE_BITS | sequence & _MAX_SEQUENCE
