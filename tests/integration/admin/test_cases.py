"""Low reviews in the admin: overdue ones first, seen to by somebody, closed with a reason, with figures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.community.admin.cases.figures import describe_hours, list_figures
from cms.community.admin.desk.today import read_cases
from cms.community.models import Question, Review, ReviewCase
from cms.community.moderation import deciding
from tests import factories
from tests.community import find_item, make_moderator, relax, write_review
from tests.integration.admin.conftest import log_in
from tests.integration.admin.forms import list_messages

pytestmark = pytest.mark.django_db
CASES = "community_cases"


@pytest.fixture(autouse=True)
def product(db: None) -> None:
    factories.make_published("mug", title="马克杯")
    relax()


def make_case(*, hours_ago: float = 0, owner: User | None = None, **fields: Any) -> ReviewCase:
    opened = timezone.now() - timedelta(hours=hours_ago)
    review = write_review("mug", rating=1, at=timezone.now(), **fields)
    rows = ReviewCase.objects.filter(review=review)
    rows.update(opened_at=opened, due_at=opened + timedelta(hours=24), owner=owner)
    return rows.get()


def make_service(name: str = "li", *, may_change: bool = True) -> User:
    user = make_moderator(Review, name=name)
    if may_change:
        user.user_permissions.add(Permission.objects.get(codename="change_reviewcase"))
    return user


@pytest.fixture
def li() -> User:
    return make_service()


@pytest.fixture
def desk(li: User) -> Client:
    return log_in(li)


def list_bodies(client: Client, **filters: Any) -> list[str]:
    return [case.review.body for case in client.get(reverse(CASES), filters).context["object_list"]]


def act(client: Client, action: str, case: ReviewCase, **data: Any) -> list[str]:
    return list_messages(client.post(reverse(f"community_case_{action}", args=[case.pk]), data, follow=True))


def test_what_is_due_first_stands_first_and_filters_narrow(desk: Client, li: User) -> None:
    make_case(hours_ago=1, body="Fresh.")
    late = make_case(hours_ago=30, body="Late.", owner=li)
    closed = make_case(hours_ago=90, body="Closed.")
    act(desk, "close", closed, reason="refunded")
    assert list_bodies(desk) == ["Late.", "Fresh."]
    assert list_bodies(desk, overdue="yes") == ["Late."]
    assert list_bodies(desk, owner="me") == ["Late."]
    assert list_bodies(desk, owner="nobody") == ["Fresh."]
    assert list_bodies(desk, state="closed") == list_bodies(desk, closing_reason="refunded") == ["Closed."]
    assert list_bodies(desk, state="all") == ["Late.", "Fresh.", "Closed."]
    html = desk.get(reverse(CASES)).content.decode()
    assert ("overdue for" in html, "马克杯" in html) == (True, True)
    assert reverse("moderation_item", args=[find_item(late.review).pk]) in html


def test_nothing_to_do_says_so(desk: Client) -> None:
    assert "No low review waits for anybody." in desk.get(reverse(CASES)).content.decode()


def test_a_case_is_given_handed_on_answered_and_closed(desk: Client, li: User) -> None:
    case, wang, group = make_case(), make_service("wang"), Group.objects.create(name="主管")
    assert act(desk, "assign", case, to=f"user-{wang.pk}") == ["wang sees to it now."]
    assert act(desk, "escalate", case, to=f"group-{group.pk}", note="退款超限") == ["Handed on to 主管."]
    case.refresh_from_db()
    assert (case.owner, case.state, case.escalated_group, case.note) == (wang, "escalated", group, "退款超限")
    item = find_item(case.review)
    deciding.answer(item.pk, by=li, version=None, text="抱歉！", at=timezone.now())
    assert "answered" in act(desk, "escalate", case, to=f"group-{group.pk}")[0]
    assert act(desk, "close", case, reason="solved", note="已退") == ["Closed. You can open it again."]
    assert act(desk, "assign", case, to=f"user-{li.pk}")[0].startswith("Somebody has closed it meanwhile.")
    assert act(desk, "reopen", case) == ["Opened again; it is due when it was."]
    case.refresh_from_db()
    assert (case.state, case.owner, case.closed_at) == ("answered", wang, None)
    steps = [event.step for event in case.events.order_by("pk")]
    assert steps == ["opened", "assigned", "escalated", "answered", "closed", "reopened"]
    html = desk.get(reverse("moderation_item", args=[item.pk]) + "?state=all").content.decode()
    assert "solved with the customer: 已退" in html


def test_what_makes_no_sense_changes_nothing(desk: Client) -> None:
    case, stranger = make_case(), make_moderator(Question)
    assert "may not decide" in act(desk, "assign", case, to=f"user-{stranger.pk}")[0]
    assert "may not decide" in act(desk, "assign", case, to="nonsense")[0]
    assert act(desk, "escalate", case, to="") == ["Say to which group."]
    assert act(desk, "close", case, reason="because") == ["Say why there is nothing more to do."]
    assert "not closed" in act(desk, "reopen", case)[0]
    assert case.events.count() == 1


@pytest.mark.parametrize("action", ["assign", "escalate", "close", "reopen"])
def test_who_may_see_to_low_reviews(action: str) -> None:
    case = make_case()
    data = {"to": "user-1", "reason": "solved"}
    url = reverse(f"community_case_{action}", args=[case.pk])
    for user in (make_service("a", may_change=False), make_moderator(Question), make_moderator()):
        assert log_in(user).post(url, data).url == reverse("wagtailadmin_home")
    assert log_in(make_service("b")).get(url).status_code == 405
    case.refresh_from_db()
    assert (case.state, case.owner, case.events.count()) == ("open", None, 1)
    assert log_in(make_moderator(Question)).get(reverse(CASES)).url == reverse("wagtailadmin_home")


def test_figures_say_how_quick_answers_were() -> None:
    now = timezone.now()
    for hours, opened in ((2, 30), (4, 30), (30, 40)):
        case = make_case(hours_ago=opened)
        answered = case.opened_at + timedelta(hours=hours)
        ReviewCase.objects.filter(pk=case.pk).update(state="answered", answered_at=answered)
    make_case(hours_ago=25)
    make_case()
    assert [(str(one.label), one.value, one.is_alarming) for one in list_figures(ReviewCase.objects.all(), at=now)] == [
        ("open", "2", False),
        ("overdue", "1", True),
        ("answered in 30 days", "3", False),
        ("median until the answer", "4.0 h", False),
        ("average until the answer", "12.0 h", False),
        ("answered in time", "66 %", False),
    ]
    assert [describe_hours(hours) for hours in (0.2, 3, 60)] == ["12 min", "3.0 h", "2.5 days"]


def test_home_shows_what_is_overdue_and_mine(desk: Client, li: User) -> None:
    make_case(hours_ago=25, owner=li)
    make_case()
    answer = read_cases(li, at=timezone.now())
    assert (answer.count, answer.is_alarming) == (2, True)
    assert [(entry.note, entry.is_late) for entry in answer.entries] == [("yours", True), ("", False)]
    html = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert ("Low reviews to answer" in html, "Low reviews (1)" in html) == (True, True)
    for address in (answer.address, *(entry.address for entry in answer.entries)):
        assert desk.get(address).status_code == 200
