"""A copied page stands in nobody's calendar: last year's dates would end it before it begins."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Page

from cms.delivery.models import DeliveredPage


@transaction.atomic
def forget_schedule(page: Page, *, user: Any) -> bool:
    """Take the dates of the original off a copy and those below it that are drafts; whether there were any.

    Aliases go with their original, and what was copied as it is on show keeps its end.
    """
    copies: Any = page.get_descendants(inclusive=True).filter(live=False, alias_of=None)
    dated = [copy for copy in copies.specific() if isinstance(copy, DeliveredPage) and _forget(copy, user=user)]
    return bool(dated)


def _forget(copy: Any, *, user: Any) -> bool:
    draft = copy.get_latest_revision_as_object()
    if not (copy.expired or draft.go_live_at or draft.expire_at):
        return False
    # The row too, which says whether the page is over.
    type(copy)._base_manager.filter(pk=copy.pk).update(go_live_at=None, expire_at=None, expired=False)
    draft.go_live_at = draft.expire_at = None
    draft.expired = False
    draft.save_revision(user=user, changed=False, clean=False)
    return True
