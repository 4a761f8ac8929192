"""Planners build promotions from templates, look for them in the list, copy and stop them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from campaigns.promotions.admin.today import read_budgets, read_turns
from campaigns.promotions.demo.loading import load_promotions
from campaigns.promotions.models import Promotion, RuleUsage
from campaigns.promotions.states import State, find_state, with_state
from campaigns.promotions.templating import TEMPLATES
from campaigns.promotions.versions import find_standing
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.admin.forms import list_errors
from tests.integration.promotions.forms import fill_in, spend
from tests.integration.promotions.making import make_promotion, publish

pytestmark = pytest.mark.django_db

AMOUNT = {"type": "amount", "value": {"value": "30"}}
LIST, ADD = "wagtailsnippets_promotions_promotion:list", "wagtailsnippets_promotions_promotion:add"
PLANNER = tuple(f"promotions.{action}_promotion" for action in ("add", "change", "delete", "view"))
HEAD = (*PLANNER, "promotions.publish_promotion")


@pytest.fixture
def planner() -> Client:
    return log_in(make_user(*PLANNER))


@pytest.fixture
def head() -> Client:
    return log_in(make_user(*HEAD))


def list_ids() -> list[str]:
    return [rule.id for rule in find_standing(at=timezone.now()).find_book("CNY").rules]


def test_the_gallery_leads_to_forms_that_are_filled_in(planner: Client) -> None:
    gallery = planner.get(reverse("promotions_desk:index")).content.decode()

    for template in TEMPLATES:
        address = f"{reverse(ADD)}?template={template.key}"
        assert f'href="{address}"' in gallery
        form = planner.get(address).context["form"].instance
        assert (form.pk, form.template, form.action[0].block_type) == (None, template.key, template.action["type"])
        assert form.starts_at > timezone.now()


def test_what_a_template_brings_is_saved_as_a_draft_to_the_second(planner: Client) -> None:
    values = fill_in(spend("200", "30"), starts_at="2031-11-10 20:00:01", ends_at="2031-11-12 23:59:59")

    response = planner.post(f"{reverse(ADD)}?template=spend-amount", values)

    assert response.status_code == 302, list_errors(response)
    saved = Promotion.objects.get()
    assert (saved.template, saved.live, saved.expire_at) == ("spend-amount", False, saved.ends_at)
    assert timezone.localtime(saved.starts_at).strftime("%H:%M:%S") == "20:00:01"
    assert timezone.localtime(saved.ends_at).strftime("%H:%M:%S") == "23:59:59"


def test_what_could_never_work_is_not_published_but_saved_as_a_draft(head: Client) -> None:
    values = fill_in(spend("200", "30"), starts_at="2020-11-10 20:00:00", ends_at="2020-11-12 00:00:00")

    refused = head.post(reverse(ADD), {**values, "action-publish": "1"})
    kept = head.post(reverse(ADD), values)

    assert (refused.status_code, kept.status_code) == (200, 302)
    assert "it would never be in force" in list_errors(refused)
    assert [one.live for one in Promotion.objects.all()] == [False]


def make_each_state(at: datetime) -> dict[State, Promotion]:
    hour = timedelta(hours=1)
    ended = publish(make_promotion(action=AMOUNT, name="ended", ends_at=at + hour))
    Promotion.objects.filter(pk=ended.pk).update(starts_at=at - 2 * hour, ends_at=at - hour)
    stopped = publish(make_promotion(action=AMOUNT, name="stopped"))
    stopped.unpublish()
    return {
        State.DRAFT: make_promotion(action=AMOUNT, name="draft"),
        State.PLANNED: publish(make_promotion(action=AMOUNT, name="planned", starts_at=at + hour)),
        State.ANNOUNCED: publish(
            make_promotion(action=AMOUNT, name="announced", starts_at=at + hour, announced_at=at - hour)
        ),
        State.RUNNING: publish(make_promotion(action=AMOUNT, name="running")),
        State.ENDED: ended,
        State.STOPPED: stopped,
    }


def test_the_list_is_narrowed_by_state(planner: Client) -> None:
    made = make_each_state(timezone.now())

    for state, promotion in made.items():
        assert find_state(promotion, at=timezone.now()) == state
        rows = planner.get(reverse(LIST), {"state": state}).context["object_list"]
        assert [row.name for row in rows] == [promotion.name]


def test_the_list_reads_as_much_for_many_as_for_one(planner: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            planner.get(reverse(LIST))
        return len(queries)

    publish(make_promotion(action=AMOUNT, limit_total=10))
    planner.get(reverse(LIST))
    few = count()
    for _number in range(5):
        publish(make_promotion(action=AMOUNT, limit_total=10))

    assert count() == few


def test_the_list_shows_how_much_of_the_limits_is_gone(planner: Client) -> None:
    promotion = publish(make_promotion(action=AMOUNT, limit_total=10, budget=1000))
    RuleUsage.objects.create(rule=promotion.key, used=4, budget_used_minor=90_000)

    html = planner.get(reverse(LIST)).content.decode()

    assert "4 orders, ¥900.00 · 90%" in html
    assert "data-nearly" in html


def test_a_search_finds_by_name_and_code(planner: Client) -> None:
    make_promotion(action=AMOUNT, name="双十一")
    make_promotion(action=AMOUNT, name="口令", coupon_kind="public", coupon_code="SAVE30")

    for text, name in (("双十", "双十一"), ("SAVE30", "口令")):
        assert [row.name for row in planner.get(reverse(LIST), {"q": text}).context["object_list"]] == [name]


def test_a_copy_is_a_draft_of_its_own(planner: Client) -> None:
    source = publish(make_promotion(action=AMOUNT, name="双十一", template="spend-amount", limit_total=5))

    form = planner.get(reverse("wagtailsnippets_promotions_promotion:copy", args=[source.pk])).context["form"].instance

    assert (form.pk, form.live, form.limit_total, form.template) == (None, True, 5, "spend-amount")
    assert form.name == "双十一 (copy)"
    assert form.key != source.key
    assert form.action.get_prep_value()[0]["value"]["value"] == 30


def test_a_planner_stops_at_once_and_the_reason_is_kept(planner: Client) -> None:
    promotion = publish(make_promotion(action=AMOUNT))
    address = reverse("promotions_desk:stop", args=[promotion.pk])

    without_reason = planner.post(address, {"reason": ""})
    still = list_ids()
    stopped = planner.post(address, {"reason": "价格设错"})

    assert (without_reason.status_code, still) == (200, [promotion.key])
    assert (stopped.status_code, list_ids()) == (302, [])
    entry = ModelLogEntry.objects.get(action="promotions.stop")
    assert (entry.data["reason"], entry.object_id) == ("价格设错", str(promotion.pk))
    history = planner.get(reverse("wagtailsnippets_promotions_promotion:history", args=[promotion.pk]))
    assert "价格设错" in history.content.decode()


def test_it_starts_again_as_it_was_by_who_may_publish(planner: Client, head: Client) -> None:
    promotion = publish(make_promotion(action=AMOUNT, name="as approved"))
    planner.post(reverse("promotions_desk:stop", args=[promotion.pk]), {"reason": "x"})
    promotion.refresh_from_db()
    promotion.name = "changed since"
    promotion.save_revision()
    address = reverse("promotions_desk:start", args=[promotion.pk])

    refused = planner.post(address)
    nothing = list_ids()
    started = head.post(address)

    promotion.refresh_from_db()
    assert (refused.status_code, nothing) == (302, [])
    assert (started.status_code, list_ids(), promotion.name) == (302, [promotion.key], "as approved")
    assert ModelLogEntry.objects.filter(action="promotions.start_again").count() == 1


def test_stopping_takes_what_is_planned_for_later_along(planner: Client) -> None:
    promotion = publish(make_promotion(action=AMOUNT))
    promotion.name, promotion.go_live_at = "later", timezone.now() + timedelta(hours=1)
    promotion.save_revision().publish()

    planner.post(reverse("promotions_desk:stop", args=[promotion.pk]), {"reason": "x"})

    later = find_standing(at=timezone.now() + timedelta(hours=2))
    assert list(later.promotions) == []


def test_what_is_not_in_force_is_neither_stopped_nor_started(planner: Client, head: Client) -> None:
    draft = make_promotion(action=AMOUNT)

    stopped = planner.post(reverse("promotions_desk:stop", args=[draft.pk]), {"reason": "x"})
    started = head.post(reverse("promotions_desk:start", args=[draft.pk]))

    assert (stopped.status_code, started.status_code, list_ids()) == (302, 302, [])
    assert not ModelLogEntry.objects.filter(action__startswith="promotions.").exists()


def test_what_has_ended_meanwhile_does_not_start_again(head: Client) -> None:
    promotion = publish(make_promotion(action=AMOUNT, ends_at=timezone.now() + timedelta(hours=1)))
    head.post(reverse("promotions_desk:stop", args=[promotion.pk]), {"reason": "x"})
    revision = promotion.revisions.get()
    revision.content["ends_at"] = "2020-01-01T00:00:00Z"
    revision.save()

    head.post(reverse("promotions_desk:start", args=[promotion.pk]))

    assert not Promotion.objects.get(pk=promotion.pk).live


@pytest.mark.parametrize("name", ["index", "stop", "start", "products"])
def test_others_are_refused(name: str) -> None:
    promotion = publish(make_promotion(action=AMOUNT))
    arguments: list[Any] = [promotion.pk] if name in ("stop", "start") else []

    response = log_in(make_user("catalog.view_product")).post(
        reverse(f"promotions_desk:{name}", args=arguments), {"reason": "x"}
    )

    assert response.status_code in (302, 405)
    assert list_ids() == [promotion.key]


def test_the_home_page_tells_what_turns_and_what_runs_out() -> None:
    at = timezone.now()
    publish(make_promotion(action=AMOUNT, name="soon", starts_at=at + timedelta(minutes=1)))
    publish(make_promotion(action=AMOUNT, name="later", starts_at=at + timedelta(days=5)))
    full = publish(make_promotion(action=AMOUNT, name="full", limit_total=10))
    publish(make_promotion(action=AMOUNT, name="fresh", limit_total=10))
    RuleUsage.objects.create(rule=full.key, used=10)
    planner, other = make_user(*PLANNER), make_user("catalog.view_product")

    turns, budgets = read_turns(planner, at=at), read_budgets(planner, at=at)

    assert turns is not None
    assert budgets is not None
    assert [(one.title, str(one.note)) for one in turns.entries] == [("soon", "begins")]
    assert [(one.title, str(one.note), one.is_late) for one in budgets.entries] == [("full", "100 percent used", True)]
    assert (read_turns(other, at=at), read_budgets(other, at=at)) == (None, None)


def test_late_at_night_the_flash_sale_of_the_demo_is_tomorrows() -> None:
    at = timezone.now().replace(hour=15, minute=30)

    load_promotions(at=at)

    sale = Promotion.objects.get(key="demo-evening-flash")
    assert (sale.live, sale.ends_at - at) == (
        True,
        timedelta(hours=22, minutes=30) - timedelta(seconds=at.second, microseconds=at.microsecond),
    )


def test_the_demo_has_one_of_most_kinds_in_every_state() -> None:
    loaded = load_promotions(at=timezone.now())

    states = {State(row.state) for row in with_state(Promotion.objects.all(), at=timezone.now())}
    assert (loaded, load_promotions(at=timezone.now())) == (19, 0)
    # Nobody plans in a shop without roles, so nothing waits.
    assert {State.DRAFT, State.PLANNED, State.RUNNING, State.ENDED, State.STOPPED} <= states
    assert len(find_standing(at=timezone.now()).promotions) >= 12
