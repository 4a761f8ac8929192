"""GraphQL over HTTP, as far as the audits do not look."""

from __future__ import annotations

import logging
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

import orjson
import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

GRAPHQL = "application/graphql-response+json"


def _post(content: Any, *, content_type: str = "application/json", path: str = "/graphql/", **headers: str) -> Any:
    body = content if isinstance(content, bytes | str) else orjson.dumps(content)
    # As strict as a browser's request would be: no exemption from CSRF by the test client.
    return Client(enforce_csrf_checks=True).post(path, body, content_type=content_type, headers=headers)


def _code(response: Any) -> str:
    (error,) = response.json()["errors"]
    return error["extensions"]["code"]


@pytest.mark.parametrize("path", ["/graphql", "/graphql/"])
def test_both_spellings_answer_by_themselves(path):
    response = _post({"query": "{ __typename }"}, path=path)
    assert response.status_code == 200
    assert response.json() == {
        "data": {"__typename": "Query"},
        "extensions": {"cost": {"actual": 1, "allowed": 2000}},
    }


def test_the_media_type_is_the_one_asked_for():
    for accept, expected in [
        (None, "application/json"),
        ("*/*", "application/json"),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, application/json;q=0.9", GRAPHQL),
        (f"application/json, {GRAPHQL}", "application/json"),
    ]:
        headers = {"accept": accept} if accept else {}
        response = _post({"query": "{ __typename }"}, **headers)
        assert response.headers["Content-Type"] == f"{expected}; charset=utf-8"


def test_no_cookie_is_read_or_set():
    client = Client()
    client.cookies["sessionid"] = "0123456789abcdef0123456789abcdef"
    client.cookies["django_language"] = "en"
    response = client.post("/graphql/", {"query": "{ __typename }"}, content_type="application/json")
    assert response.cookies == {}
    assert "Cookie" not in response.headers["Vary"]
    assert {"Accept", "Accept-Language", "X-Vitrine-Locale", "X-Vitrine-Channel"} <= set(
        response.headers["Vary"].split(", ")
    )


