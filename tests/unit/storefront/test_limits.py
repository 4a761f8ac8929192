import pytest
from django.core.exceptions import ImproperlyConfigured

from storefront.errors import StorefrontError
from storefront.limits import WORDS, Limits, read_limits


def test_the_defaults_are_the_documented_ones():
    assert read_limits({}) == Limits(
        depth=12,
        cost=2_000,
        aliases=30,
        root_fields=20,
        field_nodes=500,
        same_response_name=20,
        tokens=1_000,
        body_bytes=65_536,
    )


def test_every_limit_can_say_what_is_too_much():
    assert set(WORDS) == set(Limits.__dataclass_fields__)


def test_a_value_of_exactly_the_limit_passes_and_one_more_is_told():
    limits = Limits(depth=12)
    limits.require("depth", 12)
    with pytest.raises(StorefrontError) as refused:
        limits.require("depth", 15)
    assert refused.value.message == "The document nests 15 levels of fields, 3 more than the 12 allowed."
    assert refused.value.extensions == {"code": "LIMIT_EXCEEDED", "limit": "depth", "allowed": 12, "actual": 15}


def test_each_limit_can_be_switched_off():
    limits = read_limits({"cost": None, "tokens": 5})
    limits.require("cost", 10**9)
    with pytest.raises(StorefrontError):
        limits.require("tokens", 6)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"deepness": 3}, "has no 'deepness'; known: aliases, body_bytes, cost, depth"),
        ({"depth": 0}, "['depth'] is 0"),
        ({"depth": "12"}, "['depth'] is '12'"),
        ({"depth": True}, "['depth'] is True"),
    ],
)
def test_wrong_settings_are_named(given, said):
    with pytest.raises(ImproperlyConfigured) as refused:
        read_limits(given)
    assert said in str(refused.value)
