"""What the form asks while it is filled in: the sentence, checks and trial carts, of what is saved nowhere."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.promotions.models import Promotion
from search.behaviour.models import Event
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.promotions.forms import fill_in, make_list, spend
from tests.integration.promotions.making import make_promotion, publish

pytestmark = pytest.mark.django_db

PERCENT = {"type": "percent", "value": {"value": "10", "allocation": "across", "select": "cheapest"}}


@pytest.fixture
def planner() -> Client:
    return log_in(make_user("promotions.add_promotion", "promotions.change_promotion", "promotions.view_promotion"))


@pytest.fixture
def tea() -> Any:
    category = factories.make_category("tea", name="茶饮")
    for number, price in enumerate((12000, 4000), start=1):
        product = factories.make_product(f"tea-{number}", category=category)
        factories.make_offer(product, f"T-{number}", price_minor=price, floor_price_minor=price // 2)
        factories.make_published(product=product, title=f"茶 {number}")
    return category


def ask(client: Client, name: str, data: dict[str, str]) -> Any:
    return client.post(reverse(f"promotions_desk:{name}_new"), data)


def read_lines(response: Any) -> list[dict[str, Any]]:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return [json.loads(line) for line in content.splitlines()]


def try_out(client: Client, form: dict[str, str], **trial: Any) -> list[dict[str, Any]]:
    return read_lines(ask(client, "trial", {**form, **{f"trial-{name}": value for name, value in trial.items()}}))


def test_the_sentence_follows_the_form(planner: Client, tea: Any) -> None:
    form = fill_in(spend("200", "30", categories=make_list("tea")), limit_per_shopper="1", budget="300000")

    told = ask(planner, "sentence", form).json()

    assert told["sentence"]["zh"] == "茶饮满 200 减 30，每人 1 次，预算 300,000"
    assert told["isWhole"] is True
    assert Promotion.objects.count() == 0


def test_a_form_without_an_action_has_no_sentence_and_says_what_is_missing(planner: Client) -> None:
    form = fill_in([])

    assert ask(planner, "sentence", form).json()["sentence"] == {"zh": "", "en": ""}
    problems = ask(planner, "checks", form).json()["problems"]
    assert [(one["level"], one["field"]) for one in problems] == [("error", "action")]


def test_a_form_half_filled_in_is_read_as_far_as_it_goes(planner: Client, tea: Any) -> None:
    form = fill_in(spend("200", "", categories=make_list("tea")))

    assert ask(planner, "sentence", form).status_code == 200
    assert ask(planner, "checks", form).status_code == 200
    assert try_out(planner, form, source="samples")[0]["html"]


def test_a_cart_made_by_hand_shows_what_it_costs_before_and_after(planner: Client, tea: Any) -> None:
    publish(make_promotion(action=PERCENT, name="全场九折"))
    form = fill_in(spend("200", "30", categories=make_list("tea")))

    html = try_out(planner, form, source="hand", lines='[["T-1", 2], ["gone", 1]]')[-1]["html"]

    # Of one group only the larger counts: 24 of 240 before, 30 after.
    assert "¥216.00" in html
    assert "¥210.00" in html
    assert "全场九折" in html
    assert "Not sold: gone." in html


def test_samples_stand_at_both_sides_of_the_threshold(planner: Client, tea: Any) -> None:
    html = try_out(planner, fill_in(spend("200", "30", categories=make_list("tea"))), source="samples")[-1]["html"]

    assert "Right below the threshold" in html
    assert "Right at the threshold" in html
    assert "a threshold is not reached" in html


def test_past_purchases_come_with_progress(planner: Client, tea: Any) -> None:
    at = timezone.now() - timedelta(days=2)
    for number in range(3):
        for sku in ("tea-1", "tea-1", "tea-2"):
            Event.objects.create(
                digest=f"00000000-0000-0000-0000-{Event.objects.count():012}",
                application="web",
                action_name="purchase",
                client=f"c{number}",
                object_id=sku,
                object_id_field="product",
                occurred_at=at,
                received_at=at,
            )

    told = try_out(planner, fill_in(spend("200", "30", categories=make_list("tea"))), source="past")

    assert [(one["done"], one["total"]) for one in told[:-1]] == [(0, 3), (3, 3)]
    # Three orders of two dear ones and a cheap one: 280, and 30 off each.
    assert "3 / 3" in told[-1]["html"]
    assert "¥90.00" in told[-1]["html"]


def test_a_trial_of_one_that_is_saved_leaves_its_published_version_out(planner: Client, tea: Any) -> None:
    saved = publish(make_promotion(action={"type": "amount", "value": {"value": "50"}}))
    form = fill_in(spend("200", "30", categories=make_list("tea")))
    address = reverse("promotions_desk:trial", args=[saved.pk])

    html = read_lines(planner.post(address, {**form, "trial-source": "hand", "trial-lines": '[["T-1", 2]]'}))[0]["html"]

    assert "¥240.00" in html
    assert "¥210.00" in html
    assert "¥190.00" not in html


def test_products_are_found_by_title_and_sku(planner: Client, tea: Any) -> None:
    address = reverse("promotions_desk:products")

    assert [one["sku"] for one in planner.get(address, {"q": "茶"}).json()["products"]] == ["T-1", "T-2"]
    assert planner.get(address, {"q": "T-2"}).json()["products"] == [{"sku": "T-2", "title": "茶 2", "price": "¥40.00"}]
    assert planner.get(address, {"q": " "}).json()["products"] == []


@pytest.mark.parametrize("name", ["sentence", "checks", "trial"])
def test_who_has_nothing_to_do_with_promotions_is_refused(name: str, tea: Any) -> None:
    somebody: User = make_user("catalog.view_product")

    response = ask(log_in(somebody), name, fill_in(spend("200", "30")))

    assert response.status_code == 302


def test_one_that_is_saved_is_checked_as_its_form_stands(planner: Client, tea: Any) -> None:
    saved = make_promotion(action=PERCENT)
    saved.save_revision()
    form = fill_in(spend("200", "30", categories=make_list("tea")))

    response = planner.post(reverse("promotions_desk:checks", args=[saved.pk]), form)

    assert (response.status_code, response.json()) == (200, {"problems": []})
