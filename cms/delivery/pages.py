"""Keeps the documents of pages in step with their rows, whatever changes these: moves, copies, aliases, deletions.

Wagtail does much with a page as a bare `Page`, past every method of its own class, so the rows themselves are
watched: what follows is in the transaction that changes them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models.signals import post_save, pre_delete
from django.utils import timezone
from wagtail.models import Page

from cms.delivery import links, services
from cms.delivery.actions import find_source
from cms.delivery.models import DeliveredPage, DeliveryDocument
from cms.delivery.models.page import page_saved

# What Wagtail notes about a page; nothing that is served is among it.
_NOTES = frozenset(
    {
        *("has_unpublished_changes", "draft_title", "latest_revision", "latest_revision_created_at", "live_revision"),
        *("locked", "locked_at", "locked_by", "alias_of", "alias_of_id", "numchild", "owner"),
    }
)


def connect() -> None:
    """Start watching; called once the app is ready."""
    page_saved.connect(_follow_page, dispatch_uid="delivery-pages")
    post_save.connect(_follow_bare_page, sender=Page, dispatch_uid="delivery-pages")
    pre_delete.connect(_withdraw_page, sender=Page, dispatch_uid="delivery-pages")


def _follow_page(sender: type, instance: DeliveredPage, update_fields: Collection[str] | None, **_kwargs: Any) -> None:
    if update_fields is None or not _NOTES.issuperset(update_fields):
        _follow(instance)


def _follow_bare_page(
    sender: type, instance: Page, update_fields: Collection[str] | None = None, raw: bool = False, **_kwargs: Any
) -> None:
    if raw or (update_fields is not None and _NOTES.issuperset(update_fields)):
        return
    source = find_source(instance)
    if source is not None:
        _follow(source)


def _follow(source: Any) -> None:
    if services.is_serving(source):
        return
    at = timezone.now()
    before = set(
        DeliveryDocument.objects.open(at=at)
        .filter(kind=source.delivery_kind, source_id=source.pk)
        .values_list("path", flat=True)
    )
    services.follow_saved(source, at=at)
    if before - {source.delivered_path}:
        # Everything below has moved with it, and what is planned of it.
        links.announce_branch(source)


def _withdraw_page(sender: type, instance: Page, **_kwargs: Any) -> None:
    kind = getattr(instance.specific_class, "delivery_kind", None)
    if kind is not None:
        services.withdraw_sources(kind, [instance.pk], at=timezone.now())
