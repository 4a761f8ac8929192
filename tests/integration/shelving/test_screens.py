"""The screens: rules with their preview, proposals, the log, stock and structure, as merchandisers use them."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.shelving.models import ShelfChange, ShelfRule, ShelfRun, StockState, StockThreshold
from campaigns.shelving.running import run_rules
from campaigns.shelving.scheduling import look_at_stock
from cms import today
from cms.catalog.models import Offer, Product
from cms.notices.models import Notice
from tests import factories
from tests.integration.promotions.making import make_promotion, publish
from tests.integration.shelving.conftest import make_rule, make_sold, sell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]

EMPTY = dict.fromkeys(
    """
    to_stage to_role category brand stage role score_min score_max on_shelf_days off_shelf_days released_days season
    season_from season_until stock_min stock_max out_days cover_min cover_max units_min units_max unsold_days
    median_min median_max campaign
    """.split(),
    "",
)
TYPED = {
    **EMPTY,
    "name": "no stock",
    "action": "take_off",
    "mode": "propose",
    "most": "1",
    "order": "5",
    "is_active": "on",
    "sales_days": "30",
    "stock_max": "0",
}


def text(response: Any) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def act(client: Client, name: str, **posted: Any) -> Any:
    return client.post(reverse("shelving:act"), {"list": name, **posted}, follow=True)


def test_a_rule_is_looked_at_before_it_is_saved(admin_client: Client) -> None:
    for key in ("a", "b"):
        make_sold(key, stock=0)
    make_sold("c")
    make_sold("kept", stock=0)
    make_rule("put_on", name="always there", order=1, score_max=100, stock_max=0)
    ShelfRule.objects.update(score_max=None, category=None, brand=None, role="image", stock_max=None)
    Product.objects.filter(key="kept").update(role="image")
    page = text(admin_client.post(reverse("shelf_rules:add"), {**TYPED, "preview": "1"}))
    assert "As typed, the rule would change 2 products of 4 now." in page
    assert "A run changes 1 at most; the others wait for the next one." in page
    assert "1 more is meant, but an earlier rule wants something else." in page
    assert "0 in stock" in page
    assert "always there" in page
    assert (ShelfRule.objects.count(), ShelfChange.objects.count()) == (1, 0)
    page = text(admin_client.post(reverse("shelf_rules:add"), {**TYPED, "stock_max": "", "preview": "1"}))
    assert "Correct what is marked below, then look again." in page
    assert "It has no condition" in page
    assert admin_client.post(reverse("shelf_rules:add"), TYPED).status_code == 302
    rule = ShelfRule.objects.get(name="no stock")
    address = reverse("shelf_rules:edit", args=[rule.pk])
    page = text(admin_client.post(address, {**TYPED, "stock_max": "99", "preview": "1"}))
    assert "would change 3 products of 4 now" in page
    rule.refresh_from_db()
    assert rule.stock_max == 0


def test_proposals_are_answered_and_taken_back(admin_client: Client, admin: User) -> None:
    for key in ("a", "b", "c"):
        make_sold(key, stock=0)
    make_rule(name="no stock", stock_max=0)
    assert "Nothing is proposed." in text(admin_client.get(reverse("shelving:proposals")))
    page = text(admin_client.post(reverse("shelving:run"), follow=True))
    assert "3 products looked at: 0 changed, 3 new proposals, 0 not possible." in page
    assert page.count("take off the shelf") == 3
    first, second, third = ShelfChange.objects.order_by("pk")
    assert "1 proposal refused." in text(act(admin_client, "proposals", act="refuse", id=[first.pk]))
    assert "Nothing was chosen" in text(act(admin_client, "proposals", act="accept"))
    page = text(act(admin_client, "proposals", act="accept", scope="all", query="kind=shelf"))
    assert "2 changes done." in page
    assert "Nothing is proposed." in page
    page = text(admin_client.get(reverse("shelving:log")))
    assert page.count("no stock") >= 3
    Offer.objects.filter(product=third.product).update(on_shelf_until=timezone.now() + timedelta(days=3))
    page = text(act(admin_client, "log", act="undo", run=first.run_id))
    assert "1 change undone." in page
    assert "Somebody has changed it since" in page
    states = dict(ShelfChange.objects.values_list("pk", "state"))
    assert states == {first.pk: "refused", second.pk: "undone", third.pk: "kept"}
    assert ShelfChange.objects.get(pk=second.pk).undone_by == admin
    assert "There is nothing to undo" in text(act(admin_client, "log", act="undo", id=[second.pk]))
    page = text(admin_client.get(reverse("shelving:log"), {"state": "kept"}))
    assert page.count('name="id"') == 1


def test_the_log_as_a_file(admin_client: Client) -> None:
    make_sold("a", stock=0)
    make_rule(name="no stock", mode="apply", stock_max=0)
    run_rules(at=timezone.now())
    response = admin_client.get(reverse("shelving:log"), {"export": "csv"})
    rows = list(csv.reader(StringIO(b"".join(response.streaming_content).decode())))
    assert rows[0] == [
        *(
            "Product key",
            "Title",
            "Change",
            "Why",
            "Proposed by",
            "Proposed",
            "What became of it",
            "When",
            "By",
            "Note",
        ),
    ]
    assert rows[1][:5] == ["a", "A", "take off the shelf", "0 in stock", "no stock"]
    assert rows[1][6] == "done"


def test_stock_that_runs_out(admin_client: Client, admin: User) -> None:
    tea, tools = factories.make_category("tea"), factories.make_category("tools")
    make_sold("gone", stock=0, category=tools)
    make_sold("quick", stock=20, sold=300, category=tea)
    make_sold("slow", stock=20, sold=3, category=tea)
    make_sold("few", stock=20, sold=3, category=tools)
    make_sold("hero", stock=30, sold=300, category=tea)
    StockThreshold.objects.create(category=tools, units=25)
    target = {"products": ["hero"]}
    promotion = make_promotion(action={"type": "set_price", "value": {"value": "5.00", "target": target}})
    promotion.save_revision(user=admin).publish(user=admin)
    assert "enough stock" in text(admin_client.get(reverse("shelving:stock")))
    page = text(admin_client.post(reverse("shelving:look_at_stock"), follow=True))
    assert StockState.objects.filter(is_low=True).count() == 4
    places = [page.index(f">{title}<") for title in ("Hero", "Gone", "Quick", "Few")]
    assert places == sorted(places)
    assert ">Slow<" not in page
    narrowed = text(admin_client.get(reverse("shelving:stock"), {"level": "out"}))
    assert ">Gone<" in narrowed
    assert ">Hero<" not in narrowed
    response = admin_client.get(reverse("shelving:stock"), {"export": "xlsx"})
    sheet = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["Product key", "hero", "gone", "quick", "few"]
    notices = Notice.objects.filter(user=admin)
    # Nobody owns what a feed published; the promotion's planner hears of what it names.
    assert [(notice.subject, notice.body) for notice in notices] == [
        ("1 product is low in stock", "Hero: 30 left (in a running promotion)")
    ]
    look_at_stock(at=timezone.now() + timedelta(hours=1))
    assert notices.count() == 1
    answers = {question.name: answer for question, answer in today.ask(admin, at=timezone.now())}
    assert [(entry.title, str(entry.note)) for entry in answers["running-low"].entries] == [
        ("Hero", "stock for 3 days")
    ]


def test_the_structure_and_its_gaps(admin_client: Client) -> None:
    drinks = factories.make_category("drinks")
    tea = factories.make_category("tea", parent=drinks)
    for number, role in enumerate(("traffic", "traffic", "profit", "")):
        make_sold(f"tea-{number}", sold=10 * number, category=tea, role=role)
    address = reverse("shelving:structure")
    page = text(admin_client.get(address))
    assert "Drinks: no product of the role potential" in page
    assert "no product of the role profit" not in page
    assert page.count("<svg viewBox") >= 3
    response = admin_client.get(address, {"export": "csv", "category": drinks.pk})
    rows = list(csv.reader(StringIO(b"".join(response.streaming_content).decode())))
    assert rows[1:] == [
        ["Tea", "traffic", "2", "0.5", "10", "0.1667", "100.00", "0.1667"],
        ["Tea", "profit", "1", "0.25", "20", "0.3333", "200.00", "0.3333"],
        ["Tea", "none", "1", "0.25", "30", "0.5", "300.00", "0.5"],
    ]
    assert "new" in text(admin_client.get(address, {"by": "stage"}))


def test_the_product_says_what_its_sales_speak_for(admin_client: Client) -> None:
    product = make_sold("tea", stock=0)
    sell("tea", [20, 22, 25, 28, 31, 35, 39, 44])
    make_rule(name="no stock", stock_max=0)
    run_rules(at=timezone.now())
    page = text(admin_client.get(reverse("catalogue_product:edit", args=[product.pk])))
    assert "growth: +11% a week over the last 8 weeks" in page
    assert "take off the shelf, because: 0 in stock (no stock)" in page


def test_who_may_only_look_changes_nothing(client: Client) -> None:
    from django.contrib.auth.models import Permission

    user = User.objects.create_user("wu")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "view_shelfchange"]))
    client.force_login(user)
    make_sold("a", stock=0)
    make_rule(stock_max=0)
    run_rules(at=timezone.now())
    page = text(client.get(reverse("shelving:proposals")))
    assert "take off the shelf" in page
    assert 'name="id"' not in page
    # What somebody may not open is no link.
    assert "/admin/catalogue/facts/" not in page
    change = ShelfChange.objects.get()
    for name in ("act", "run", "look_at_stock"):
        client.post(reverse(f"shelving:{name}"), {"list": "proposals", "act": "accept", "id": [change.pk]})
    change.refresh_from_db()
    assert (change.state, ShelfRun.objects.count()) == ("proposed", 1)
    stranger = User.objects.create_user("stranger")
    stranger.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(stranger)
    for name in ("proposals", "log", "stock", "structure"):
        assert client.get(reverse(f"shelving:{name}")).status_code == 302


def test_as_many_queries_whatever_is_listed(admin_client: Client, django_assert_max_num_queries: Any) -> None:
    make_rule(stock_max=0)
    # What Django keeps for good is read with the first page.
    admin_client.get(reverse("shelving:proposals"))
    counts = []
    for start, end in ((0, 4), (4, 44)):
        for number in range(start, end):
            make_sold(f"p{number}", stock=0)
        run_rules(at=timezone.now())
        for name in ("proposals", "stock", "structure"):
            with django_assert_max_num_queries(60) as queries:
                admin_client.get(reverse(f"shelving:{name}"))
            counts.append((name, len(queries)))
    assert counts[3:] == counts[:3]


def test_a_promotion_published_for_the_whole_shop_is_no_part_in_a_campaign() -> None:
    make_sold("a", stock=0)
    publish(make_promotion(action={"type": "percent", "value": {"value": "10"}}))
    make_rule(mode="apply", stock_max=0, campaign="none")
    assert run_rules(at=timezone.now()).applied == 1


def test_who_is_responsible_for_some_categories_decides_on_these(admin_client: Client, client: Client) -> None:
    from django.contrib.auth.models import Permission

    from cms.catalog.models import CategoryLimit

    tea, tools = factories.make_category("tea"), factories.make_category("tools")
    mine, others = make_sold("mine", stock=0, category=tea), make_sold("others", stock=0, category=tools)
    user = User.objects.create_user("chen")
    names = ["access_admin", "change_shelfchange", "add_shelfrule"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    CategoryLimit.objects.create(user=user, category=tea)
    make_rule(stock_max=0)
    run_rules(at=timezone.now())
    client.force_login(user)
    page = text(act(client, "proposals", act="accept", scope="all"))
    assert "others: You are responsible for" in page
    assert "1 change done." in page
    states = dict(ShelfChange.objects.values_list("product", "state"))
    assert states == {mine.pk: "applied", others.pk: "proposed"}
    page = text(client.post(reverse("shelf_rules:add"), {**TYPED, "category": tools.pk}))
    assert "choose a category, and a brand, of yours" in page
    assert client.post(reverse("shelf_rules:add"), {**TYPED, "category": tea.pk}).status_code == 302
    assert ShelfRule.objects.filter(category=tools).count() == 0
