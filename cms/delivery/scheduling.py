"""Brings Wagtail's own tables up to what the clock has already made true of the documents."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from wagtail.models import Revision

from cms.delivery import outbox, services
from cms.delivery.kinds import get_kind
from cms.delivery.models import DeliveryDocument
from cms.delivery.signals import schedule_failed

logger = logging.getLogger(__name__)


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(name=services.SCHEDULE, apply=carry_out_schedules, batch_size=20))


def carry_out_schedules(targets: list[str], at: datetime) -> dict[str, str]:
    """Publish what was to go live by `at`, and unpublish what was to end, for each "kind:key"."""
    failures: dict[str, str] = {}
    for target in targets:
        try:
            for source in _find_sources(target):
                _carry_out(source, at=at)
        except Exception as error:  # one object's trouble is not the others'
            failures[target] = f"{type(error).__name__}: {error}"
    return failures


def _carry_out(source: Any, *, at: datetime) -> None:
    try:
        _expire(source, at=at)
        _go_live(source, at=at)
    except Exception as error:
        for _receiver, answer in schedule_failed.send_robust(type(source), source=source, error=error):
            if isinstance(answer, Exception):
                logger.error("Nobody could be told that %s did not go live", source, exc_info=answer)
        raise


def _find_sources(target: str) -> list[Any]:
    name, _, key = target.partition(":")
    model = get_kind(name).model
    ids = DeliveryDocument.objects.filter(kind=name, key=key).values_list("source_id", flat=True).distinct()
    return list(model._base_manager.filter(pk__in=list(ids)))


def _expire(source: Any, *, at: datetime) -> None:
    if source.live and source.expire_at is not None and source.expire_at <= at:
        due = Revision.objects.for_instance(source).filter(approved_go_live_at__isnull=False).exists()
        if not due:
            source.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _go_live(source: Any, *, at: datetime) -> None:
    due = Revision.objects.for_instance(source).filter(approved_go_live_at__lte=at).order_by("approved_go_live_at")
    for revision in due:
        revision.publish(log_action="wagtail.publish.scheduled")
