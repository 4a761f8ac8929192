"""What is indexed of a document, and what of it is words."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import get_analyser
from search.engines.base import IndexDocument
from search.engines.fields import hash_words, make_fields, measure_fields, measure_words, pack_words, unpack_words
from search.ranking.impacts import ProductText

TEA = IndexDocument("tea", "en", ("en",), 1, ProductText(title="green tea"), "green tea")
FIGURES: dict[str, Any] = {
    "price_minor": 5,
    "is_available": False,
    "weight": 9,
    "popularity": 0.5,
    "quality": 3,
    "sold_recently": 4,
    "sold_total": 5,
    "content_hash": "x",
}
OTHERS: dict[str, Any] = {
    "key": "pot",
    "locale": "de",
    "serves": ("de",),
    "sequence": 2,
    "text": ProductText(title="black tea"),
    "title": "tea",
    "summary": "s",
    "brand": "acme",
    "categories": ("teas",),
    "stage": "new",
    "released": 5,
    "specifications": (("a", "b"),),
    "numbers": (("a", 1.0),),
    "facets": ("a",),
}


def test_every_field_is_a_figure_or_not() -> None:
    assert {field.name for field in fields(IndexDocument)} == FIGURES.keys() | OTHERS.keys()


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_leaves_the_words_as_they_are(name: str) -> None:
    assert hash_words(replace(TEA, **{name: FIGURES[name]})) == hash_words(TEA)


@pytest.mark.parametrize("name", OTHERS)
def test_anything_else_does_not(name: str) -> None:
    assert hash_words(replace(TEA, **{name: OTHERS[name]})) != hash_words(TEA)


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_come_back_as_they_were_packed(title: str, details: str) -> None:
    document = replace(TEA, text=ProductText(title=title, details=details, identifiers=(title,)))
    words = measure_words(document, get_analyser())
    assert unpack_words(pack_words(words)) == words
    assert make_fields(document, unpack_words(pack_words(words))) == make_fields(document, words)


def test_measuring_in_one_step_or_two_is_the_same() -> None:
    analyser = get_analyser()
    assert measure_fields(TEA, analyser) == make_fields(TEA, measure_words(TEA, analyser))
