"""Members review what they bought, once a product; what is visible is counted, what is low is seen to."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import jwt
import pytest
from django.contrib.auth.models import Group, User

from cms.community.models import (
    CaseState,
    ContributionState,
    FollowUp,
    HelpfulVote,
    ModerationItem,
    Purchase,
    Review,
    ReviewCase,
    ReviewDimension,
    ReviewScore,
    ReviewSettings,
)
from cms.community.moderation import deciding
from cms.community.reviews import cases, removing, services, summaries
from cms.community.reviews.purchases import Line, note_purchase
from cms.community.reviews.services import Words
from cms.community.votes import vote_helpful
from cms.delivery.models import OutboxEntry
from cms.members.consents import withdraw_consent
from cms.refusals import Refused
from tests import factories
from tests.community import NOW, find_item, later, make_member, make_moderator, relax, write_review

pytestmark = pytest.mark.django_db
SECRET = "s" * 32


@pytest.fixture(autouse=True)
def rules(product, settings) -> None:
    settings.VITRINE_PURCHASE_SECRET = SECRET
    relax()


def refuse(act: Any, *arguments: Any, **named: Any) -> tuple[str, str]:
    """Field and code of the refusal."""
    with pytest.raises(Refused) as refused:
        act(*arguments, **named)
    (refusal,) = refused.value.refusals
    return refusal.field, refusal.code


def create(product_key: str = "mug", member: Any = None, **fields: Any) -> Review:
    words = Words(**{"rating": 5, "body": "Works as it should.", **fields})
    return services.create_review(member or make_member(), product_key, words, locale="zh-hans", at=NOW)


def read_summary(key: str = "mug") -> tuple[int, list[int], Any] | None:
    summary = summaries.find_summaries([key]).get(key)
    return None if summary is None else (summary.count, summary.stars, summary.dimensions)


def make_token(member: Any, **claims: Any) -> str:
    now = int(time.time())
    values = {
        "aud": "vitrine:purchase",
        "sub": member.subject,
        "sku": "mug",
        "line": "9001-1",
        "bought_at": now - 3600,
        "exp": now + 3600,
        **claims,
    }
    secret = values.pop("secret", SECRET)
    return jwt.encode({name: value for name, value in values.items() if value is not None}, secret)


def test_a_review_keeps_what_was_typed_as_plain_text_and_safe_html() -> None:
    review = create(title="  Nice \u202e mug ", body="<b>Good</b>\r\n\r\n\r\n\r\nand &amp; cheap\nindeed ")
    assert (review.title, review.body) == ("Nice mug", "<b>Good</b>\n\nand &amp; cheap\nindeed")
    assert review.html == "<p>&lt;b&gt;Good&lt;/b&gt;</p><p>and &amp;amp; cheap<br>indeed</p>"
    assert (review.is_verified, review.recommends, review.state) == (False, True, ContributionState.APPROVED)


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"rating": 0}, ("rating", "OUT_OF_RANGE")),
        ({"rating": 6}, ("rating", "OUT_OF_RANGE")),
        ({"body": " …\n"}, ("body", "REQUIRED")),
        ({"body": "x" * 4001}, ("body", "TOO_LONG")),
        ({"title": "x" * 81}, ("title", "TOO_LONG")),
        ({"scores": {"taste": 5}}, ("scores", "NOT_FOUND")),
        ({"sku": "pot"}, ("sku", "NOT_FOUND")),
        ({"pictures": [("nothing", "")]}, ("pictures", "BAD_PICTURE")),
        ({"purchase_token": "x.y.z"}, ("purchaseToken", "PURCHASE_REFUSED")),
        ({"product_key": "pot"}, ("product", "NOT_FOUND")),
    ],
)
def test_what_cannot_be_taken_is_refused_and_nothing_is_kept(fields: dict[str, Any], refusal: tuple[str, str]) -> None:
    assert refuse(create, **fields) == refusal
    assert (Review.objects.count(), Purchase.objects.count(), read_summary()) == (0, 0, None)


def test_nobody_reviews_without_having_agreed() -> None:
    member = make_member()
    withdraw_consent(member, "community", at=NOW)
    assert refuse(create, member=member)[1] == "CONSENT_REQUIRED"
    assert Review.objects.count() == 0


def test_one_review_a_member_until_it_is_withdrawn() -> None:
    member = make_member()
    review = create(member=member)
    assert refuse(create, member=member) == ("", "ALREADY_REVIEWED")
    assert refuse(services.delete_review, review.pk, member=make_member(), at=NOW) == ("review", "NOT_FOUND")
    services.delete_review(review.pk, member=member, at=NOW)
    assert read_summary() is None
    create(member=member, rating=3)
    assert read_summary() == (1, [0, 0, 1, 0, 0], {})
    assert Review.objects.count() == 2


def test_an_edit_is_looked_at_anew_and_hidden_where_it_is_held() -> None:
    review = create(rating=5)
    relax(premoderated_kinds=["review"])
    words = Words(rating=1, body="Broke after a week.")
    changed = services.update_review(review.pk, words, member=review.member, at=later(days=7))
    assert (changed.state, changed.rating, changed.edited_at) == (ContributionState.PENDING, 1, later(days=7))
    assert changed.recommends is False
    assert read_summary() is None
    deciding.approve(find_item(review).pk, by=make_moderator(Review), version=2, at=later(days=7))
    assert read_summary() == (1, [1, 0, 0, 0, 0], {})


def test_an_edit_loses_no_vote_and_no_answer() -> None:
    review = create()
    stale = Review.objects.get(pk=review.pk)
    vote_helpful("review", review.pk, member=make_member(), is_helpful=True, at=NOW)
    deciding.answer(find_item(review).pk, by=make_moderator(Review), version=None, text="Thank you!", at=NOW)
    services.update_review(stale.pk, Words(body="Still good."), member=stale.member, at=NOW)
    review.refresh_from_db()
    assert (review.body, review.helpful_count, review.official_answer) == ("Still good.", 1, "Thank you!")


def test_dimensions_hold_for_a_category_and_what_is_below() -> None:
    top = factories.make_category("kitchen")
    below = factories.make_category("mugs", parent=top)
    product = factories.make_product("cup", category=below)
    factories.make_published(product=product)
    ReviewDimension.objects.create(key="delivery", name="物流")
    ReviewDimension.objects.create(key="quality", name="质量", category=top)
    ReviewDimension.objects.create(key="fit", name="尺码", category=factories.make_category("shoes"))
    create("cup", scores={"delivery": 4, "quality": 5})
    review = create("cup", scores={"quality": 2})
    assert refuse(create, "cup", scores={"fit": 3}) == ("scores", "NOT_FOUND")
    assert refuse(create, "cup", scores={"quality": 9}) == ("scores", "OUT_OF_RANGE")
    assert read_summary("cup") == (2, [0, 0, 0, 0, 2], {"delivery": [1, 4], "quality": [2, 7]})
    services.update_review(review.pk, Words(scores={}), member=review.member, at=NOW)
    assert ReviewScore.objects.filter(review=review).count() == 0
    assert read_summary("cup") == (2, [0, 0, 0, 0, 2], {"delivery": [1, 4], "quality": [1, 5]})


def test_a_token_of_the_shop_proves_a_purchase() -> None:
    member = make_member()
    review = create(member=member, purchase_token=make_token(member))
    assert (review.is_verified, review.sku) == (True, "mug")
    purchase = Purchase.objects.get()
    assert member.subject not in (purchase.buyer, purchase.line)
    assert len(purchase.line) == 64
    # The same line again adds nothing.
    services.update_review(review.pk, Words(purchase_token=make_token(member)), member=member, at=NOW)
    assert Purchase.objects.count() == 1


@pytest.mark.parametrize(
    "claims",
    [
        {"secret": "t" * 32},
        {"sub": "somebody else"},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"aud": "vitrine"},
        {"line": ""},
        {"line": 12},
        {"sku": "unknown"},
        {"bought_at": "yesterday"},
        {"bought_at": 1e30},
        {"member_iss": "https://elsewhere.example"},
    ],
)
def test_tokens_that_do_not_hold(claims: dict[str, Any]) -> None:
    member = make_member()
    token = make_token(member, **claims)
    assert refuse(create, member=member, purchase_token=token) == ("purchaseToken", "PURCHASE_REFUSED")
    assert (Review.objects.count(), Purchase.objects.count()) == (0, 0)


def test_without_a_secret_and_with_another_algorithm_no_token_holds(settings) -> None:
    member = make_member()
    claims = jwt.decode(make_token(member), options={"verify_signature": False})
    assert refuse(create, member=member, purchase_token=jwt.encode(claims, None, algorithm="none"))[1]
    token = make_token(member)
    settings.VITRINE_PURCHASE_SECRET = ""
    assert refuse(create, member=member, purchase_token=token) == ("purchaseToken", "PURCHASE_REFUSED")


def test_one_order_line_is_one_persons() -> None:
    create(member=(first := make_member()), purchase_token=make_token(first))
    second = make_member()
    refusal = refuse(create, member=second, purchase_token=make_token(second))
    assert refusal == ("purchaseToken", "PURCHASE_REFUSED")
    assert Review.objects.count() == 1


def test_a_shop_may_want_a_purchase() -> None:
    ReviewSettings.objects.update_or_create(defaults={"needs_purchase": True})
    member = make_member()
    assert refuse(create, member=member) == ("", "PURCHASE_REQUIRED")
    note_purchase(Line(member.issuer, member.subject, "1", "mug", NOW - timedelta(days=2)), product_key="mug", at=NOW)
    assert create(member=member).is_verified


def test_follow_ups_have_their_time_and_number() -> None:
    review = create()
    member = review.member
    first = services.add_follow_up(review.pk, "Still good.", member=member, at=later(days=100))
    assert (first.state, first.html) == (ContributionState.APPROVED, "<p>Still good.</p>")
    add = services.add_follow_up
    assert refuse(add, review.pk, "Again.", member=member, at=later(days=101)) == ("", "TOO_MANY")
    other = create()
    assert refuse(add, other.pk, "Late.", member=other.member, at=later(days=181)) == ("", "TOO_LATE")
    assert refuse(add, other.pk, "Not mine.", member=member, at=NOW) == ("review", "NOT_FOUND")
    relax(held_first=1)
    assert refuse(add, create().pk, "x", member=make_member(), at=NOW)[1] == "NOT_FOUND"
    waiting = create()
    assert refuse(add, waiting.pk, "So soon.", member=waiting.member, at=NOW) == ("", "NOT_YET")
    assert FollowUp.objects.count() == 1
    services.delete_review(review.pk, member=member, at=NOW)
    assert FollowUp.objects.get().state == ContributionState.WITHDRAWN


def test_votes_are_one_a_member_and_never_for_oneself() -> None:
    review, voter = create(), make_member()
    for _attempt in range(2):
        assert vote_helpful("review", review.pk, member=voter, is_helpful=True, at=NOW).helpful_count == 1
    assert vote_helpful("review", review.pk, member=make_member(), is_helpful=True, at=NOW).helpful_count == 2
    assert vote_helpful("review", review.pk, member=voter, is_helpful=False, at=NOW).helpful_count == 1
    vote = {"member": review.member, "is_helpful": True, "at": NOW}
    assert refuse(vote_helpful, "review", review.pk, **vote) == ("id", "NOT_ALLOWED")
    relax(held_first=1)
    assert refuse(vote_helpful, "review", create().pk, **vote) == ("id", "NOT_FOUND")
    assert HelpfulVote.objects.count() == 1


def read_case(review: Review) -> tuple[str, str]:
    case = ReviewCase.objects.get(review=review)
    return case.state, case.closing_reason


def test_a_low_review_opens_a_case_that_the_answer_stops() -> None:
    low = create(rating=2)
    create(rating=3)
    case = ReviewCase.objects.get()
    assert (case.review, case.state, case.due_at) == (low, CaseState.OPEN, later(hours=24))
    assert (case.is_overdue(at=later(hours=23)), case.is_overdue(at=later(hours=25))) == (False, True)
    moderator = make_moderator(Review)
    deciding.answer(find_item(low).pk, by=moderator, version=1, text="We are sorry.", at=later(hours=3))
    case.refresh_from_db()
    assert (case.state, case.answered_at, case.is_overdue(at=later(hours=25))) == ("answered", later(hours=3), False)
    deciding.answer(find_item(low).pk, by=moderator, version=2, text="", at=later(hours=4))
    case.refresh_from_db()
    assert (case.state, case.answered_at) == ("open", None)
    assert [event.step for event in case.events.order_by("pk")] == ["opened", "answered", "reopened"]


def test_what_happens_to_the_review_closes_its_case_and_opens_it_again() -> None:
    review, moderator = create(rating=1), make_moderator(Review)
    services.update_review(review.pk, Words(rating=4), member=review.member, at=NOW)
    assert read_case(review) == ("closed", "raised")
    services.update_review(review.pk, Words(rating=1), member=review.member, at=later(days=3))
    assert read_case(review) == ("open", "")
    assert ReviewCase.objects.get().due_at == later(days=4)
    event = deciding.reject(find_item(review).pk, by=moderator, version=3, reason="spam", at=NOW)
    assert read_case(review) == ("closed", "rejected")
    deciding.undo(event.pk, by=moderator, at=NOW)
    assert read_case(review) == ("open", "")
    services.delete_review(review.pk, member=review.member, at=NOW)
    assert read_case(review) == ("closed", "withdrawn")


def test_what_a_person_has_closed_stays_closed() -> None:
    review = create(rating=1)
    case, by = ReviewCase.objects.get(), User.objects.create_user("li")
    cases.close(case.pk, reason="refunded", note="half", by=by, at=NOW)
    services.update_review(review.pk, Words(body="Thanks for the refund."), member=review.member, at=NOW)
    assert read_case(review) == ("closed", "refunded")
    with pytest.raises(Exception, match="closed it meanwhile"):
        cases.assign(case.pk, to=by, by=by, at=NOW)
    cases.reopen(case.pk, by=by, at=NOW)
    assert read_case(review) == ("open", "")


def test_cases_go_round_a_group() -> None:
    group = Group.objects.create(name="客服")
    li, wang, gone = (User.objects.create_user(name) for name in ("li", "wang", "gone"))
    group.user_set.set([li, wang, gone])
    User.objects.filter(pk=gone.pk).update(is_active=False)
    ReviewSettings.objects.update_or_create(defaults={"case_group": group})
    owners = [ReviewCase.objects.get(review=create(rating=1)).owner for _number in range(4)]
    assert owners == [li, wang, li, wang]
    cases.close(ReviewCase.objects.filter(owner=wang).first().pk, reason="solved", note="", by=wang, at=NOW)
    assert ReviewCase.objects.get(review=create(rating=1)).owner == wang


def test_summaries_are_right_after_anything_and_can_be_counted_anew() -> None:
    relax(held_first=1)
    moderator = make_moderator(Review)
    written = [create(rating=rating) for rating in (5, 5, 4, 1)]
    for review in written:
        deciding.approve(find_item(review).pk, by=moderator, version=1, at=NOW)
    deciding.reject(find_item(written[0]).pk, by=moderator, version=2, reason="x", at=NOW)
    assert read_summary() == (3, [1, 0, 0, 1, 1], {})
    assert summaries.find_summaries(["mug"])["mug"].recommended_count == 2
    assert dict(summaries.recount_all(at=NOW)) == {"mug": False}
    Review.objects.filter(pk=written[1].pk).update(rating=3)
    assert dict(summaries.recount_all(at=NOW)) == {"mug": True}
    assert read_summary() == (3, [1, 0, 1, 1, 0], {})


def test_reviews_of_another_product_do_not_count() -> None:
    factories.make_published("pot")
    write_review("pot")
    assert (read_summary("mug"), read_summary("pot")) == (None, (1, [0, 0, 0, 0, 1], {}))


def test_what_its_author_took_back_goes_for_good_after_a_month() -> None:
    review, kept = create(), create()
    services.add_follow_up(review.pk, "Still fine.", member=review.member, at=NOW)
    for one in (review, kept):
        services.delete_review(one.pk, member=one.member, at=NOW)
    Review.objects.filter(pk=kept.pk).update(decided_at=later(days=20))
    entries = OutboxEntry.objects.filter(consumer=removing.WITHDRAWN)
    assert [(entry.key, entry.available_at) for entry in entries.order_by("pk")] == [
        (str(review.pk), later(days=30)),
        (str(kept.pk), later(days=30)),
    ]
    removing.remove_withdrawn([str(review.pk), str(kept.pk)], later(days=29))
    assert Review.objects.count() == 2
    removing.remove_withdrawn([str(review.pk), str(kept.pk)], later(days=30))
    assert list(Review.objects.values_list("pk", flat=True)) == [kept.pk]
    assert (FollowUp.objects.count(), ModerationItem.objects.count()) == (0, 1)
