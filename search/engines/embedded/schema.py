"""The fields of the tantivy index, and an index document as a tantivy document."""

from __future__ import annotations

import re
from typing import NamedTuple

import orjson
import tantivy

from search.analysis import Analyser
from search.engines.base import IndexDocument
from search.ranking.impacts import LEVEL_BITS, measure_product

# Raised when fields, analysis or impacts change: an index of another version has to be rebuilt.
SCHEMA_VERSION = 2

TOKEN_FIELDS = (*(f"b{bit}" for bit in range(LEVEL_BITS)), "core", "every", "head", "product_type")
KEYWORD_FIELDS = ("key", "identifier", "specification", "serves")
COUNTED_FIELDS = ("brand", "category", "stage", "available", "facet")
NUMBER_FIELDS = ("price", "weight", "by_default", "by_newest", "by_price", "by_sales")

_NOT_PLAIN = re.compile(r"[^a-z0-9]")

# A sort value and the sequence share one unsigned 64-bit number, unique to the product.
SEQUENCE_BITS = 28
_MAX_SEQUENCE = 2**SEQUENCE_BITS - 1
_MAX_VALUE = 2 ** (63 - SEQUENCE_BITS) - 1


class Source(NamedTuple):
    """What is kept of a document as it was given."""

    key: str
    locale: str
    content_hash: str
    title: str
    summary: str


def read_source(document: tantivy.Document) -> Source:
    return Source(*orjson.loads(document.get_first("source") or b""))


def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_bytes_field("source", stored=True)
    for name in TOKEN_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in KEYWORD_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in COUNTED_FIELDS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_json_field("specifications", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_json_field("numbers", fast=True, tokenizer_name="raw", index_option="basic")
    for name in NUMBER_FIELDS:
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


def build_document(document: IndexDocument, analyser: Analyser, schema: tantivy.Schema) -> tantivy.Document:
    """`document` with its words measured."""
    impacts = measure_product(document.text, analyser)
    values: dict[str, object] = {f"b{bit}": " ".join(tokens) for bit, tokens in enumerate(impacts.list_bits())}
    values |= {
        "core": " ".join(impacts.core),
        "every": " ".join(impacts.every),
        "head": " ".join(impacts.head),
        "product_type": " ".join(impacts.product_type),
        "identifier": list(impacts.identifiers),
        "key": document.key,
        "source": orjson.dumps([getattr(document, name) for name in Source._fields]),
        "serves": list(document.serves),
        "brand": [document.brand] if document.brand else [],
        "category": list(document.categories),
        "stage": [document.stage] if document.stage else [],
        "available": "true" if document.is_available else "false",
        "specification": [f"{key}={value}" for key, value in document.specifications],
        "facet": list(document.facets),
        "price": document.price_minor,
        # weight_by_field multiplies by log2(2 + value): this makes it the weight exactly.
        "weight": 2**document.weight - 2,
        "by_default": _join(document.is_available << 34 | min(document.sold_recently, 2**34 - 1), document.sequence),
        "by_newest": _join(document.released, document.sequence),
        "by_price": _join(document.price_minor, document.sequence),
        "by_sales": _join(document.sold_total, document.sequence),
    }
    result = tantivy.Document.from_dict(values, schema)
    counted = set(document.facets)
    _add_paths(result, "specifications", [each for each in document.specifications if each[0] in counted])
    _add_paths(result, "numbers", [each for each in document.numbers if each[0] in counted])
    return result


def encode_path(key: str) -> str:
    """A specification's key as a path that needs no escaping anywhere: letters, digits and "_"."""
    return "k" + _NOT_PLAIN.sub(lambda match: f"_{ord(match.group()):x}_", key)


def _add_paths(result: tantivy.Document, name: str, pairs: list) -> None:
    paths: dict[str, list] = {}
    for key, value in pairs:
        paths.setdefault(encode_path(key), []).append(value)
    if paths:
        result.add_json(name, orjson.dumps(paths).decode())


def _join(value: int, sequence: int) -> int:
    return min(max(value, 0), _MAX_VALUE) << SEQUENCE_BITS | sequence & _MAX_SEQUENCE
