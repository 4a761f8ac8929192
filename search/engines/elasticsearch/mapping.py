"""The fields of our indices, and an index document as Elasticsearch keeps it."""

from __future__ import annotations

from typing import Any

from elasticsearch.dsl import Double, Keyword, Mapping, Nested, Text

from search.analysis import Analyser
from search.engines.base import IndexDocument
from search.engines.fields import COUNTED_FIELDS, SORT_FIELDS, TOKEN_FIELDS, hash_words, make_fields, measure_fields

KEPT_FIELDS = ("key", "locale", "content_hash", "title", "summary", "quality", "popularity")
# What changes without a word of the product: a price, stock, sales, how much it weighs.
FIGURE_FIELDS = (
    *("price", "weight", "by_default", "by_price", "by_sales", "available"),
    *("content_hash", "quality", "popularity"),
)
HASH_FIELDS = ("key", "locale", "content_hash")
SHOWN_FIELDS = ("key", "title", "summary", "weight", "quality", "popularity", "available", "stage")
# Tokens are counted in this field, and only there.
COUNTED_TOKENS = "every"
_LONGEST_TOKEN = 8000


def build_mapping() -> Mapping:
    """Explicit, and strict: a field that is not here is a mistake of ours, not a new field."""
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    for name in TOKEN_FIELDS:
        mapping.field(name, Text(analyzer="whitespace", index_options="docs", norms=False))
    mapping.field(COUNTED_TOKENS, Keyword(ignore_above=_LONGEST_TOKEN))
    for name in ("identifier", "specification", "serves"):
        mapping.field(name, Keyword(doc_values=False))
    for name in ("key", "locale", *COUNTED_FIELDS, "counted"):
        mapping.field(name, Keyword())
    # Of a keyword no more than 32,766 bytes can be stored.
    for name in ("title", "summary"):
        mapping.field(name, Text(index=False))
    mapping.field("content_hash", Keyword(index=False, doc_values=False))
    for name in ("price", *SORT_FIELDS):
        mapping.field(name, "long")
    mapping.field("weight", "integer", index=False)
    mapping.field("quality", "short", index=False, doc_values=False)
    mapping.field("popularity", "float", index=False, doc_values=False)
    mapping.field("words", Keyword(index=False, doc_values=False, store=True))
    # The source is whole, so that a part of it can be changed, and large: what is read of hits lies beside it.
    for name in {*SHOWN_FIELDS, *HASH_FIELDS}:
        mapping.properties[name]._params["store"] = True
    mapping.field("numbers", Nested(dynamic="strict", properties={"path": Keyword(), "value": Double()}))
    return mapping


def build_source(document: IndexDocument, analyser: Analyser) -> dict[str, Any]:
    """`document` with its words measured, ready to be sent."""
    fields = measure_fields(document, analyser)
    source: dict[str, Any] = {**fields.texts, **fields.numbers}
    for name in TOKEN_FIELDS:
        if name != COUNTED_TOKENS:
            source[name] = " ".join(fields.texts[name])
    source["counted"] = [f"{path}={value}" for path, value in fields.counted]
    source["numbers"] = [{"path": path, "value": value} for path, value in fields.counted_numbers]
    source["words"] = hash_words(document)
    return source | {name: getattr(document, name) for name in KEPT_FIELDS}


def build_figures(document: IndexDocument) -> dict[str, Any]:
    """What may have changed of `document` while its words are as they were, ready to be sent."""
    fields = make_fields(document, {})
    source = {**fields.texts, **fields.numbers, **{name: getattr(document, name) for name in KEPT_FIELDS}}
    return {name: source[name] for name in FIGURE_FIELDS}


def name_document(key: str, locale: str) -> str:
    """The id of a product in a language."""
    return f"{key}|{locale}"
