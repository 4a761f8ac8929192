import logging
import re

import pytest
from graphql import GraphQLError

from storefront.errors import Code, RequestError, StorefrontError, format_error


def test_an_error_of_ours_is_shown_as_it_is():
    ours = StorefrontError(Code.BAD_CURSOR, "No such place.", argument="after")
    located = GraphQLError(ours.message, path=["products"], original_error=ours)
    assert format_error(located) == {
        "message": "No such place.",
        "path": ["products"],
        "extensions": {"code": "BAD_CURSOR", "argument": "after"},
    }


@pytest.mark.parametrize(
    "cause",
    [
        ValueError("password=hunter2 at /srv/app.py"),
        GraphQLError("Enum 'Stage' cannot represent value: 'secret'"),
    ],
)
def test_anything_else_is_hidden_behind_a_reference_that_the_log_has(cause, caplog):
    located = GraphQLError(str(cause), path=["product", "stage"], original_error=cause)
    with caplog.at_level(logging.ERROR, "storefront.errors"):
        shown = format_error(located)
    reference = shown["extensions"].pop("reference")
    assert shown == {
        "message": "Something went wrong on our side; the server's log has it under this reference.",
        "path": ["product", "stage"],
        "extensions": {"code": "INTERNAL_ERROR"},
    }
    assert re.fullmatch(r"[0-9a-f]{12}", reference)
    assert reference in caplog.text
    assert str(cause) in caplog.text


def test_a_refused_request_keeps_the_more_precise_code():
    refused = RequestError.refused(
        Code.VALIDATION_FAILED, GraphQLError("No such field."), StorefrontError(Code.UNKNOWN_LOCALE, "No such locale.")
    )
    assert refused.errors == [
        {"message": "No such field.", "extensions": {"code": "VALIDATION_FAILED"}},
        {"message": "No such locale.", "extensions": {"code": "UNKNOWN_LOCALE"}},
    ]
    assert (refused.status, refused.is_malformed) == (400, False)
