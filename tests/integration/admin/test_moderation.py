"""The moderators' queue: what is listed, shown and decided on, by whom, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.community.admin.desk.summary import list_figures
from cms.community.models import (
    Answer,
    CannedReason,
    ContributionState,
    ModerationEvent,
    ModerationItem,
    Question,
    ReportReason,
    Review,
)
from cms.community.moderation import claiming, deciding, kinds, reporting
from cms.community.reviews import services as reviews
from tests import factories
from tests.community import ask, find_item, make_member, make_moderator, relax, write_review
from tests.integration.admin.conftest import log_in
from tests.integration.admin.forms import list_messages

pytestmark = pytest.mark.django_db
QUEUE = "moderation_queue"
PENDING, APPROVED, REJECTED = ContributionState.PENDING, ContributionState.APPROVED, ContributionState.REJECTED


@pytest.fixture(autouse=True)
def product(db: None) -> None:
    factories.make_published("mug", title="马克杯")
    relax(held_first=1)


def now_review(**fields: Any) -> Review:
    return write_review("mug", at=timezone.now(), **fields)


def now_ask(**fields: Any) -> Question:
    return ask("mug", at=timezone.now(), **fields)


def act(client: Client, action: str, contribution: Any, query: str = "", **data: Any) -> Any:
    item = find_item(contribution)
    url = reverse(f"moderation_{action}", args=[item.pk]) + query
    return client.post(url, {"version": item.version, **data}, follow=True)


def read_state(contribution: Any) -> str:
    contribution.refresh_from_db()
    return contribution.state


def list_titles(client: Client, **filters: Any) -> list[str]:
    context = client.get(reverse(QUEUE), filters).context
    return [item.contribution.body for item in context["object_list"]]


@pytest.fixture
def moderator() -> User:
    return make_moderator(Review, Question, Answer, name="li")


@pytest.fixture
def desk(moderator: User) -> Client:
    return log_in(moderator)


def test_the_queue_opens_empty_and_says_so(desk: Client) -> None:
    html = desk.get(reverse(QUEUE)).content.decode()
    assert "Nothing waits: everything has been decided on." in html


def test_the_longest_waiting_stand_first_and_decided_ones_not(desk: Client, moderator: User) -> None:
    first, second, third = now_review(body="One."), now_ask(body="Two?"), now_review(body="Three.")
    queued_at = find_item(first).created_at + timedelta(microseconds=1)
    ModerationItem.objects.filter(pk=find_item(third).pk).update(queued_at=queued_at)
    assert list_titles(desk) == ["One.", "Three.", "Two?"]
    deciding.approve(find_item(first).pk, by=moderator, version=None, at=timezone.now())
    assert list_titles(desk) == ["Three.", "Two?"]
    assert list_titles(desk, state="approved") == ["One."]
    assert list_titles(desk, state="all") == ["Three.", "Two?", "One."]
    assert second.pk


def test_filters(desk: Client, moderator: User) -> None:
    low, question = now_review(body="Low www.abc.com", rating=1), now_ask(body="Why?")
    ModerationItem.objects.filter(pk=find_item(question).pk).update(locale="en", queued_at="2020-01-01T00:00Z")
    assert list_titles(desk, kind="question") == ["Why?"]
    assert list_titles(desk, reason="link") == ["Low www.abc.com"]
    assert list_titles(desk, rating="1") == ["Low www.abc.com"]
    assert list_titles(desk, locale="en") == ["Why?"]
    assert list_titles(desk, age="24") == ["Why?"]
    assert list_titles(desk, q="why") == ["Why?"]
    assert list_titles(desk, q=low.member.name) == ["Low www.abc.com"]
    assert list_titles(desk, reported="yes") == []
    assert list_titles(desk, assignee="me") == []
    claiming.claim(find_item(low).pk, by=moderator, at=timezone.now())
    assert list_titles(desk, assignee="me") == list_titles(desk, assignee=str(moderator.pk)) == ["Low www.abc.com"]
    assert list_titles(desk, assignee="nobody") == ["Why?"]
    group = Group.objects.create(name="法务")
    deciding.escalate(find_item(question).pk, by=moderator, version=None, note="", group=group, at=timezone.now())
    assert (list_titles(desk, assignee="groups"), list_titles(desk, state="escalated")) == ([], ["Why?"])
    moderator.groups.add(group)
    assert list_titles(desk, assignee="groups") == ["Why?"]


def test_the_list_reads_a_fixed_number_of_rows(desk: Client) -> None:
    def measure(size: int) -> int:
        while ModerationItem.objects.count() < size:
            now_review(body="See www.abc.com")
            now_ask()
        with CaptureQueriesContext(connection) as queries:
            assert len(desk.get(reverse(QUEUE)).context["object_list"]) == size
        return len(queries)

    assert measure(4) == measure(16)


def test_an_item_shows_all_it_takes_to_decide(desk: Client) -> None:
    member = make_member("小林")
    earlier = now_ask(member=member, body="An earlier question?")
    review = now_review(member=member, body="Add VX: hello_88 <b>now</b>", title="Nice", rating=2)
    html = desk.get(reverse("moderation_item", args=[find_item(review).pk])).content.decode()
    for text in (
        '<mark class="moderation-mark" title="contact details: WeChat">VX: hello_88</mark>',
        "&lt;b&gt;now&lt;/b&gt;",
        "马克杯",
        "★★☆☆☆",
        "小林",
        earlier.body,
        'data-moderation-key="a"',
        "Low review",
        "Answer of the shop",
    ):
        assert text in html, text


def test_approve_goes_on_to_the_next_of_the_same_list(desk: Client) -> None:
    first, second, question = now_review(body="One."), now_review(body="Two."), now_ask(body="Three?")
    response = act(desk, "approve", first, "?kind=review")
    assert response.redirect_chain == [(reverse("moderation_item", args=[find_item(second).pk]) + "?kind=review", 302)]
    assert list_messages(response) == ["Approved: everybody sees it now."]
    assert [read_state(one) for one in (first, second, question)] == [APPROVED, PENDING, PENDING]
    response = act(desk, "approve", second, "?kind=review")
    assert response.redirect_chain == [(reverse(QUEUE) + "?kind=review", 302)]


def test_reject_needs_a_reason_that_the_author_sees(desk: Client) -> None:
    CannedReason.objects.create(locale="zh-hans", text="含有广告")
    CannedReason.objects.create(locale="en", text="It is advertising")
    review, other = now_review(), now_review()
    html = desk.get(reverse("moderation_item", args=[find_item(review).pk])).content.decode()
    assert ("含有广告" in html, "It is advertising" in html) == (True, False)
    assert "Say why" in list_messages(act(desk, "reject", review))[0]
    assert read_state(review) == PENDING
    act(desk, "reject", review, reason="含有广告")
    act(desk, "reject", other, reason="含有广告", own_reason=" 请勿重复 ")
    assert [(read_state(one), one.reason) for one in (review, other)] == [
        (REJECTED, "含有广告"),
        (REJECTED, "请勿重复"),
    ]


def test_answers_and_handing_on(desk: Client) -> None:
    review, group = now_review(), Group.objects.create(name="法务")
    assert list_messages(act(desk, "answer", review, answer="谢谢！")) == ["The answer of the shop is kept."]
    review.refresh_from_db()
    assert (review.official_answer, review.state) == ("谢谢！", PENDING)
    assert list_messages(act(desk, "escalate", review, to=f"group-{group.pk}", note="看一下")) == ["Handed on to 法务."]
    item = find_item(review)
    assert (item.escalated_group, item.escalation_note) == (group, "看一下")
    assert "Say to whom" in list_messages(act(desk, "escalate", review, to="user-x"))[0]
    stranger = make_moderator(Question)
    assert "may not decide" in list_messages(act(desk, "escalate", review, to=f"user-{stranger.pk}"))[0]


def test_who_is_slower_is_told_and_nothing_changes(desk: Client) -> None:
    review, other = now_review(), make_moderator(Review, name="wang")
    item = find_item(review)
    deciding.reject(item.pk, by=other, version=item.version, reason="spam", at=timezone.now())
    url = reverse("moderation_approve", args=[item.pk])
    (said,) = list_messages(desk.post(url, {"version": item.version}, follow=True))
    assert said == "wang was quicker: rejected. Nothing was changed; look at it again."
    assert list_messages(desk.post(url, follow=True)) == [said]
    assert read_state(review) == REJECTED


def test_what_somebody_works_on_is_theirs_until_taken_over(desk: Client, moderator: User) -> None:
    review, other = now_review(), make_moderator(Review, name="wang")
    item = find_item(review)
    claiming.claim(item.pk, by=other, at=timezone.now())
    html = desk.get(reverse("moderation_item", args=[item.pk])).content.decode()
    assert ("wang is working on this" in html, "data-moderation-claim" in html) == (True, False)
    assert "wang is working on it" in list_messages(act(desk, "approve", review))[0]
    url = reverse("moderation_claim", args=[item.pk])
    refused = desk.post(url, headers={"accept": "application/json"})
    assert (refused.status_code, "wang" in refused.json()["message"]) == (409, True)
    assert desk.post(url, {"take_over": "1"}).status_code == 302
    assert find_item(review).claimed_by == moderator
    assert desk.post(url, headers={"accept": "application/json"}).json() == {}
    desk.post(reverse("moderation_release", args=[item.pk]), headers={"accept": "application/json"})
    assert find_item(review).claimed_by is None
    act(desk, "approve", review)
    assert read_state(review) == APPROVED


def test_the_last_decision_can_be_undone(desk: Client) -> None:
    review = now_review()
    response = act(desk, "reject", review, own_reason="spam")
    html = response.content.decode()
    event = ModerationEvent.objects.get(action="rejected")
    undo = reverse("moderation_undo", args=[event.pk])
    assert ("Your last decision: rejected." in html, undo in html) == (True, True)
    response = desk.post(undo, follow=True)
    assert list_messages(response) == ["Undone: it is as it was."]
    assert (read_state(review), review.reason, find_item(review).is_waiting) == (PENDING, "", True)
    assert "nothing to undo" in list_messages(desk.post(undo, follow=True))[0]
    assert undo not in desk.get(reverse(QUEUE)).content.decode()


def bulk(client: Client, action: str, contributions: list[Any], **data: Any) -> Any:
    url = reverse("wagtail_bulk_action", args=["community", "moderationitem", action])
    query = "&".join(f"id={find_item(one).pk}" for one in contributions)
    versions = {f"version-{find_item(one).pk}": find_item(one).version for one in contributions}
    return client.post(f"{url}?next={reverse(QUEUE)}&{query}", {**versions, **data}, follow=True)


def test_many_at_once_and_undone_together(desk: Client) -> None:
    written = [now_review(), now_ask(), now_review()]
    url = reverse("wagtail_bulk_action", args=["community", "moderationitem", "approve"])
    asked = desk.get(url, {"id": [find_item(one).pk for one in written], "next": reverse(QUEUE)})
    assert written[0].body in asked.content.decode()
    assert list_messages(bulk(desk, "approve", written)) == ["3 approved."]
    assert [read_state(one) for one in written] == [APPROVED] * 3
    event = ModerationEvent.objects.filter(action="approved").latest("pk")
    said = list_messages(desk.post(reverse("moderation_undo", args=[event.pk]), follow=True))
    assert said == ["Undone: all 3 are as they were."]
    assert [read_state(one) for one in written] == [PENDING] * 3


def test_many_are_rejected_with_a_reason_and_stale_ones_left(desk: Client) -> None:
    written = [now_review(), now_review()]
    assert bulk(desk, "reject", written).context["form"].errors
    assert [read_state(one) for one in written] == [PENDING] * 2
    item = find_item(written[1])
    said = list_messages(bulk(desk, "reject", written, own_reason="spam", **{f"version-{item.pk}": item.version + 1}))
    assert said == ["1 was left as it is: " + said[0].partition(": ")[2], "1 rejected."]
    assert [read_state(one) for one in written] == [REJECTED, PENDING]


def test_everything_in_the_listing_means_nothing(desk: Client) -> None:
    review = now_review()
    url = reverse("wagtail_bulk_action", args=["community", "moderationitem", "approve"])
    assert "nothing here to decide" in desk.get(f"{url}?id=all&next={reverse(QUEUE)}").content.decode()
    desk.post(f"{url}?id=all&next={reverse(QUEUE)}")
    assert read_state(review) == PENDING


ACTIONS: dict[str, dict[str, Any]] = {
    "approve": {},
    "reject": {"own_reason": "x"},
    "answer": {"answer": "x"},
    "escalate": {"to": "user-1"},
    "claim": {},
    "release": {},
}


@pytest.mark.parametrize("action", ACTIONS)
def test_rights_are_by_kind_and_everything_is_posted(action: str) -> None:
    review = now_review()
    item = find_item(review)
    before = {"state": item.state, "version": item.version, "claimed_by": item.claimed_by_id}
    url = reverse(f"moderation_{action}", args=[item.pk])
    for user in (make_moderator(Question), make_moderator()):
        client = log_in(user)
        data = {"version": item.version, **ACTIONS[action]}
        assert client.post(url, data).status_code == 302
        assert client.post(url, data).url == reverse("wagtailadmin_home")
        assert client.get(reverse("moderation_item", args=[item.pk])).url == reverse("wagtailadmin_home")
    guest = Client().post(url, ACTIONS[action])
    assert "login" in guest.url
    assert log_in(make_moderator(Review)).get(url).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_moderator(Review))
    assert strict.post(url, {"version": item.version, **ACTIONS[action]}).status_code == 403
    item.refresh_from_db()
    assert {"state": item.state, "version": item.version, "claimed_by": item.claimed_by_id} == before


def test_who_may_moderate_one_kind_sees_that_kind_alone() -> None:
    now_review(body="A review.")
    now_ask(body="A question?")
    client = log_in(make_moderator(Question))
    assert list_titles(client) == ["A question?"]
    assert list_titles(client, kind="review") == []
    assert log_in(make_moderator()).get(reverse(QUEUE)).url == reverse("wagtailadmin_home")
    bulk_url = reverse("wagtail_bulk_action", args=["community", "moderationitem", "approve"])
    review = Review.objects.get()
    client.post(f"{bulk_url}?id={find_item(review).pk}", {f"version-{find_item(review).pk}": 1})
    assert read_state(review) == PENDING


def test_menu_and_home_say_how_much_waits(desk: Client, moderator: User) -> None:
    now_review(rating=1)
    now_ask()
    html = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "Moderation (2)" in html
    assert f'<a href="{reverse(QUEUE)}">2 waiting for moderation</a>' in html
    assert [(figure.count, str(figure.label)) for figure in list_figures(moderator)] == [
        (2, "waiting for moderation"),
    ]
    plain = log_in(make_moderator()).get(reverse("wagtailadmin_home")).content.decode()
    assert ("Moderation" in plain, "waiting for moderation" in plain) == (False, False)


def test_reports_are_shown_with_the_words_of_who_reported(desk: Client) -> None:
    relax(report_threshold=1)
    review = now_review()
    reporting.report(
        "review", review.pk, member=make_member("小陈"), reason=ReportReason.ABUSE, text="骂人", at=timezone.now()
    )
    html = desk.get(reverse("moderation_item", args=[find_item(review).pk])).content.decode()
    assert ("insulting or hateful: “骂人” · 小陈" in html, list_titles(desk, reported="yes")) == (True, [review.body])


def test_a_deleted_or_withdrawn_one_leads_back(desk: Client) -> None:
    review, other = now_review(), now_review()
    reviews.delete_review(review.pk, member=review.member, at=timezone.now())
    html = desk.get(reverse("moderation_item", args=[find_item(review).pk])).content.decode()
    assert ("Its author has withdrawn it" in html, 'data-moderation-key="a"' in html) == (True, False)
    item = find_item(other)
    other.delete()
    assert "deleted" in list_messages(desk.get(reverse("moderation_item", args=[item.pk]), follow=True))[0]
    assert desk.get(reverse("moderation_item", args=[10**6])).status_code == 404
    assert desk.get(reverse(QUEUE)).status_code == 200


def test_every_kind_has_its_right_and_its_page(admin_client: Client) -> None:
    group = admin_client.get(reverse("wagtailusers_groups:add")).content.decode()
    assert {kind.name for kind in kinds.all_kinds()} >= {"post", "reply", "review", "follow_up", "question", "answer"}
    for kind in kinds.all_kinds():
        app, _dot, codename = kind.permission.partition(".")
        permission = Permission.objects.get(content_type__app_label=app, codename=codename)
        assert f'value="{permission.pk}"' in group
    assert f'value="{Permission.objects.get(codename="change_reviewcase").pk}"' in group
