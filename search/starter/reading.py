"""The starter sets as values."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from search.ranking.synonyms import SynonymRule

_SYNONYMS = Path(__file__).with_name("synonyms.toml")


@cache
def read_starter_synonyms() -> tuple[SynonymRule, ...]:
    """Synonyms that any shop needs, in English and Chinese, for every language: shoppers mix them."""
    content = tomllib.loads(_SYNONYMS.read_text(encoding="utf-8"))
    same = [SynonymRule(tuple(words)) for words in content["same"]]
    finds = [SynonymRule(tuple(each["words"]), tuple(each["finds"])) for each in content["finds"]]
    return (*same, *finds)
