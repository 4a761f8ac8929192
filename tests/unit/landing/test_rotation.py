from datetime import UTC, datetime, timedelta

import pytest

from campaigns.landing.rotation import choose_code, takes_people

NOW = datetime(2026, 11, 11, tzinfo=UTC)


def code(name="a", **more):
    return {"name": name, "isFull": False, "capacity": 200, "joined": 0, "expiresAt": None, **more}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, True),
        ({"joined": 199}, True),
        ({"joined": 200}, False),
        ({"joined": 201}, False),
        ({"capacity": 0, "joined": 9000}, True),  # not counted
        ({"isFull": True}, False),
        ({"expiresAt": (NOW + timedelta(seconds=1)).isoformat()}, True),
        ({"expiresAt": NOW.isoformat()}, False),
    ],
)
def test_a_code_takes_people_until_it_is_full_or_expires(more, expected):
    assert takes_people(code(**more), at=NOW) is expected


def test_the_first_that_takes_people_is_shown():
    codes = [code("a", isFull=True), code("b", joined=200), code("c"), code("d")]
    assert choose_code(codes, at=NOW)["name"] == "c"


def test_none_is_shown_when_all_are_full():
    assert choose_code([code(isFull=True)], at=NOW) is None
    assert choose_code([], at=NOW) is None
