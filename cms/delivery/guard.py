"""Sees to it that nothing is published or withdrawn round the delivery services.

Wagtail's signals are no place to work in: `published` also fires for what is only scheduled, and outside
transactions. They serve as an alarm, and what is served is put right at once.
"""

from __future__ import annotations

import logging
from typing import Any

from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import published, unpublished

from cms.delivery import services
from cms.delivery.models import DeliveredByPublishing, DeliveryDocument

logger = logging.getLogger(__name__)


def connect() -> None:
    """Start watching; called once the app is ready."""
    published.connect(_check_published, dispatch_uid="delivery-guard-published")
    unpublished.connect(_check_unpublished, dispatch_uid="delivery-guard-unpublished")
    post_save.connect(_check_unscheduled, sender=Revision, dispatch_uid="delivery-guard-unscheduled")


def _check_published(sender: type, instance: Any, **_kwargs: Any) -> None:
    if not _goes_round(sender, instance):
        return
    logger.error("%s %s was published round the delivery services; delivering it now", sender.__name__, instance.pk)
    services.follow_saved(instance, at=timezone.now())


def _check_unpublished(sender: type, instance: Any, **_kwargs: Any) -> None:
    if not _goes_round(sender, instance):
        return
    logger.error("%s %s was unpublished round the delivery services; withdrawing it", sender.__name__, instance.pk)
    services.withdraw(instance)


def _goes_round(sender: type, instance: Any) -> bool:
    # What becomes of pages is seen at their rows, by whatever they were changed.
    is_watched = issubclass(sender, DeliveredByPublishing) and not issubclass(sender, Page)
    return is_watched and not services.is_serving(instance)


def _check_unscheduled(sender: type, instance: Revision, **_kwargs: Any) -> None:
    """Wagtail's "unschedule" only clears a field of the revision: there is no action to wrap."""
    if instance.approved_go_live_at is not None:
        return
    planned = DeliveryDocument.objects.filter(revision_id=instance.pk, live_from__gt=timezone.now())
    if planned.exists() and not services.is_serving(instance.content_object):
        services.cancel_schedule(instance)
