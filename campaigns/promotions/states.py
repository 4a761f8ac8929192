"""In which state a promotion is, for lists: worked out from its own columns and its workflow, in SQL as in Python."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from campaigns.promotions.models import Promotion


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    WAITING = "waiting", _("waits for approval")
    PLANNED = "planned", _("planned")
    ANNOUNCED = "announced", _("announced")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")
    STOPPED = "stopped", _("stopped")


def with_state(promotions: QuerySet[Promotion], *, at: datetime) -> QuerySet[Any]:
    """Each with its `state` at `at`; no query of its own."""
    waiting = WorkflowState.objects.filter(
        base_content_type=Promotion().get_base_content_type(),
        status=WorkflowState.STATUS_IN_PROGRESS,
        object_id=OuterRef("text_pk"),
    )
    is_over = Q(ends_at__lte=at)
    return promotions.annotate(text_pk=Cast("pk", models.CharField())).annotate(
        state=Case(
            When(is_over & Q(first_published_at__isnull=False), then=Value(State.ENDED)),
            When(Q(live=True, starts_at__gt=at, announced_at__lte=at), then=Value(State.ANNOUNCED)),
            When(Q(live=True, starts_at__gt=at), then=Value(State.PLANNED)),
            When(Q(live=True), then=Value(State.RUNNING)),
            When(Exists(waiting), then=Value(State.WAITING)),
            When(Q(first_published_at__isnull=False), then=Value(State.STOPPED)),
            default=Value(State.DRAFT),
            output_field=models.CharField(),
        )
    )


def find_state(promotion: Promotion, *, at: datetime) -> State:
    """The state of one that is saved: one query."""
    return State(with_state(Promotion.objects.filter(pk=promotion.pk), at=at).values_list("state", flat=True).get())
