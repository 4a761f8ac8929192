"""What is written is screened, decided on, undone, reported; everything has its history, and nobody decides twice."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from cms.community.models import (
    ContributionState,
    ModerationEvent,
    ModerationItem,
    ModerationWord,
    Question,
    Report,
    ReportReason,
    Review,
    TextFingerprint,
)
from cms.community.moderation import claiming, deciding, reporting, screening, services
from cms.community.moderation.refusing import DecisionRefused
from cms.community.reviews import services as reviews
from cms.community.reviews.services import Words
from tests.community import NOW, ask, find_item, later, make_member, make_moderator, relax, write_review

pytestmark = pytest.mark.django_db
PENDING, APPROVED, REJECTED = ContributionState.PENDING, ContributionState.APPROVED, ContributionState.REJECTED


@pytest.fixture(autouse=True)
def rules(product) -> None:
    relax()


def read_states(contribution) -> tuple[str, str, bool]:
    """Of the contribution, of its item, and whether it waits."""
    contribution.refresh_from_db()
    item = find_item(contribution)
    return contribution.state, item.state, item.is_waiting


def list_actions(contribution) -> list[str]:
    events = ModerationEvent.objects.filter(item=find_item(contribution)).order_by("pk")
    return [event.action for event in events]


def test_what_no_rule_objects_to_is_visible_at_once() -> None:
    review = write_review("mug")
    assert read_states(review) == (APPROVED, APPROVED, False)
    assert (review.decided_by, review.decided_at) == (None, NOW)
    assert list_actions(review) == ["submitted"]


def test_a_new_member_is_held_until_enough_was_approved() -> None:
    relax(held_first=2)
    member, moderator = make_member(), make_moderator(Question)
    # Three that are nothing like each other, or the third would be held for that.
    bodies = ("Does the lid fit the old one?", "Wie schwer ist er leer?", "能放进洗碗机和微波炉吗？")
    for body, expected in zip(bodies, (PENDING, PENDING, APPROVED), strict=True):
        question = ask("mug", member, body=body)
        assert read_states(question)[0] == expected
        if expected == PENDING:
            deciding.approve(find_item(question).pk, by=moderator, version=1, at=NOW)


def test_screening_writes_nothing() -> None:
    review = Review(member=make_member(), locale="en", product_key="mug", body="see www.abc.com", created_at=NOW)
    verdict = screening.screen(review, kind="review", at=NOW)
    assert verdict.reasons == ("link",)
    assert (Review.objects.count(), ModerationItem.objects.count()) == (0, 0)


def test_words_of_the_list_hold_or_reject_and_the_author_reads_why() -> None:
    ModerationWord.objects.create(word="scam")
    ModerationWord.objects.create(word="赌博", severity="reject")
    ModerationWord.objects.create(word="works", is_active=False)
    held, rejected = write_review("mug", body="a s-c-a-m"), write_review("mug", body="赌 博")
    assert read_states(held) == (PENDING, PENDING, True)
    assert read_states(rejected) == (REJECTED, REJECTED, False)
    assert rejected.reason == "It has words in it that are not allowed here."
    (finding,) = find_item(held).findings.all()
    assert (finding.reason, finding.field, finding.start, finding.end, finding.note) == ("word", "body", 2, 9, "scam")


def test_many_at_once_are_held() -> None:
    relax(burst_count=3, burst_minutes=10)
    member = make_member()
    states = [read_states(ask("mug", member, at=later(minutes=minute)))[0] for minute in (0, 1, 2, 3, 15)]
    assert states == [APPROVED, APPROVED, PENDING, PENDING, APPROVED]


def test_the_same_text_again_is_held_by_one_or_by_many() -> None:
    relax(repeat_members=2, repeat_hours=1)
    member = make_member()
    text = "Does this cup keep the tea warm for more than four hours outside?"
    assert read_states(ask("mug", member, body=text))[0] == APPROVED
    assert read_states(ask("mug", member, body=text.upper() + "!!"))[0] == PENDING
    assert read_states(ask("mug", body=text))[0] == APPROVED
    assert read_states(ask("mug", body=text.replace(" ", "  ")))[0] == PENDING
    assert read_states(ask("mug", member, body=text, at=later(hours=2)))[0] == APPROVED


def test_an_edit_is_no_repeat_of_itself() -> None:
    relax(repeat_members=1)
    review = write_review("mug", body="A cup that keeps the tea warm for hours.")
    reviews.update_review(review.pk, Words(rating=4), member=review.member, at=later(hours=1))
    assert read_states(review) == (APPROVED, APPROVED, False)
    assert list_actions(review) == ["submitted", "edited"]
    assert TextFingerprint.objects.count() == 1


def test_kinds_that_wait_by_setting() -> None:
    relax(premoderated_kinds=["question"])
    assert read_states(ask("mug"))[0] == PENDING
    assert read_states(write_review("mug"))[0] == APPROVED


def test_approve_and_reject_leave_a_history() -> None:
    relax(held_first=1)
    moderator = make_moderator(Review)
    review, other = write_review("mug"), write_review("mug")
    deciding.approve(find_item(review).pk, by=moderator, version=1, at=later(hours=1))
    deciding.reject(find_item(other).pk, by=moderator, version=1, reason=" Off topic. ", at=later(hours=1))
    assert read_states(review) == (APPROVED, APPROVED, False)
    assert read_states(other) == (REJECTED, REJECTED, False)
    assert (other.reason, other.decided_by, other.decided_at) == ("Off topic.", moderator, later(hours=1))
    event = ModerationEvent.objects.get(item=find_item(other), action="rejected")
    assert (event.by, event.note, event.state_before, event.state_after) == (
        moderator, "Off topic.", PENDING, REJECTED,
    )  # fmt: skip


def test_a_rejection_needs_a_reason() -> None:
    review = write_review("mug")
    with pytest.raises(DecisionRefused, match="Say why"):
        deciding.reject(find_item(review).pk, by=make_moderator(Review), version=1, reason="  ", at=NOW)
    assert read_states(review)[0] == APPROVED


def test_who_is_slower_is_refused_and_told_by_whom() -> None:
    relax(held_first=1)
    review, quick, slow = write_review("mug"), make_moderator(Review, name="quick"), make_moderator(Review)
    item = find_item(review)
    deciding.approve(item.pk, by=quick, version=item.version, at=NOW)
    with pytest.raises(DecisionRefused, match=r"quick was quicker: approved\. Nothing was changed"):
        deciding.reject(item.pk, by=slow, version=item.version, reason="spam", at=NOW)
    assert read_states(review) == (APPROVED, APPROVED, False)
    assert list_actions(review) == ["submitted", "approved"]


def test_what_its_author_changes_meanwhile_is_looked_at_again() -> None:
    relax(held_first=1)
    review, moderator = write_review("mug"), make_moderator(Review)
    reviews.update_review(review.pk, Words(body="Quite another text."), member=review.member, at=later(hours=1))
    with pytest.raises(DecisionRefused, match="Its author or a reader has changed something"):
        deciding.approve(find_item(review).pk, by=moderator, version=1, at=later(hours=1))
    assert read_states(review) == (PENDING, PENDING, True)
    assert find_item(review).queued_at == NOW


def test_withdrawn_or_deleted_meanwhile() -> None:
    relax(held_first=1)
    review, other, moderator = write_review("mug"), write_review("mug"), make_moderator(Review)
    reviews.delete_review(review.pk, member=review.member, at=NOW)
    with pytest.raises(DecisionRefused, match="withdrawn it"):
        deciding.approve(find_item(review).pk, by=moderator, version=None, at=NOW)
    assert read_states(review) == (ContributionState.WITHDRAWN, ContributionState.WITHDRAWN, False)
    pk = find_item(other).pk
    services.forget("review", [other.pk])
    with pytest.raises(DecisionRefused, match="deleted"):
        deciding.approve(pk, by=moderator, version=None, at=NOW)


def test_only_who_may_moderate_the_kind() -> None:
    relax(held_first=1)
    review = write_review("mug")
    for user in (make_moderator(), make_moderator(Question)):
        for act in (
            lambda pk, by: deciding.approve(pk, by=by, version=None, at=NOW),
            lambda pk, by: deciding.reject(pk, by=by, version=None, reason="x", at=NOW),
            lambda pk, by: deciding.answer(pk, by=by, version=None, text="x", at=NOW),
            lambda pk, by: deciding.escalate(pk, by=by, version=None, note="", user=make_moderator(Review), at=NOW),
            lambda pk, by: claiming.claim(pk, by=by, at=NOW),
        ):
            with pytest.raises(PermissionDenied):
                act(find_item(review).pk, user)
    assert read_states(review) == (PENDING, PENDING, True)
    assert list_actions(review) == ["submitted"]


def test_undo_puts_back_what_was_there() -> None:
    relax(held_first=1)
    review, moderator = write_review("mug"), make_moderator(Review)
    event = deciding.reject(find_item(review).pk, by=moderator, version=1, reason="spam", at=later(hours=1))
    deciding.undo(event.pk, by=moderator, at=later(hours=2))
    assert read_states(review) == (PENDING, PENDING, True)
    assert (review.reason, review.decided_by, review.decided_at, find_item(review).queued_at) == ("", None, None, NOW)
    assert list_actions(review) == ["submitted", "rejected", "undone"]
    with pytest.raises(DecisionRefused, match="nothing to undo"):
        deciding.undo(event.pk, by=moderator, at=later(hours=3))


def test_what_happened_since_is_not_undone() -> None:
    relax(held_first=1)
    review, moderator, other = write_review("mug"), make_moderator(Review), make_moderator(Review, name="other")
    event = deciding.approve(find_item(review).pk, by=moderator, version=1, at=NOW)
    deciding.reject(find_item(review).pk, by=other, version=2, reason="spam", at=NOW)
    with pytest.raises(DecisionRefused, match="other was quicker"):
        deciding.undo(event.pk, by=moderator, at=NOW)
    assert read_states(review)[0] == REJECTED


def test_many_are_decided_and_undone_together() -> None:
    relax(held_first=1)
    moderator = make_moderator(Review)
    written = [write_review("mug") for _number in range(4)]
    reviews.delete_review(written[3].pk, member=written[3].member, at=NOW)
    choices = [(find_item(one).pk, 1) for one in written]
    events, refused = deciding.decide_many(choices, by=moderator, at=NOW)
    assert (len(events), len(refused)) == (3, 1)
    assert [read_states(one)[0] for one in written] == [APPROVED] * 3 + [ContributionState.WITHDRAWN]
    assert len(deciding.undo(events[0].pk, by=moderator, at=NOW)) == 3
    assert [read_states(one)[0] for one in written[:3]] == [PENDING] * 3


def test_an_item_is_kept_for_who_works_on_it() -> None:
    relax(held_first=1)
    one, other = make_moderator(Review, name="one"), make_moderator(Review)
    review, second = write_review("mug"), write_review("mug")
    item = find_item(review)
    claiming.claim(item.pk, by=one, at=NOW)
    for act in (
        lambda: claiming.claim(item.pk, by=other, at=later(minutes=9)),
        lambda: deciding.approve(item.pk, by=other, version=None, at=later(minutes=9)),
    ):
        with pytest.raises(DecisionRefused, match="one is working on it"):
            act()
    assert read_states(review) == (PENDING, PENDING, True)
    # Who opens the next lets go of the one before; taking over, time and a decision end it as well.
    claiming.claim(find_item(second).pk, by=one, at=later(minutes=9))
    assert claiming.claim(item.pk, by=other, at=later(minutes=9)).claimed_by == other
    assert claiming.claim(item.pk, by=one, at=later(minutes=9), takes_over=True).claimed_by == one
    claiming.release(item.pk, by=other)
    assert find_item(review).claimed_by == one
    deciding.approve(item.pk, by=other, version=None, at=later(minutes=20))
    assert find_item(review).claimed_by is None


def test_handing_on_goes_to_who_may_decide() -> None:
    relax(held_first=1)
    review, moderator, lead = write_review("mug"), make_moderator(Review), make_moderator(Review)
    item = find_item(review)
    with pytest.raises(DecisionRefused, match="may not decide"):
        deciding.escalate(item.pk, by=moderator, version=1, note="", user=make_moderator(Question), at=NOW)
    with pytest.raises(DecisionRefused, match="to whom"):
        deciding.escalate(item.pk, by=moderator, version=1, note="", at=NOW)
    event = deciding.escalate(item.pk, by=moderator, version=1, note=" Legal? ", user=lead, at=NOW)
    item.refresh_from_db()
    assert (item.escalated_user, item.escalation_note, item.is_waiting) == (lead, "Legal?", True)
    deciding.undo(event.pk, by=moderator, at=NOW)
    item.refresh_from_db()
    assert (item.escalated_user, item.escalation_note, item.is_waiting) == (None, "", True)


def report(contribution, member=None, *, kind="review", reason=ReportReason.SPAM):
    return reporting.report(
        kind, contribution.pk, member=member or make_member(), reason=reason, text="see for yourself", at=later(hours=1)
    )


def test_enough_reports_hide_it_until_somebody_decides() -> None:
    relax(report_threshold=2)
    review, moderator = write_review("mug"), make_moderator(Review)
    first = make_member()
    assert report(review, first) is True
    assert report(review, first) is False
    assert read_states(review) == (APPROVED, APPROVED, False)
    assert report(review) is True
    assert read_states(review) == (PENDING, PENDING, True)
    item = find_item(review)
    assert (item.report_count, item.findings.get().reason) == (2, "reported")
    event = deciding.approve(item.pk, by=moderator, version=item.version, at=later(hours=2))
    assert read_states(review) == (APPROVED, APPROVED, False)
    assert (find_item(review).report_count, Report.objects.filter(handled_at=later(hours=2)).count()) == (0, 2)
    # One more is not enough again, and who has reported cannot do so again.
    assert report(review, first) is False
    deciding.undo(event.pk, by=moderator, at=later(hours=3))
    assert (find_item(review).report_count, Report.objects.filter(handled_at__isnull=True).count()) == (2, 2)
    assert read_states(review) == (PENDING, PENDING, True)


def test_by_setting_what_is_reported_stays_visible_meanwhile() -> None:
    relax(report_threshold=1, hides_reported=False)
    review = write_review("mug")
    report(review)
    assert read_states(review) == (APPROVED, APPROVED, True)


def test_ones_own_and_what_is_not_visible_cannot_be_reported() -> None:
    review = write_review("mug")
    assert report(review, review.member) is None
    relax(held_first=1)
    assert report(write_review("mug")) is None
    assert Report.objects.count() == 0
