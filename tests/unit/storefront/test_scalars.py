from datetime import UTC, datetime, timedelta, timezone

import pytest
from graphql import GraphQLError, Undefined, parse_value

from storefront.types.scalars import DateTime, Decimal


@pytest.mark.parametrize(
    ("given", "expected"),
    [("59.90", "59.90"), (" 7 ", "7"), (10, "10"), (0.1, "0.1"), ("1e3", "1000"), ("-3", "-3")],
)
def test_decimals_stay_exact(given, expected):
    assert Decimal.parse_value(given) == expected


@pytest.mark.parametrize("given", ["", "ten", "NaN", "Infinity", "1e400", True, None, [1], {}])
def test_what_is_no_decimal_is_refused(given):
    with pytest.raises(GraphQLError):
        Decimal.parse_value(given)


def test_decimals_in_a_document():
    assert Decimal.parse_literal(parse_value("9.90")) == "9.90"
    assert Decimal.parse_literal(parse_value('"9.90"')) == "9.90"
    assert Decimal.parse_literal(parse_value("[1]")) is Undefined


def test_instants_are_given_in_utc():
    shanghai = timezone(timedelta(hours=8))
    assert DateTime.serialize(datetime(2026, 11, 11, tzinfo=shanghai)) == "2026-11-10T16:00:00+00:00"
    assert DateTime.serialize(datetime(2026, 11, 11, tzinfo=UTC)) == "2026-11-11T00:00:00+00:00"
    assert DateTime.serialize("2026-11-11T00:00:00+08:00") == "2026-11-11T00:00:00+08:00"
