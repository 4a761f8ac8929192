"""What a shopper chooses between offers, and where each choice leads."""

from __future__ import annotations

from typing import Any

from shop.variants import choose_offer, describe_axes

AXES = [{"name": "color", "values": ["red", "blue"]}, {"name": "size", "values": ["S", "M"]}]


def make_offer(color: str, size: str, *, amount: str = "10.00", available: bool = True) -> dict[str, Any]:
    options = [{"name": "color", "value": color}, {"name": "size", "value": size}]
    return {"sku": f"{color}-{size}", "options": options, "price": {"amount": amount}, "isAvailable": available}


OFFERS = [make_offer("red", "S", available=False), make_offer("red", "M", amount="12.00"), make_offer("blue", "M")]


def test_the_cheapest_that_can_be_ordered_is_chosen_first() -> None:
    assert choose_offer(OFFERS)["sku"] == "blue-M"
    assert choose_offer(OFFERS, "red-S")["sku"] == "red-S"
    assert choose_offer(OFFERS, "nothing")["sku"] == "blue-M"
    assert choose_offer([OFFERS[0]])["sku"] == "red-S"


def test_every_value_leads_to_an_offer() -> None:
    axes = describe_axes(AXES, OFFERS, OFFERS[1])
    assert [(axis.name, axis.chosen) for axis in axes] == [("color", "red"), ("size", "M")]
    assert [(one.value, one.sku, one.is_chosen) for axis in axes for one in axis.choices] == [
        ("red", "red-M", True),
        ("blue", "blue-M", False),
        ("S", "red-S", False),
        ("M", "red-M", True),
    ]


def test_what_is_not_made_together_leads_to_the_nearest_and_says_so() -> None:
    size = describe_axes(AXES, OFFERS, OFFERS[2])[1]
    assert (size.choices[0].sku, size.choices[0].is_combined, size.choices[0].is_available) == ("red-S", False, False)
    assert (size.choices[1].sku, size.choices[1].is_combined, size.choices[1].is_available) == ("blue-M", True, True)


def test_among_the_equally_near_the_one_that_can_be_ordered_is_taken() -> None:
    offers = [make_offer("red", "S", available=False), make_offer("blue", "S"), make_offer("green", "M")]
    axes = describe_axes([{"name": "size", "values": ["S", "M"]}], offers, offers[2])
    assert axes[0].choices[0].sku == "blue-S"
