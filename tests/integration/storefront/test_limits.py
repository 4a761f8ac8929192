"""A document that asks too much is refused before anything is read, quickly, and told by how much."""

from __future__ import annotations

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from graphql import build_client_schema, get_introspection_query, print_schema

from storefront.schema import schema

pytestmark = pytest.mark.django_db


def _nest(levels: int) -> str:
    """A document that is `levels` fields deep."""
    return "{ categories { " + "children { " * (levels - 2) + "name" + " }" * (levels - 1) + " }"


def _many_fields(count: int) -> str:
    """`count` fields, twenty of a name at most, with few root fields."""
    blocks, rest = divmod(count, 50)
    block = "brands { nodes { " + "key " * 16 + "slug " * 16 + "name " * 16 + "} }"
    return "{ " + f"{block} " * blocks + "serverTime " * rest + "}"


REFUSED = [
    (_nest(13), "depth", 13, 12),
    ("{" * 400, "depth", 400, 12),
    ("{ products(first: 100) { nodes { offers { id sku } breadcrumbs { key } } } }", "cost", 2401, 2000),
    ("{ " + " ".join(["serverTime", "a: serverTime", "b: serverTime"] * 7) + " }", "root_fields", 21, 20),
    ("{ brands { nodes { " + " ".join(f"a{n}: key" for n in range(31)) + " } } }", "aliases", 31, 30),
    ("{ brands { nodes { key " + "name " * 21 + " } } }", "same_response_name", 21, 20),
    (_many_fields(501), "field_nodes", 501, 500),
    ("{ " + "serverTime " * 1900 + "}", "tokens", 1902, 1000),
    (
        "{ " + " ".join(f"{name}: __schema {{ types {{ name }} }}" for name in "abcde") + " }",
        "cost",
        2500,
        2000,
    ),
]


@pytest.mark.parametrize(("query", "limit", "actual", "allowed"), REFUSED)
def test_each_limit_refuses_before_anything_is_read(storefront, query, limit, actual, allowed):
    storefront.ask("{ serverTime }")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        started_at = time.thread_time()
        response = storefront.send(query, accept="application/graphql-response+json")
        seconds = time.thread_time() - started_at
    (error,) = response.json()["errors"]
    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": limit, "allowed": allowed, "actual": actual}
    assert f"{actual - allowed:,} more than the {allowed:,} allowed" in error["message"]
    assert response.status_code == 400
    assert len(queries) == 0
    assert seconds < 0.05


@pytest.mark.parametrize(
    ("limit", "value", "query"),
    [
        ("depth", 13, "{ __typename " + REFUSED[0][0][1:]),
        ("cost", 2401, REFUSED[2][0]),
        ("root_fields", None, REFUSED[3][0]),
        ("aliases", 31, REFUSED[4][0]),
        ("same_response_name", None, REFUSED[5][0]),
    ],
)
def test_each_limit_has_its_own_switch(storefront, settings, limit, value, query):
    settings.VITRINE_GRAPHQL_LIMITS = {limit: value}
    assert limit not in {error["extensions"].get("limit") for error in storefront.send(query).json().get("errors", [])}


@pytest.mark.parametrize(
    "query",
    [
        "{ ...F } fragment F on Query { categories { ...G } } fragment G on Category { children { ...G } }",
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    ],
)
def test_cyclic_fragments_end_as_a_validation_error(storefront, query):
    codes = {error["extensions"]["code"] for error in storefront.send(query).json()["errors"]}
    assert codes == {"VALIDATION_FAILED"}


@pytest.mark.parametrize(
    "query",
    [
        "{ a(b: " + "[" * 300 + "]" * 300 + ") }",
        "{ product(key: " + "{a: " * 200 + "1" + "}" * 200 + ") { key } }",
    ],
)
def test_deep_values_are_an_error_and_no_crash(storefront, query):
    codes = {error["extensions"]["code"] for error in storefront.send(query).json()["errors"]}
    assert codes <= {"VALIDATION_FAILED", "SYNTAX_ERROR", "LIMIT_EXCEEDED"}


def test_long_chains_of_fragments_are_refused_and_no_crash(storefront):
    chain = " ".join(f"fragment F{n} on Category {{ children {{ ...F{n + 1} }} }}" for n in range(80))
    query = f"{{ categories {{ ...F0 }} }} {chain} fragment F80 on Category {{ key }}"
    assert storefront.fail(query)["extensions"] == {
        "code": "LIMIT_EXCEEDED", "limit": "depth", "allowed": 12, "actual": 82,
    }  # fmt: skip


def test_the_standard_introspection_passes_so_that_tools_work(storefront):
    data = storefront.ask(get_introspection_query(descriptions=True, input_value_deprecation=True))
    assert print_schema(build_client_schema(data)) == print_schema(schema)


def test_introspection_that_goes_round_in_circles_is_refused(storefront):
    query = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }"
    assert storefront.fail(query)["message"] == "Maximum introspection depth exceeded"


def test_every_answer_tells_its_cost(storefront):
    query = "query ($n: Int) { brands(first: $n) { nodes { key } } }"
    for number, cost in ((1, 3), (100, 111)):
        content = storefront.send(query, {"n": number}).json()
        assert content["extensions"] == {"cost": {"actual": cost, "allowed": 2000}}
