import pytest
from graphql import build_schema, get_operation_ast, parse

from storefront.costing import count_cost

SCHEMA = build_schema(
    """
    type Query {
      product: Product
      node: Node
      products(first: Int = 24): ProductConnection!
      nodes(ids: [ID!]!): [Product]!
      categories: [Category!]!
      name: String
      names: [String!]!
    }
    interface Node { id: ID! }
    type Product implements Node { id: ID! name: String brand: Brand images(first: Int = 10): [Image!]! block: Block }
    type Brand { name: String }
    type Image { url: String }
    type Category { name: String children: [Category!]! }
    type ProductConnection { nodes: [Product!]! edges: [ProductEdge!]! total: Int facets: [Facet!]! }
    type ProductEdge { cursor: String node: Product! }
    type Facet { key: String values: [Facet!]! }
    type Text { html: String }
    type Picture implements Node { id: ID! image: Image brand: Brand }
    union Block = Text | Picture
    """
)


def cost(source: str, **variables) -> int:
    document = parse(source)
    operation = get_operation_ast(document)
    assert operation is not None
    return count_cost(SCHEMA, document, operation, variables)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{ name }", 1),  # a tenth, rounded up
        ("{ names }", 1),
        ("{ product { id name } }", 2),  # 1.2
        ("{ product { brand { name } } }", 3),  # 1 + 1.1
        ("{ products { total } }", 2),
        ("{ products { nodes { id } } }", 28),  # 1 + 24 * 1.1 = 27.4
        ("{ products(first: 100) { nodes { id } } }", 111),
        ("{ products(first: 2) { edges { node { id } } } }", 6),  # 1 + 2 * (1 + 1.1) = 5.2
        ("{ products(first: 100) { facets { key } } }", 12),  # facets are not paged: 1 + 10 * 1.1
        (
            "{ products(first: 3) { nodes { images(first: 5) { url } } } }",
            6,
        ),  # pictures are light: 1 + 3 * 1.5
        ("{ categories { children { name } } }", 120),  # 10 * (1 + 10 * 1.1)
        ('{ nodes(ids: ["a", "b", "c"]) { id } }', 4),
        ("{ product { block { ... on Text { html } ... on Picture { id brand { name } } } } }", 4),  # 2 + 1.2
        ("{ product { block { ... on Text { html html2: html } ... on Picture { id } } } }", 3),  # 2 + the dearer, 0.2
        ("{ product { block { ... on Text { html } ...P } } } fragment P on Picture { image { url } id }", 3),
        ("{ node { id ... on Product { name } ... on Picture { id } } }", 2),  # 1 + 0.2 of either
        ("{ node { ... on Node { id } ... on Block { ... on Picture { brand { name } } } } }", 3),  # 1 + 0.1 + 1.1
        ("{ product { block { ... on Brand { name } } } }", 2),  # no block is ever a brand
        ("{ __typename }", 1),
        ("{ __schema { types { name } } }", 500),
        ('{ __type(name: "Query") { name } }', 100),
        ("{ unknown { more } }", 0),
        (
            "{ ...F } fragment F on Query { products(first: 9) { ...P } } "
            "fragment P on ProductConnection { nodes { id } }",
            11,
        ),
        ("{ ...F } fragment F on Query { product { id } ...F }", 2),
        ("{ products(first: -5) { nodes { id } } }", 1),
    ],
)
def test_costs(source, expected):
    assert cost(source) == expected


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"n": 100}, 111),
        ({}, 34),  # the variable's own default, 30
        ({"n": None}, 34),
        ({"n": "many"}, 12),  # refused later, when variables are read
        ({"n": 10**9}, 1_100_000_001),
    ],
)
def test_variables_are_respected(variables, expected):
    assert cost("query ($n: Int = 30) { products(first: $n) { nodes { id } } }", **variables) == expected


def test_a_variable_without_a_default_falls_back_to_the_arguments_own():
    assert cost("query ($n: Int) { products(first: $n) { nodes { id } } }") == 28


def test_ids_in_a_variable_are_counted():
    assert cost("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=["a"] * 50) == 55


def test_fragments_that_double_are_counted_once_each():
    fragments = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(60))
    assert cost(f"{{ ...F0 }} {fragments} fragment F60 on Query {{ product {{ id }} }}") == -(-(11 * 2**60) // 10)
