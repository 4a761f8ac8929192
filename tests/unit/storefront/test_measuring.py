import time

import pytest
from graphql import parse

from storefront.measuring import Measures, measure


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{ a }", Measures(depth=1, aliases=0, root_fields=1, field_nodes=1, same_response_name=1)),
        ("{ a { b { c } } d }", Measures(depth=3, aliases=0, root_fields=2, field_nodes=4, same_response_name=1)),
        ("{ x: a y: a { z: b } }", Measures(depth=2, aliases=3, root_fields=2, field_nodes=3, same_response_name=1)),
        ("{ a a x: a a: b }", Measures(depth=1, aliases=2, root_fields=4, field_nodes=4, same_response_name=3)),
        ("{ ... { a ... { a } } }", Measures(depth=1, aliases=0, root_fields=2, field_nodes=2, same_response_name=2)),
        (
            "{ ...F a { ...G } } fragment F on Q { a { b } } fragment G on A { b { c } b { d } }",
            Measures(depth=3, aliases=0, root_fields=2, field_nodes=7, same_response_name=2),
        ),
        (
            "query A { a } query B { a { b } c }",
            Measures(depth=2, aliases=0, root_fields=2, field_nodes=4, same_response_name=1),
        ),
        ("{ __schema { types { name } } }", Measures(1, 0, 1, 3, 1)),
    ],
)
def test_measures(source, expected):
    assert measure(parse(source)) == expected


@pytest.mark.parametrize(
    "source",
    [
        "{ ...F } fragment F on Q { a { ...F } }",
        "{ ...F } fragment F on Q { a { ...G } } fragment G on Q { a { ...F } }",
        "{ a } fragment F on Q { ...F }",
        "{ ...Missing }",
    ],
)
def test_cyclic_and_missing_fragments_end(source):
    assert measure(parse(source)).depth <= 3


def test_fragments_that_double_are_measured_once_each():
    fragments = " ".join(f"fragment F{n} on Q {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    started_at = time.thread_time()
    measures = measure(parse(f"{{ ...F0 }} {fragments} fragment F60 on Q {{ a }}"))
    assert time.thread_time() - started_at < 0.5
    assert measures == Measures(depth=1, aliases=0, root_fields=2**60, field_nodes=1, same_response_name=2**60)
