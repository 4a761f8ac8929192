"""What a query names of the shop's own vocabulary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import Analyser
from search.ranking.lexicon import Lexicon, Thing, ThingKind, name_things
from search.ranking.synonyms import SynonymRule, Thesaurus
from search.ranking.understanding import understand

ANALYSER = Analyser(frozenset({"花西子"}))
THINGS = [
    Thing(ThingKind.BRAND, "Huawei", "huawei"),
    Thing(ThingKind.BRAND, "花西子", "florasis"),
    Thing(ThingKind.BRAND, "Black", "black-brand"),
    Thing(ThingKind.CATEGORY, "手机", "phones"),
    Thing(ThingKind.CATEGORY, "唇膏", "lipsticks"),
    Thing(ThingKind.CATEGORY, "Cups & mugs", "cups"),
    Thing(ThingKind.PRODUCT_TYPE, "Notebook", "product_type", "Notebook", 9),
    Thing(ThingKind.VALUE, "Navy blue", "colour", "Navy blue", 4),
    Thing(ThingKind.VALUE, "Blue", "colour", "Blue", 8),
    Thing(ThingKind.VALUE, "Blue", "light", "Blue", 2),
    Thing(ThingKind.VALUE, "512 GB", "memory", "512", 3),
    Thing(ThingKind.VALUE, "Black", "colour", "Black", 8),
]
LEXICON = Lexicon(name_things(THINGS, ANALYSER))
THESAURUS = Thesaurus([SynonymRule(("口红", "唇膏"))], ANALYSER)


def recognise(text: str) -> list[tuple[str, str, str]]:
    query = understand(text, ANALYSER, thesaurus=THESAURUS)
    return [
        (one.text, one.thing.kind.value, one.thing.value or one.thing.key) for one in LEXICON.recognise(query.words)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("HUAWEI手机", [("HUAWEI", "brand", "huawei"), ("手机", "category", "phones")]),
        ("花西子口红", [("花西子", "brand", "florasis"), ("口红", "category", "lipsticks")]),
        ("a mug", [("mug", "category", "cups")]),
        ("cups and mugs", [("cups", "category", "cups"), ("mugs", "category", "cups")]),
        ("notebooks", [("notebooks", "product_type", "Notebook")]),
        ("navy blue shirt", [("navy blue", "value", "Navy blue")]),
        ("blue shirt", [("blue", "value", "Blue")]),
        ("ssd 512gb", [("512gb", "value", "512")]),
        ("black", [("black", "brand", "black-brand")]),
        ("teapot", []),
        ("", []),
    ],
)
def test_things_are_recognised_by_their_names(text: str, found: list[tuple[str, str, str]]) -> None:
    assert recognise(text) == found


def test_of_two_values_the_commoner_one_is_meant() -> None:
    (one,) = LEXICON.recognise(understand("blue", ANALYSER).words)
    assert one.thing.key == "colour"


@given(st.lists(st.sampled_from([*"手机花西子唇膏蓝", "navy ", "blue ", "512gb ", "huawei "]), max_size=12))
def test_what_is_found_stands_in_order_and_never_overlaps(pieces: list[str]) -> None:
    query = understand("".join(pieces), ANALYSER, thesaurus=THESAURUS)
    found = LEXICON.recognise(query.words)
    ends = [0, *(one.end for one in found)]
    assert all(end <= one.start < one.end <= len(query.words) for end, one in zip(ends, found, strict=False))


def test_an_empty_lexicon_knows_nothing() -> None:
    assert Lexicon().recognise(understand("huawei", ANALYSER).words) == []
