"""Takes a promotion out of force at once, and puts it back as it was: both are logged, with who and why."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.actions.unpublish import UnpublishAction
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Revision

from campaigns.promotions.models import Promotion

STOP, START_AGAIN = "promotions.stop", "promotions.start_again"


class NothingToDo(Exception):
    """It is not in force, or nothing says how it was before it was stopped."""


@transaction.atomic
def stop_promotion(promotion: Promotion, *, user: Any, reason: str) -> None:
    """Out of force with this transaction's end, whatever was planned for it. Raises NothingToDo."""
    current = Promotion.objects.select_for_update().get(pk=promotion.pk)
    if not current.live:
        raise NothingToDo
    revision = current.live_revision_id or current.latest_revision_id
    UnpublishAction(current, user=user, log_action=False).execute(skip_permission_checks=True)
    log(instance=current, action=STOP, user=user, data={"reason": reason, "revision": revision})


@transaction.atomic
def start_again(promotion: Promotion, *, user: Any) -> None:
    """In force again as it was when it was stopped. Raises NothingToDo, and PublishRefused where it may not be."""
    current = Promotion.objects.select_for_update().get(pk=promotion.pk)
    revision = find_stopped(current)
    if revision is None:
        raise NothingToDo
    revision.publish(user=user, log_action=False, skip_permission_checks=True)
    log(instance=current, action=START_AGAIN, user=user)


def find_stopped(promotion: Promotion) -> Revision | None:
    """The version that was in force when somebody stopped it; None while it is in force, or was never stopped."""
    if promotion.live:
        return None
    entry = find_last_stop(promotion)
    return promotion.revisions.filter(pk=entry.data.get("revision") or 0).first() if entry else None


def find_last_stop(promotion: Promotion) -> ModelLogEntry | None:
    """Who stopped it last, when and why."""
    entries = ModelLogEntry.objects.for_instance(promotion).filter(action=STOP)
    return entries.select_related("user").order_by("-timestamp", "-pk").first()
