"""Whether a rule can ever apply."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.promotions.openings import find_contradiction
from campaigns.rules.conditions import find_failures
from campaigns.rules.reading_rules import read_rules
from campaigns.rules.state import State
from campaigns.rules.values import Cart, Rule

SHANGHAI = ZoneInfo("Asia/Shanghai")
# A Thursday.
AT = datetime(2026, 11, 26, 12, 0, tzinfo=SHANGHAI)


def make_rule(**given: Any) -> Rule:
    return read_rules([{"id": "r", "action": {"kind": "amount", "value": "1"}, **given}], "rules", 2)[0]


def judge(**given: Any) -> str:
    return find_contradiction(make_rule(**given), at=AT, timezone=SHANGHAI)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ({}, ""),
        ({"ends_at": "2026-11-26T12:00:00+08:00"}, "window"),
        ({"condition": {"weekday": [6, 7]}}, ""),
        ({"condition": {"weekday": [6, 7]}, "ends_at": "2026-11-28T00:00:00+08:00"}, "times"),
        ({"condition": {"weekday": [6, 7]}, "ends_at": "2026-11-28T00:00:01+08:00"}, ""),
        ({"condition": {"time_between": ["09:00", "12:00"]}, "ends_at": "2026-11-27T09:00:00+08:00"}, "times"),
        ({"condition": {"time_between": ["22:00", "02:00"]}, "ends_at": "2026-11-26T21:00:00+08:00"}, "times"),
        ({"condition": {"time_between": ["22:00", "02:00"]}, "ends_at": "2026-11-26T23:00:00+08:00"}, ""),
        (
            {"condition": {"all": [{"time_between": ["09:00", "12:00"]}, {"time_between": ["12:00", "14:00"]}]}},
            "times",
        ),
        ({"channels": ["app"], "condition": {"channel": "web"}}, "channel"),
        ({"channels": ["app", "web"], "condition": {"channel": "web"}}, ""),
        ({"condition": {"any": [{"channel": "web"}, {"segment": "x"}]}, "channels": ["app"]}, ""),
        ({"condition": {"all": [{"first_order": True}, {"order_count_between": [1, None]}]}}, "orders"),
        ({"condition": {"all": [{"first_order": False}, {"order_count_between": [None, 3]}]}}, ""),
    ],
)
def test_what_nobody_can_meet_is_found(rule: dict[str, Any], why: str) -> None:
    assert judge(**rule) == why


@given(
    days=st.lists(st.integers(1, 7), min_size=1, max_size=3),
    starts=st.integers(0, 23),
    ends=st.integers(0, 23),
    hours=st.integers(1, 200),
)
def test_the_answer_is_that_of_looking_at_every_minute(days: list[int], starts: int, ends: int, hours: int) -> None:
    condition = {"all": [{"weekday": days}, {"time_between": [f"{starts:02}:00", f"{ends:02}:00"]}]}
    until = AT + timedelta(hours=hours)
    rule = make_rule(condition=condition, ends_at=until.isoformat())

    def holds(at: datetime) -> bool:
        cart = Cart(at=at, lines=(), timezone=SHANGHAI)
        return not find_failures(rule.condition, cart, frozenset(), State.start(cart))  # type: ignore[arg-type]

    # Everything begins at full hours, as `AT` does.
    opens = any(holds(AT.astimezone(UTC) + timedelta(hours=hour)) for hour in range(hours))
    assert (find_contradiction(rule, at=AT, timezone=SHANGHAI) == "") == opens