@pytest.mark.parametrize(
    ("content", "content_type", "status", "code"),
    [
        ("query={__typename}", "application/x-www-form-urlencoded", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ('{"query": "{__typename}"}', "text/plain", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("{ __typename }", "application/graphql", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ('{"query": "{__typename}"}', "application/json; charset=gbk", 415, "UNSUPPORTED_MEDIA_TYPE"),
        ("{", "application/json", 400, "BAD_REQUEST"),
        (b"\xff\xfe", "application/json", 400, "BAD_REQUEST"),
        ('"query"', "application/json", 400, "BAD_REQUEST"),
        ('[{"query": "{__typename}"}]', "application/json", 400, "BAD_REQUEST"),
        ('{"query": ""}', "application/json", 400, "BAD_REQUEST"),
        ('{"query": "{__typename}", "variables": "{}"}', "application/json", 400, "BAD_REQUEST"),
        ("[" * 5000, "application/json", 400, "BAD_REQUEST"),
    ],
)
def test_what_is_no_graphql_request_is_malformed_for_every_media_type(content, content_type, status, code):
    for accept in ("application/json", GRAPHQL):
        response = _post(content, content_type=content_type, accept=accept)
        assert (response.status_code, _code(response)) == (status, code)


def test_a_multipart_form_is_refused():
    response = Client().post("/graphql/", {"query": "{ __typename }"})
    assert (response.status_code, _code(response)) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(method):
    response = getattr(Client(), method)("/graphql/")
    assert (response.status_code, _code(response)) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["Allow"] == "GET, POST"


def test_a_body_over_64_kilobytes_is_refused():
    padding = 65_536 - len(orjson.dumps({"query": "{ __typename }", "extensions": {"padding": ""}}))
    fitting = {"query": "{ __typename }", "extensions": {"padding": "x" * padding}}
    assert _post(fitting).status_code == 200
    response = _post(orjson.dumps(fitting) + b" ")
    assert response.status_code == 413
    assert response.json()["errors"] == [
        {
            "message": "The request is 65,537 bytes long, 1 more than the 65,536 allowed.",
            "extensions": {"code": "BODY_TOO_LARGE", "allowed": 65536},
        }
    ]


def test_queries_come_by_get_too():
    query = "query Named($id: ID!) { node(id: $id) { id } __typename }"
    parameters = {"query": query, "operationName": "Named", "variables": '{"id": "QnJhbmQ6eA"}'}
    response = Client().get(f"/graphql/?{urlencode(parameters)}")
    assert response.json()["data"] == {"node": None, "__typename": "Query"}
    response = Client().get(f"/graphql/?{urlencode({**parameters, 'variables': '{'})}")
    assert (response.status_code, _code(response)) == (400, "BAD_REQUEST")
    response = Client().get("/graphql/")
    assert (response.status_code, _code(response)) == (400, "BAD_REQUEST")


def test_a_mutation_by_get_is_refused_and_a_subscription_always():
    query = urlencode({"query": "mutation { __typename }"})
    response = Client().get(f"/graphql/?{query}", headers={"accept": GRAPHQL})
    assert (response.status_code, _code(response)) == (405, "METHOD_NOT_ALLOWED")
    response = _post({"query": "mutation { __typename }"}, accept=GRAPHQL)
    assert (response.status_code, response.json()["data"]) == (200, {"__typename": "Mutation"})
    response = _post({"query": "subscription { a }"}, accept=GRAPHQL)
    assert (response.status_code, _code(response)) == (400, "VALIDATION_FAILED")


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"query": "{"}, "SYNTAX_ERROR"),
        ({"query": "{ nothing }"}, "VALIDATION_FAILED"),
        ({"query": "{ ...F } fragment F on Query { ...F }"}, "VALIDATION_FAILED"),
        ({"query": "query ($id: ID!) { node(id: $id) { id } }"}, "BAD_VARIABLES"),
        ({"query": "query A { serverTime } query B { serverTime }"}, "UNKNOWN_OPERATION"),
        ({"query": "query A { serverTime }", "operationName": "B"}, "UNKNOWN_OPERATION"),
        ({"query": "fragment F on Query { serverTime }"}, "UNKNOWN_OPERATION"),
        ({"query": "{ a { b { c { d { e { f { g { h { i { j { k { l { m } } } } } } } } } } } } }"}, "LIMIT_EXCEEDED"),
    ],
)
def test_a_request_that_cannot_run_is_an_error_without_data(request_, code):
    for accept, status in ((GRAPHQL, 400), ("application/json", 200)):
        response = _post(request_, accept=accept)
        assert (response.status_code, _code(response)) == (status, code)
        assert "data" not in response.json()


def test_what_fails_unexpectedly_is_logged_and_told_nobody(caplog):
    with (
        patch("storefront.queries.products.find_products", side_effect=RuntimeError("secret at /srv/db.py")),
        caplog.at_level(logging.ERROR, "storefront.errors"),
    ):
        response = _post({"query": '{ product(key: "mug") { title } serverTime }'})
    content = response.json()
    reference = content["errors"][0]["extensions"]["reference"]
    assert content["data"]["product"] is None
    assert content["data"]["serverTime"]
    assert content["errors"] == [
        {
            "message": "Something went wrong on our side; the server's log has it under this reference.",
            "locations": [{"line": 1, "column": 3}],
            "path": ["product"],
            "extensions": {"code": "INTERNAL_ERROR", "reference": reference},
        }
    ]
    assert "secret at /srv/db.py" in caplog.text
    assert reference in caplog.text


def test_what_fails_outside_of_resolvers_is_an_answer_too():
    with patch("storefront.view.execute", side_effect=RuntimeError("secret")):
        response = _post({"query": "{ serverTime }"})
    assert (response.status_code, _code(response)) == (500, "INTERNAL_ERROR")
    assert b"secret" not in response.content


def test_all_of_an_answer_holds_for_one_instant():
    content = _post({"query": "{ a: serverTime b: serverTime }"}).json()
    assert content["data"]["a"] == content["data"]["b"]
