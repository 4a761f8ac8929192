"""Each question of the home page: exact counts, whom it concerns, and a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.catalog.admin.today import read_proposals, read_stock
from cms.catalog.models import FeedProposal
from cms.community.admin.desk.today import read_cases, read_queue
from cms.content.models import ArticlePage
from cms.delivery.models import OutboxEntry
from cms.operations.approvals.today import read_approvals, read_submissions
from cms.operations.roles.granting import ensure_roles, find_group
from cms.operations.today.going_live import end_tomorrow, read_drafts, read_failures, read_going_live
from cms.operations.today.translating import read_untranslated
from cms.tasks import services
from cms.tasks.today import read_tasks
from cms.today import Answer
from search.behaviour.admin.today import read_empty
from search.behaviour.models import QueryDay
from tests import factories

pytestmark = pytest.mark.django_db

NOW = datetime(2046, 11, 25, 9, 30, tzinfo=UTC)
"""Half past five in the afternoon in Shanghai, and later than any clock: what is planned has still to come."""


@pytest.fixture(autouse=True)
def home() -> Any:
    home = factories.make_home()
    ensure_roles()
    return home


def make_person(role: str) -> User:
    user = User.objects.create_user(role, f"{role}@example.com", "secret", first_name=role)
    user.groups.add(find_group(role))
    return user


def describe(answer: Answer | None) -> tuple[int, list[str]] | None:
    return None if answer is None else (answer.count, [entry.title for entry in answer.entries])


def count_queries(read: Callable[..., Any], user: User) -> int:
    fresh = User.objects.get(pk=user.pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        read(fresh, at=NOW)
    return len(queries)


def make_article(home: Any, title: str, *, by: User, submit: bool = False, **fields: Any) -> ArticlePage:
    page = ArticlePage(
        title=title, slug=f"article-{ArticlePage.objects.count()}", live=False, locale=home.locale, **fields
    )
    home.add_child(instance=page)
    page.save_revision(user=by)
    if submit:
        page.get_workflow().start(page, by)
    return page


def schedule(key: str, at: datetime, *, by: User | None = None) -> Any:
    content = factories.make_draft(factories.make_product(key), title=key)
    content.go_live_at = at
    content.save_revision(user=by).publish()
    return content


# Approvals


def test_what_waits_for_approval_is_told_to_who_may_approve_it(home: Any) -> None:
    editor, head, service = make_person("editors"), make_person("head"), make_person("service")
    assert describe(read_approvals(head, at=NOW)) == (0, [])
    for number in range(6):
        make_article(home, f"文章 {number}", by=editor, submit=True)
    answer = read_approvals(head, at=timezone.now())
    assert not answer.is_alarming
    assert read_approvals(head, at=timezone.now() + timedelta(hours=25)).is_alarming
    assert describe(answer) == (6, ["文章 0", "文章 1", "文章 2", "文章 3"])
    assert answer.entries[0].note == "article, from editors"
    assert answer.entries[0].address == f"/admin/pages/{ArticlePage.objects.get(title='文章 0').pk}/edit/"
    assert describe(read_approvals(editor, at=NOW)) == (0, [])
    assert read_approvals(service, at=NOW) is None


def test_products_wait_for_merchandising_and_for_the_head(home: Any) -> None:
    editor = make_person("editors")
    content = factories.make_published("tea", title="龙井")
    content.title = "新龙井"
    content.save_revision(user=editor)
    content.get_workflow().start(content, editor)
    for role in ("merchandising", "head"):
        answer = read_approvals(make_person(role), at=NOW)
        assert describe(answer) == (1, ["新龙井"])
        assert answer.entries[0].address.endswith(f"/edit/{content.pk}/")


def test_what_one_has_submitted_is_followed_and_what_came_back_presses(home: Any) -> None:
    editor, head = make_person("editors"), make_person("head")
    make_article(home, "等着", by=editor, submit=True)
    returned = make_article(home, "退回", by=editor, submit=True)
    state = returned.current_workflow_task_state
    state.task.specific.on_action(state, head, "reject", comment="Shorter")
    answer = read_submissions(editor, at=NOW)
    assert describe(answer) == (2, ["退回", "等着"])
    assert [(entry.note, entry.is_late) for entry in answer.entries] == [
        ("sent back", True),
        ("waits for approval", False),
    ]
    assert answer.is_alarming
    assert describe(read_submissions(head, at=NOW)) == (0, [])
    assert read_submissions(make_person("service"), at=NOW) is None


# Going live, checks, drafts


def test_what_goes_live_by_tomorrow_night_is_told_in_order(home: Any) -> None:
    head = make_person("head")
    tonight, tomorrow = NOW + timedelta(hours=3), NOW + timedelta(days=1)
    schedule("明天", tomorrow)
    schedule("今晚", tonight)
    schedule("后天", end_tomorrow(NOW))
    page = make_article(home, "文章", by=head, go_live_at=NOW + timedelta(hours=5))
    page.get_latest_revision().publish()
    answer = read_going_live(head, at=NOW)
    assert describe(answer) == (3, ["今晚", "文章", "明天"])
    assert answer.entries[0].due == tonight
    assert describe(read_going_live(make_person("merchandising"), at=NOW)) == (2, ["今晚", "明天"])
    # Promotions are theirs to change, and products theirs to look at.
    assert describe(read_going_live(make_person("campaigns"), at=NOW)) == (2, ["今晚", "明天"])
    assert read_going_live(make_person("service"), at=NOW) is None


def test_tomorrow_ends_at_midnight_by_the_shops_clock() -> None:
    assert end_tomorrow(NOW).isoformat() == "2046-11-27T00:00:00+08:00"


def test_what_is_planned_and_could_not_go_live_is_told_with_its_reason(
    home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cms.catalog.models import ProductContent
    from cms.delivery.problems import ERROR, WARNING, Problem

    head = make_person("head")
    schedule("好的", NOW + timedelta(hours=2))
    schedule("坏的", NOW + timedelta(hours=3))
    assert describe(read_failures(head, at=NOW)) == (0, [])
    small, broken = Problem(WARNING, "", "small"), Problem(ERROR, "Shelf 3", "A102 is off the shelf.")
    problems = [small, broken, Problem(ERROR, "", "x")]
    monkeypatch.setattr(
        ProductContent, "list_problems", lambda self, *, at: problems if self.title == "坏的" else problems[:1]
    )
    answer = read_failures(head, at=NOW)
    assert describe(answer) == (1, ["坏的"])
    assert answer.entries[0].note == "Shelf 3: A102 is off the shelf. (and 1 more)"
    assert answer.is_alarming


def test_what_the_worker_gave_up_on_is_told_to_who_may_see_it(home: Any) -> None:
    OutboxEntry.objects.create(consumer="search", key="product:tea", status="dead", available_at=NOW, error="full\nx")
    OutboxEntry.objects.create(consumer="search", key="product:cup", status="pending", available_at=NOW)
    answer = read_failures(make_person("head"), at=NOW)
    assert describe(answer) == (1, ["search: product:tea"])
    assert answer.entries[0].note == "full"
    assert describe(read_failures(make_person("editors"), at=NOW)) == (0, [])
    assert read_failures(make_person("service"), at=NOW) is None


def test_ones_own_drafts_are_told_unless_they_are_on_their_way(home: Any) -> None:
    editor, other = make_person("editors"), make_person("head")
    make_article(home, "草稿", by=editor)
    make_article(home, "别人的", by=other)
    make_article(home, "提交了的", by=editor, submit=True)
    content = factories.make_published("tea", title="龙井")
    content.title = "龙井（改）"
    content.save_revision(user=editor)
    schedule("定时的", NOW + timedelta(days=1), by=editor)
    published = make_article(home, "发布了的", by=editor)
    published.get_latest_revision().publish()
    assert describe(read_drafts(editor, at=NOW)) == (2, ["龙井（改）", "草稿"])
    assert read_drafts(make_person("service"), at=NOW) is None


# Stock and proposals


def test_stock_that_runs_out_is_told_sold_out_first(home: Any) -> None:
    for number, (stock, sold) in enumerate(((9, 100), (0, 5), (3, 200), (0, 50), (2, 1), (50, 9))):
        content = factories.make_published(f"p-{number}", title=f"商品 {number}")
        content.product.offers.update(stock=stock, sold_30_days=sold, alert_level=10)
    hidden = factories.make_draft(factories.make_product("hidden"))
    factories.make_offer(hidden.product, stock=0, alert_level=10)
    ended = factories.make_published("ended")
    ended.product.offers.update(stock=0, alert_level=10, on_shelf_until=NOW)
    answer = read_stock(make_person("merchandising"), at=NOW)
    assert describe(answer) == (5, ["商品 3", "商品 1", "商品 2", "商品 0"])
    assert [entry.note for entry in answer.entries] == [
        "p-3 is sold out",
        "p-1 is sold out",
        "p-2: 3 left",
        "p-0: 9 left",
    ]
    assert answer.is_alarming
    assert answer.address.endswith("?stock=low")
    assert read_stock(make_person("editors"), at=NOW) is None


def test_low_stock_alone_presses_nobody(home: Any) -> None:
    factories.make_published("tea").product.offers.update(stock=1, alert_level=1)
    answer = read_stock(make_person("head"), at=NOW)
    assert (answer.count, answer.is_alarming) == (1, False)


def test_proposals_are_counted_by_product(home: Any) -> None:
    tea = factories.make_published("tea", title="龙井")
    for field in ("title", "summary"):
        FeedProposal.objects.create(content=tea, field=field, value="茶", feed="icecat")
    FeedProposal.objects.create(content=factories.make_published("cup", title="杯"), field="title", value="x", feed="f")
    answer = read_proposals(make_person("merchandising"), at=NOW)
    assert answer.count == 2
    assert {(entry.title, entry.note) for entry in answer.entries} == {("龙井", "2 fields"), ("杯", "1 field")}
    assert read_proposals(make_person("service"), at=NOW) is None


def test_the_community_is_asked_of_who_moderates_it(home: Any) -> None:
    assert describe(read_queue(make_person("service"), at=NOW)) == (0, [])
    assert describe(read_cases(User.objects.get(username="service"), at=NOW)) == (0, [])
    assert read_queue(make_person("analysts"), at=NOW) is None
    assert read_cases(make_person("editors"), at=NOW) is None


# Queries


@pytest.mark.parametrize(
    ("read", "most"),
    [
        (read_approvals, 20),
        (read_submissions, 4),
        (read_going_live, 8),
        (read_drafts, 10),
        (read_stock, 5),
        (read_proposals, 5),
    ],
)
def test_the_number_of_queries_does_not_grow_with_what_waits(read: Any, most: int, home: Any) -> None:
    head, editor = make_person("head"), make_person("editors")

    def fill(count: int) -> None:
        for _round in range(count):
            number = Revision.objects.count()
            make_article(home, f"a {number}", by=editor, submit=True)
            make_article(home, f"b {number}", by=head)
            schedule(f"p-{number}", NOW + timedelta(hours=2))
            content = factories.make_published(f"q-{number}")
            content.product.offers.update(stock=0, alert_level=1)
            FeedProposal.objects.create(content=content, field="title", value="茶", feed="f")

    fill(5)
    few = count_queries(read, head)
    fill(5)
    assert count_queries(read, head) == few
    assert few <= most


def test_what_is_published_in_one_language_only(home: Any) -> None:
    editor, service = make_person("editors"), make_person("service")
    assert read_untranslated(service, at=NOW) is None
    article = make_article(home, "茶", by=editor)
    assert describe(read_untranslated(editor, at=NOW)) == (0, [])
    Page.objects.filter(pk=article.pk).update(live=True)
    assert describe(read_untranslated(editor, at=NOW)) == (1, ["茶"])
    english = factories.make_home("en")
    twin = ArticlePage(title="Tea", slug="tea", locale=english.locale, translation_key=article.translation_key)
    english.add_child(instance=twin)
    assert describe(read_untranslated(editor, at=NOW)) == (0, [])
    for number in range(6):
        Page.objects.filter(pk=make_article(home, str(number), by=editor).pk).update(live=True)
    few = count_queries(read_untranslated, editor)
    answer = read_untranslated(editor, at=NOW)
    assert (answer.count, len(answer.entries)) == (6, 4)
    for number in range(6):
        Page.objects.filter(pk=make_article(home, str(number), by=editor).pk).update(live=True)
    assert count_queries(read_untranslated, editor) == few


def test_what_was_looked_for_and_not_found() -> None:
    analyst, service = make_person("analysts"), make_person("service")
    assert read_empty(service, at=NOW) is None
    assert describe(read_empty(analyst, at=NOW)) == (0, [])
    today = NOW.date()
    for phrase, days, empty in (("pu-erh", 0, 2), ("pu-erh", 1, 3), ("oolong", 6, 1), ("tea", 0, 0), ("old", 7, 9)):
        QueryDay.objects.create(phrase=phrase, locale="en", day=today - timedelta(days=days), searches=9, empty=empty)
    answer = read_empty(analyst, at=NOW)
    assert describe(answer) == (2, ["pu-erh", "oolong"])
    assert str(answer.entries[0].note) == "searched for 5 times"
    assert answer.address == "/admin/reports/searches/empty/"


def test_tasks_are_everybody_s(home: Any) -> None:
    service = make_person("service")
    assert describe(read_tasks(service, at=NOW)) == (0, [])
    services.ask("call back", to=find_group("service"), by=make_person("head"), at=NOW, due_at=NOW - timedelta(hours=1))
    answer = read_tasks(service, at=NOW)
    assert describe(answer) == (1, ["call back"])
    assert answer.is_alarming
    few = count_queries(read_tasks, service)
    for number in range(9):
        services.ask(str(number), to=service, by=service, at=NOW)
    assert count_queries(read_tasks, service) == few
