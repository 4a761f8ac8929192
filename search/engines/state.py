"""What has to stay the same between indexing and asking: how common each token is, and the shop's own words."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from search.engines.base import EngineUnavailable
from search.engines.fields import SCHEMA_VERSION
from search.ranking.frequencies import Frequencies


@dataclass(frozen=True)
class State:
    """A snapshot; it belongs to one index and is replaced as a whole."""

    frequencies: Frequencies
    vocabulary: frozenset[str] = frozenset()


def dump_state(state: State) -> bytes:
    """`state` as JSON, tokens by their exponent: they are many, and the exponents few."""
    tokens: dict[int, list[str]] = {}
    for token, exponent in state.frequencies.exponents.items():
        tokens.setdefault(exponent, []).append(token)
    content = {
        "schema": SCHEMA_VERSION,
        "version": state.frequencies.version,
        "documents": state.frequencies.documents,
        "vocabulary": sorted(state.vocabulary),
        "tokens": [(exponent, " ".join(sorted(tokens[exponent]))) for exponent in sorted(tokens)],
    }
    return orjson.dumps(content)


def load_state(content: bytes | str) -> State:
    """Raises EngineUnavailable if another version wrote it, ValueError where it is damaged."""
    values = orjson.loads(content)
    refuse_other_schema(values["schema"])
    exponents = {token: exponent for exponent, tokens in values["tokens"] for token in tokens.split()}
    frequencies = Frequencies(values["version"], values["documents"], exponents)
    return State(frequencies, frozenset(values["vocabulary"]))


def refuse_other_schema(schema: int) -> None:
    """Raises EngineUnavailable unless this version reads an index with this schema."""
    if schema != SCHEMA_VERSION:
        raise EngineUnavailable(
            f"The search index was written by another version of the server (format {schema}, this one"
            f" reads {SCHEMA_VERSION}). Run manage.py search_rebuild."
        )
