"""What follows when a page of the handbook is published or taken down."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.signals import published, unpublished

from cms.handbook.keeping import KEEPER
from cms.handbook.models import HandbookPage
from cms.handbook.services import begin_edition


def connect() -> None:
    published.connect(_on_published, sender=HandbookPage, dispatch_uid="handbook-published")
    unpublished.connect(_on_unpublished, sender=HandbookPage, dispatch_uid="handbook-unpublished")


def _on_published(sender: Any, *, instance: HandbookPage, **_kwargs: Any) -> None:
    begin_edition(instance, on=timezone.localdate())
    KEEPER.grow()


def _on_unpublished(sender: Any, **_kwargs: Any) -> None:
    KEEPER.grow()
