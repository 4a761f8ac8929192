"""The fields of the tantivy index, and an index document as a tantivy document."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import orjson
import tantivy

from search.analysis import Analyser
from search.engines.base import IndexDocument
from search.engines.fields import (
    COUNTED_FIELDS,
    KEYWORD_FIELDS,
    SORT_FIELDS,
    TOKEN_FIELDS,
    hash_everything,
    hash_words,
    make_fields,
    measure_words,
    pack_words,
    unpack_words,
)
from search.ranking.factors import Signals


class Source(NamedTuple):
    """What is kept of a document as it was given."""

    key: str
    locale: str
    content_hash: str
    title: str
    summary: str
    weight: int
    quality: int | None
    popularity: float
    is_available: bool
    stage: str
    words: str
    everything: str
    """Hashes of what was measured, and of all of it."""

    @property
    def signals(self) -> Signals:
        return _make_signals(self.quality, self.popularity, self.is_available, self.stage)


@lru_cache(maxsize=10_000)
def _make_signals(quality: int | None, popularity: float, is_available: bool, stage: str) -> Signals:
    """Many products share theirs."""
    return Signals(quality, popularity, is_available, stage)


def read_source(document: tantivy.Document) -> Source:
    return Source(*orjson.loads(document.get_first("source") or b""))


def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_bytes_field("source", stored=True)
    builder.add_bytes_field("tokens", stored=True)
    for name in TOKEN_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    for name in KEYWORD_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in COUNTED_FIELDS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_json_field("specifications", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_json_field("numbers", fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("price", "weight", *SORT_FIELDS):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


class Kept(NamedTuple):
    """The measured words of a document that is in the index; `words` tells whose they are, `everything` what it was."""

    words: str
    tokens: bytes
    everything: str = ""


def build_document(
    document: IndexDocument, analyser: Analyser, schema: tantivy.Schema, kept: Kept | None = None
) -> tantivy.Document:
    """`document` with its words measured; with those of `kept` where they are the same."""
    named = hash_words(document)
    if kept is None or kept.words != named:
        words = measure_words(document, analyser)
        kept = Kept(named, pack_words(words))
    else:
        words = unpack_words(kept.tokens)
    fields = make_fields(document, words)
    values: dict[str, object] = {**fields.texts, **fields.numbers}
    for name in TOKEN_FIELDS:
        values[name] = " ".join(fields.texts[name])
    values["source"] = orjson.dumps(
        [*(getattr(document, name) for name in Source._fields[:-2]), named, hash_everything(document)]
    )
    values["tokens"] = kept.tokens
    # weight_by_field multiplies by log2(2 + value): this makes it the weight exactly.
    values["weight"] = 2 ** fields.numbers["weight"] - 2
    result = tantivy.Document.from_dict(values, schema)
    _add_paths(result, "specifications", fields.counted)
    _add_paths(result, "numbers", fields.counted_numbers)
    return result


def _add_paths(result: tantivy.Document, name: str, pairs: list) -> None:
    paths: dict[str, list] = {}
    for path, value in pairs:
        paths.setdefault(path, []).append(value)
    if paths:
        result.add_json(name, orjson.dumps(paths).decode())
