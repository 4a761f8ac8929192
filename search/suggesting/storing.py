"""Keeps suggestions in the database, so that every process on every machine has the same."""

from __future__ import annotations

import threading
import zlib
from dataclasses import astuple, dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

import orjson

from search.ranking.lexicon import Lexicon, Naming, Thing, ThingKind
from search.suggesting.entries import Content, Entry, SuggestionKind
from search.suggesting.models import SuggestionSnapshot
from search.suggesting.spelling import Speller
from search.suggesting.table import SuggestionTable


@dataclass(frozen=True, slots=True)
class Loaded:
    """A snapshot ready to be asked."""

    digest: str
    table: SuggestionTable
    speller: Speller
    lexicon: Lexicon


_EMPTY = Loaded("", SuggestionTable(()), Speller({}, ()), Lexicon())
_loaded: dict[str, Loaded] = {}
_guard = threading.Lock()


def save_content(locale: str, content: Content, *, at: datetime) -> None:
    """Replace the suggestions of `locale`."""
    raw = orjson.dumps(
        {
            "entries": [astuple(entry) for entry in content.entries],
            "words": dict(content.words),
            "namings": [astuple(naming) for naming in content.namings],
        }
    )
    values = {
        "content": zlib.compress(raw, 6),
        "digest": blake2b(raw, digest_size=16).hexdigest(),
        "made_at": at,
    }
    SuggestionSnapshot.objects.update_or_create(locale=locale, defaults=values)


def load(locale: str) -> Loaded:
    """The suggestions of `locale` as they are now: one small query, and a second one where they have changed."""
    rows = SuggestionSnapshot.objects.filter(locale=locale)
    digest = rows.values_list("digest", flat=True).first()
    if digest is None:
        return _EMPTY
    with _guard:
        known = _loaded.get(locale)
        if known is None or known.digest != digest:
            row = rows.get()
            known = _loaded[locale] = _open(row.digest, bytes(row.content))
        return known


def _open(digest: str, packed: bytes) -> Loaded:
    raw = orjson.loads(zlib.decompress(packed))
    entries = tuple(
        Entry(text, SuggestionKind(kind), key, weight, spelt) for text, kind, key, weight, spelt in raw["entries"]
    )
    # What an older version made has none; the next one has.
    lexicon = Lexicon(_read_naming(*one) for one in raw.get("namings", ()))
    return Loaded(digest, SuggestionTable(entries), Speller(raw["words"], entries), lexicon)


def _read_naming(tokens: list[str], thing: list[Any]) -> Naming:
    kind, name, key, value, count = thing
    return Naming(tuple(tokens), Thing(ThingKind(kind), name, key, value, count))
