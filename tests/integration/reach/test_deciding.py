"""Moderators of some boards, and service of some categories, decide on these alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.community.admin.cases.figures import list_figures
from cms.community.admin.desk.menu import count_overdue, count_waiting
from cms.community.admin.desk.today import read_cases, read_queue
from cms.community.models import (
    Board,
    BoardLimit,
    ContributionState,
    ModerationItem,
    Post,
    Question,
    Reply,
    Review,
    ReviewCase,
    ReviewSettings,
)
from cms.community.moderation import deciding
from cms.community.moderation.refusing import DecisionRefused
from cms.community.responsibility.items import filter_cases
from tests import factories, shoppers
from tests.community import ask, find_item, make_moderator, relax, write_review
from tests.integration.admin.conftest import log_in
from tests.integration.admin.forms import list_messages
from tests.integration.bulk.tables import act, list_problems, upload_rows
from tests.integration.reach.people import limit, read_again

pytestmark = pytest.mark.django_db
REFUSED = "You are responsible for 茶, and this lies elsewhere. Hand it on to somebody who may decide."


class Floor:
    """Two boards and two products, each with something that waits; somebody for the first of each."""

    def __init__(self) -> None:
        relax(held_first=1)
        self.tea, self.cars = shoppers.make_board("tea", name="茶"), shoppers.make_board("cars", name="车")
        digital, food = factories.make_category("digital", name="数码"), factories.make_category("food")
        for key, category in (("mine", digital), ("other", food)):
            factories.make_published(key, product=factories.make_product(key, category=category))
        self.user = make_moderator(Post, Reply, Review, Question, name="li")
        self.user.user_permissions.add(
            *Permission.objects.filter(codename__in=["change_reviewcase", "feature_post", "change_board", "add_board"])
        )
        BoardLimit.objects.create(user=self.user, board=self.tea)
        limit(self.user, digital)
        now = timezone.now()
        self.mine: list[Any] = [shoppers.make_post(board=self.tea), ask("mine", at=now), write_review("mine", at=now)]
        self.others: list[Any] = [shoppers.make_post(board=self.cars), ask("other", at=now)]
        self.others.append(write_review("other", at=now, rating=1))
        ModerationItem.objects.update(queued_at=now, state=ContributionState.PENDING)
        for row in (*self.mine, *self.others):
            type(row).objects.update(state=ContributionState.PENDING)


@pytest.fixture
def floor() -> Floor:
    return Floor()


@pytest.fixture
def client(floor: Floor) -> Client:
    return log_in(floor.user)


def read_states() -> list[tuple[str, str, int]]:
    return sorted(ModerationItem.objects.values_list("scope", "state", "version"))


def test_the_queue_holds_theirs(floor: Floor, client: Client) -> None:
    rows = client.get(reverse("moderation_queue")).context["object_list"]
    assert sorted(row.scope for row in rows) == ["board:tea", "product:mine", "product:mine"]
    assert count_waiting(floor.user) == 3
    answer = read_queue(floor.user, at=timezone.now())
    assert answer is not None
    assert answer.count == 3
    boss = User.objects.create_superuser("boss")
    assert count_waiting(boss) == 6


@pytest.mark.parametrize("action", ["approve", "reject", "answer", "escalate", "claim", "release"])
def test_nothing_is_decided_elsewhere(floor: Floor, client: Client, action: str) -> None:
    before = read_states()
    for row in floor.others:
        item = find_item(row)
        address = reverse(f"moderation_{action}", args=[item.pk])
        response = client.post(
            address, {"version": item.version, "own_reason": "nein", "answer": "Danke", "to": "user-1"}, follow=True
        )
        assert "You are responsible for" in list_messages(response)[0]
        assert client.get(reverse("moderation_item", args=[item.pk])).status_code == 302
    assert read_states() == before


def test_nothing_is_decided_elsewhere_in_bulk(floor: Floor, client: Client) -> None:
    items = [find_item(row) for row in (*floor.mine, *floor.others)]
    query = "&".join(f"id={item.pk}" for item in items)
    address = reverse("wagtail_bulk_action", args=["community", "moderationitem", "approve"])
    client.post(f"{address}?{query}&next=/admin/", {f"version-{item.pk}": item.version for item in items})
    states = {(item.scope, item.state) for item in ModerationItem.objects.all()}
    assert states == {
        ("board:tea", "approved"),
        ("product:mine", "approved"),
        ("board:cars", "pending"),
        ("product:other", "pending"),
    }


def test_programs_are_refused_as_screens_are(floor: Floor) -> None:
    item = find_item(floor.others[0])
    with pytest.raises(DecisionRefused, match=REFUSED):
        deciding.approve(item.pk, by=floor.user, version=None, at=timezone.now())
    event = deciding.approve(item.pk, by=User.objects.create_superuser("boss"), version=None, at=timezone.now())
    with pytest.raises(DecisionRefused, match=REFUSED):
        deciding.undo(event.pk, by=floor.user, at=timezone.now())
    mine = find_item(floor.mine[0])
    stranger = make_moderator(Post)
    BoardLimit.objects.create(user=stranger, board=floor.cars)
    with pytest.raises(DecisionRefused, match="may not decide on it"):
        deciding.escalate(mine.pk, by=floor.user, version=None, note="", user=stranger, at=timezone.now())


def test_posts_are_read_and_neither_hidden_nor_pinned(floor: Floor, client: Client) -> None:
    Post.objects.update(state=ContributionState.APPROVED)
    post, mine = floor.others[0], floor.mine[0]
    page = client.get(reverse("community_post:inspect", args=[post.pk])).context
    assert (page["can_hide"], page["can_show"], page["can_feature"]) == (False, False, False)
    assert client.get(reverse("community_post:inspect", args=[mine.pk])).context["can_feature"]
    for name, data in (("feature", {"action": "pin"}), ("decide", {"action": "hide", "reason": "nein"})):
        for one in (post, mine):
            client.post(reverse(f"community_post:{name}", args=[one.pk]), data)
    post.refresh_from_db()
    mine.refresh_from_db()
    assert (post.is_pinned, post.state) == (False, "approved")
    assert (mine.is_pinned, mine.state) == (True, "rejected")


def test_boards_of_others_are_not_edited(floor: Floor, client: Client) -> None:
    assert client.get(reverse("community_board:edit", args=[floor.tea.pk])).status_code == 200
    for name, arguments in (("edit", [floor.cars.pk]), ("delete", [floor.cars.pk]), ("add", [])):
        address = reverse(f"community_board:{name}", args=arguments)
        assert client.get(address).status_code == 302
        assert client.post(address, {"name": "x", "slug": "x", "posting": "members"}).status_code == 302
    assert sorted(Board.objects.values_list("name", flat=True)) == ["茶", "车"]


def make_cases(floor: Floor) -> list[ReviewCase]:
    past = timezone.now() - timedelta(days=2)
    ReviewCase.objects.all().delete()
    reviews = [row for row in (*floor.mine, *floor.others) if isinstance(row, Review)]
    return [ReviewCase.objects.create(review=review, opened_at=past, due_at=past) for review in reviews]


def test_low_reviews(floor: Floor, client: Client) -> None:
    mine, other = make_cases(floor)
    rows = client.get(reverse("community_cases")).context["object_list"]
    assert list(rows) == [mine]
    assert count_overdue(floor.user) == 1
    assert list_figures(filter_cases(ReviewCase.objects.all(), floor.user), at=timezone.now())[0].value == "1"
    answer = read_cases(floor.user, at=timezone.now())
    assert answer is not None
    assert answer.count == 1
    group = Group.objects.create(name="组")
    for name, data in (
        ("assign", {"to": f"user-{floor.user.pk}"}),
        ("escalate", {"to": f"group-{group.pk}"}),
        ("close", {"reason": "solved"}),
    ):
        response = client.post(reverse(f"community_case_{name}", args=[other.pk]), data, follow=True)
        assert list_messages(response)[0].startswith("You are responsible for 数码"), name
    other.refresh_from_db()
    assert (other.owner, other.escalated_group, other.state) == (None, None, "open")
    stranger = make_moderator(Review, name="wang")
    limit(stranger, factories.make_category("toys"))
    response = client.post(reverse("community_case_assign", args=[mine.pk]), {"to": f"user-{stranger.pk}"}, follow=True)
    assert list_messages(response)[0].startswith("This person may not decide on reviews")


def test_new_low_reviews_go_to_who_looks_after_the_product(floor: Floor) -> None:
    group = Group.objects.create(name="客服")
    second = make_moderator(Review, name="wang")
    group.user_set.add(floor.user, second)
    limit(second, factories.make_category("toys"))
    rules = ReviewSettings.load()
    rules.case_group = group
    rules.save()
    relax()
    cases = [write_review(key, rating=1, at=timezone.now()).case for key in ("mine", "other")]
    assert [case.owner for case in cases] == [floor.user, None]


def test_answers_by_file(floor: Floor, client: Client) -> None:
    Review.objects.update(state=ContributionState.APPROVED)
    keys = [row.key for row in (*floor.mine, *floor.others) if isinstance(row, Review)]
    job = upload_rows(client, "answers", [["Review key", "The shop's answer"], *([key, "谢谢"] for key in keys)])
    assert [(row, text.split(",")[0]) for row, _column, text in list_problems(job)] == [
        (3, "You are responsible for 数码")
    ]
    act(client, job, "confirm")
    assert [Review.objects.get(key=key).official_answer for key in keys] == ["谢谢", ""]


def test_the_queue_takes_as_many_queries_however_many_boards(floor: Floor, client: Client) -> None:
    address = reverse("moderation_queue")
    client.get(address)
    with CaptureQueriesContext(connection) as first:
        client.get(address)
    for number in range(15):
        board = shoppers.make_board(f"b{number}")
        BoardLimit.objects.create(user=floor.user, board=board)
        limit(floor.user, factories.make_category())
    with CaptureQueriesContext(connection) as second:
        client.get(address)
    assert len(second) == len(first)


def test_own_boards_replace_those_of_groups(floor: Floor) -> None:
    group = Group.objects.create(name="组")
    BoardLimit.objects.create(group=group, board=floor.cars)
    floor.user.groups.add(group)
    assert count_waiting(read_again(floor.user)) == 3
    BoardLimit.objects.filter(user=floor.user).delete()
    rows = ModerationItem.objects.filter(scope="board:cars")
    deciding.approve(rows.get().pk, by=read_again(floor.user), version=None, at=timezone.now())
    with pytest.raises(ValidationError):
        BoardLimit(group=group, user=floor.user, board=floor.tea).full_clean()


def test_boards_are_given_on_their_page(admin_client: Client, floor: Floor) -> None:
    group = Group.objects.create(name="车友")
    address = reverse("board_limits:add")
    admin_client.post(address, {"group": str(group.pk), "user": "", "board": str(floor.cars.pk)})
    assert BoardLimit.objects.get(group=group).board == floor.cars
    assert "车友" in admin_client.get(reverse("board_limits:index")).content.decode()
