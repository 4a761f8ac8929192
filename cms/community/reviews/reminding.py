"""Tells of low reviews nobody has answered in time: their owner, the group they were handed to, or all who may."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.community.models import ReviewCase
from cms.community.reviews.cases import RUNNING
from cms.notices.kinds import Kind, Way
from cms.notices.kinds import register as register_kind
from cms.notices.reminders import look_again, register_look
from cms.notices.telling import list_people_with, tell

OVERDUE = "review-overdue"
_RIGHT = "community.change_reviewcase"


def register() -> None:
    """Look at each case when it is due."""
    from django.db.models.signals import post_save

    register_kind(Kind(OVERDUE, gettext_lazy("A low review is past its time"), "time", Way.MAIL))
    register_look(OVERDUE, tell_overdue)
    post_save.connect(_hear_of_case, sender=ReviewCase, dispatch_uid="review-cases-due")


def _hear_of_case(instance: ReviewCase, **kwargs: Any) -> None:
    if instance.state in RUNNING:
        look_again(OVERDUE, instance.pk, at=instance.due_at)


def tell_overdue(key: str, at: datetime) -> None:
    case = ReviewCase.objects.select_related("review", "owner").filter(pk=int(key), state__in=RUNNING).first()
    if case is None or case.due_at > at:
        return
    tell(
        OVERDUE,
        _list_people(case),
        subject=lambda: _("A review of %(rating)d stars is past its time") % {"rating": case.review.rating},
        body=case.review.body[:200],
        address=reverse("community_cases") + "?overdue=yes",
        key=f"case:{case.pk}",
    )


def _list_people(case: ReviewCase) -> list[Any]:
    if case.escalated_group_id is not None:
        return list(get_user_model().objects.filter(groups=case.escalated_group_id))
    return [case.owner] if case.owner is not None else list_people_with(_RIGHT)
