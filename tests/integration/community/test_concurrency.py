"""Whatever happens at once, counts are right, decisions are made once, and nobody reviews twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection

from cms.community.models import (
    ContributionState,
    HelpfulVote,
    ModerationEvent,
    Review,
    ReviewCase,
    ReviewSettings,
)
from cms.community.moderation import claiming, deciding, reporting
from cms.community.moderation.refusing import DecisionRefused
from cms.community.reviews import services, summaries
from cms.community.reviews.services import Words
from cms.community.votes import vote_helpful
from cms.refusals import Refused
from tests import factories
from tests.community import NOW, find_item, make_member, make_moderator, relax, write_review

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def product() -> None:
    factories.make_published("mug", title="马克杯")
    relax()


def at_once(*acts: Callable[[], object]) -> list[BaseException]:
    """Do all of `acts`, each in a thread and a connection of its own; what went wrong."""
    failures: list[BaseException] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            act()
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def create(member: Any, rating: int = 5) -> Callable[[], Review]:
    words = Words(rating=rating, body=f"By {member.name}, {rating}.")
    return lambda: services.create_review(member, "mug", words, locale="zh-hans", at=NOW)


def test_reviews_written_at_once_are_all_counted() -> None:
    ratings = [5, 4, 3, 3, 1, 5]
    assert at_once(*(create(make_member(), rating) for rating in ratings)) == []
    summary = summaries.find_summaries(["mug"])["mug"]
    assert (summary.count, summary.stars, summary.rating_sum) == (6, [1, 0, 2, 1, 2], sum(ratings))


def test_nobody_reviews_twice_at_once() -> None:
    member = make_member()
    failures = at_once(*[create(member)] * 4)
    assert [type(one) for one in failures] == [Refused] * 3
    assert {one.refusals[0].code for one in failures} == {"ALREADY_REVIEWED"}
    assert (Review.objects.count(), summaries.find_summaries(["mug"])["mug"].count) == (1, 1)


def test_decisions_at_once_are_one_decision() -> None:
    relax(held_first=1)
    review = write_review("mug")
    item = find_item(review)
    people = [make_moderator(Review) for _number in range(4)]
    failures = at_once(
        *(
            lambda person=person: deciding.approve(item.pk, by=person, version=item.version, at=NOW)
            for person in people[:2]
        ),
        *(
            lambda person=person: deciding.reject(item.pk, by=person, version=item.version, reason="x", at=NOW)
            for person in people[2:]
        ),
    )
    assert [type(one) for one in failures] == [DecisionRefused] * 3
    review.refresh_from_db()
    decided = ModerationEvent.objects.exclude(action="submitted").get()
    assert decided.state_after == review.state
    visible = int(review.state == ContributionState.APPROVED)
    assert len(summaries.find_summaries(["mug"])) == visible


def test_an_item_is_claimed_by_one() -> None:
    relax(held_first=1)
    item = find_item(write_review("mug"))
    people = [make_moderator(Review) for _number in range(4)]
    failures = at_once(*(lambda person=person: claiming.claim(item.pk, by=person, at=NOW) for person in people))
    assert [type(one) for one in failures] == [DecisionRefused] * 3


def test_votes_at_once_are_counted_once_each() -> None:
    review, voters = write_review("mug"), [make_member() for _number in range(3)]

    def vote(member: Any) -> Callable[[], Any]:
        return lambda: vote_helpful("review", review.pk, member=member, is_helpful=True, at=NOW)

    assert at_once(*(vote(member) for member in voters for _time in range(2))) == []
    review.refresh_from_db()
    assert (review.helpful_count, HelpfulVote.objects.count()) == (3, 3)


def test_a_vote_is_not_lost_in_an_edit() -> None:
    review, voter = write_review("mug"), make_member()
    failures = at_once(
        lambda: vote_helpful("review", review.pk, member=voter, is_helpful=True, at=NOW),
        lambda: services.update_review(review.pk, Words(rating=3), member=review.member, at=NOW),
    )
    review.refresh_from_db()
    assert (failures, review.helpful_count, review.rating) == ([], 1, 3)


def test_reports_at_once_hide_it_once() -> None:
    relax(report_threshold=2)
    review = write_review("mug")
    people = [make_member() for _number in range(4)]
    failures = at_once(
        *(
            lambda member=member: reporting.report("review", review.pk, member=member, reason="spam", text="", at=NOW)
            for member in people
        )
    )
    review.refresh_from_db()
    assert (failures, review.state, find_item(review).is_waiting) == ([], "pending", True)
    assert find_item(review).findings.filter(reason="reported").count() == 1


def test_cases_at_once_are_spread_over_the_group() -> None:
    group = Group.objects.create(name="客服")
    group.user_set.set([User.objects.create_user(f"service-{number}") for number in range(3)])
    ReviewSettings.objects.update_or_create(defaults={"case_group": group})
    assert at_once(*(create(make_member(), 1) for _number in range(6))) == []
    owners = list(ReviewCase.objects.values_list("owner__username", flat=True))
    assert sorted(owners) == sorted([f"service-{number}" for number in range(3)] * 2)
