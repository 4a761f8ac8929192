import pytest
from graphql import Lexer, Source, TokenKind

from storefront.scanning import Size, scan


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", Size(0, 0)),
        ("{ a }", Size(3, 1)),
        ("{ a # { { {\n }", Size(3, 1)),
        ('{ a(b: "{ # }") }', Size(8, 1)),
        ('{ a(b: """ "{" """) { c } }', Size(11, 2)),
        ("query ($a: [Int!]! = [1, -2.5e3]) { ...F @include(if: $a) }", Size(28, 1)),
    ],
)
def test_counts_tokens_and_braces(source, expected):
    assert scan(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        'query Q($a: Int = 1, $b: [String!]) { x: a(b: $a, c: ["q", """block"""]) { ...F ... on T { d } } }',
        "fragment F on T @skip(if: true) { a, b ,c }",
        "{a...F...F b:c...on T{d}}",
        '{ a(b: """ \\""" \\\\""" { { """, c: "\\"{", d: "", e: """""") }',
        "{ a(b: -1.5e-3, c: 1e+3) }",
    ],
)
def test_agrees_with_the_real_lexer(source):
    lexer, tokens = Lexer(Source(source)), 0
    while lexer.advance().kind is not TokenKind.EOF:
        tokens += 1
    assert scan(source).tokens == tokens


def test_broken_text_is_counted_too_and_never_hangs():
    assert scan('{ a(b: "unclosed').tokens == 7
    assert scan('"""' * 20_000).tokens == 10_000
    assert scan('"\\"' * 20_000).tokens > 0
    assert scan("}" * 100) == Size(100, 0)
