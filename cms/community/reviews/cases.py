"""Low reviews: somebody has to see to each of them in time. The shop's answer stops the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils.translation import gettext as _

from cms.community.models import (
    AUTOMATIC_REASONS,
    CaseEvent,
    CaseState,
    CaseStep,
    ClosingReason,
    ContributionState,
    Review,
    ReviewCase,
    ReviewSettings,
)
from cms.community.moderation.refusing import DecisionRefused
from cms.community.responsibility.items import may_reach_scope

RUNNING = (CaseState.OPEN, CaseState.ESCALATED)


def sync_case(review: Review, *, at: datetime) -> None:
    """Open, close or open again the case of a review, as its stars and its state now ask for."""
    rules = ReviewSettings.load()
    case = ReviewCase.objects.select_for_update().filter(review=review).first()
    reason = _find_closing_reason(review, rules)
    if case is None:
        if reason is None:
            _open(review, rules, at=at)
    elif reason is not None and case.state in RUNNING:
        _close(case, reason, by=None, note="", at=at)
    elif reason is None and case.state == CaseState.CLOSED and case.closing_reason in AUTOMATIC_REASONS:
        _reopen(case, rules, at=at)


def note_answer(review: Review, *, by: Any, at: datetime) -> None:
    """The shop has answered a review, or has taken its answer back."""
    case = ReviewCase.objects.select_for_update().filter(review=review).first()
    if case is None or case.state == CaseState.CLOSED:
        return
    if review.official_answer and case.state != CaseState.ANSWERED:
        case.state, case.answered_at = CaseState.ANSWERED, case.answered_at or at
        _save(case, CaseStep.ANSWERED, by=by, at=at)
    elif not review.official_answer and case.state == CaseState.ANSWERED:
        case.state, case.answered_at = CaseState.OPEN, None
        _save(case, CaseStep.REOPENED, by=by, at=at)


def assign(case_id: int, *, to: Any, by: Any, at: datetime) -> ReviewCase:
    """Give a case to somebody."""

    def change(case: ReviewCase) -> CaseStep:
        case.owner, case.assigned_at = to, at
        return CaseStep.ASSIGNED

    return _change(case_id, change, by=by, at=at, note=to.get_username())


def escalate(case_id: int, *, group: Any, note: str, by: Any, at: datetime) -> ReviewCase:
    """Hand a case on to a group; the clock runs on."""

    def change(case: ReviewCase) -> CaseStep:
        if case.state not in RUNNING:
            raise DecisionRefused(_("It has been answered: there is nothing to hand on."))
        case.state, case.escalated_group, case.note = CaseState.ESCALATED, group, note[:1000]
        return CaseStep.ESCALATED

    return _change(case_id, change, by=by, at=at, note=f"{group}: {note}" if note else str(group))


def close(case_id: int, *, reason: ClosingReason, note: str, by: Any, at: datetime) -> ReviewCase:
    """Say why there is nothing more to do."""

    def change(case: ReviewCase) -> CaseStep:
        case.state, case.closing_reason, case.note = CaseState.CLOSED, reason, note[:1000] or case.note
        case.closed_at, case.closed_by = at, by
        return CaseStep.CLOSED

    text = f"{ClosingReason(reason).label}: {note}" if note else str(ClosingReason(reason).label)
    return _change(case_id, change, by=by, at=at, note=text)


def reopen(case_id: int, *, by: Any, at: datetime) -> ReviewCase:
    """Take a case up again; it is due when it was."""
    with transaction.atomic():
        case = ReviewCase.objects.select_for_update().filter(pk=case_id).first()
        if case is None or case.state != CaseState.CLOSED:
            raise DecisionRefused(_("It is not closed: there is nothing to open again."))
        case.state = CaseState.ANSWERED if case.answered_at else CaseState.OPEN
        case.closed_at = case.closed_by = None
        case.closing_reason = ""
        _save(case, CaseStep.REOPENED, by=by, at=at)
    return case


def _change(case_id: int, change: Callable[[ReviewCase], CaseStep], *, by: Any, at: datetime, note: str) -> ReviewCase:
    with transaction.atomic():
        case = ReviewCase.objects.select_for_update().filter(pk=case_id).first()
        if case is None:
            raise DecisionRefused(_("The review has been deleted: there is nothing to do any more."))
        if case.state == CaseState.CLOSED:
            raise DecisionRefused(_("Somebody has closed it meanwhile. Open it again if there is more to do."))
        step = change(case)
        _save(case, step, by=by, at=at, note=note)
    return case


def _find_closing_reason(review: Review, rules: ReviewSettings) -> ClosingReason | None:
    """Why nobody has to see to a review; None where somebody has to."""
    if review.state == ContributionState.WITHDRAWN:
        return ClosingReason.WITHDRAWN
    if review.state == ContributionState.REJECTED:
        return ClosingReason.REJECTED
    return None if review.rating <= rules.case_rating else ClosingReason.RAISED


def _open(review: Review, rules: ReviewSettings, *, at: datetime) -> None:
    owner = choose_owner(rules, product_key=review.product_key)
    case = ReviewCase(
        review=review,
        owner=owner,
        opened_at=at,
        due_at=at + timedelta(hours=rules.case_hours),
        assigned_at=at if owner else None,
    )
    _save(case, CaseStep.OPENED, by=None, at=at, note=owner.get_username() if owner else "")


def _close(case: ReviewCase, reason: ClosingReason, *, by: Any, note: str, at: datetime) -> None:
    case.state, case.closing_reason, case.closed_at, case.closed_by = CaseState.CLOSED, reason, at, by
    _save(case, CaseStep.CLOSED, by=by, at=at, note=note or str(reason.label))


def _reopen(case: ReviewCase, rules: ReviewSettings, *, at: datetime) -> None:
    case.state = CaseState.ANSWERED if case.review.official_answer else CaseState.OPEN
    case.closed_at = case.closed_by = None
    case.closing_reason = ""
    case.due_at = max(case.due_at, at + timedelta(hours=rules.case_hours))
    _save(case, CaseStep.REOPENED, by=None, at=at)


def _save(case: ReviewCase, step: CaseStep, *, by: Any, at: datetime, note: str = "") -> None:
    case.save()
    CaseEvent.objects.create(case=case, step=step, by=by, at=at, note=note[:1000])


def choose_owner(rules: ReviewSettings, *, product_key: str) -> Any | None:
    """Whose turn it is: of those of the group who look after the product, who has the fewest running cases.

    Of several, who has waited the longest.
    """
    if rules.case_group_id is None:
        return None
    # One after the other, or two cases at once would go to the same person.
    ReviewSettings.objects.select_for_update().get(pk=rules.pk)
    loads = {
        row["owner"]: (row["running"], row["last"])
        for row in ReviewCase.objects.filter(owner__isnull=False)
        .order_by()
        .values("owner")
        .annotate(running=Count("pk", filter=Q(state__in=RUNNING)), last=Max(F("assigned_at")))
    }
    people = list(get_user_model().objects.filter(groups=rules.case_group_id, is_active=True).order_by("pk"))
    people = [person for person in people if may_reach_scope(person, f"product:{product_key}")]
    return min(people, key=lambda person: _rank(loads.get(person.pk)), default=None)


def _rank(load: tuple[int, datetime | None] | None) -> tuple[int, float]:
    running, last = load or (0, None)
    return running, last.timestamp() if last else 0.0
