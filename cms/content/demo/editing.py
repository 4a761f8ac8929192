"""What the demo's editors are in the middle of: a draft, an article that waits for approval, one that is scheduled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.catalog.demo.scene_pictures import find_scenes
from cms.content.demo.articles import PUBLISHED, ArticleFiller, ensure_articles
from cms.content.demo.loading import find_demo_pages
from cms.content.demo.pages import list_places
from cms.content.demo.times import find_hour
from cms.content.demo.topics import ensure_index

_HOUR = 10


def load_editing(*, at: datetime) -> int:
    """Leave the articles that are no more than drafts yet; returns how many."""
    added = 0
    for place in list_places():
        index = ensure_index(place, "articles", at=at)
        articles, editor = ensure_articles(place, index), find_editor(index)
        filler = ArticleFiller(place, find_demo_pages(place), find_scenes())
        for article, page in articles:
            leave = _STATES.get(article.get("state", PUBLISHED))
            if leave is not None and page.latest_revision_id is None:
                filler.fill(page, article)
                page.owner = editor
                leave(page, article, editor, at=at)
                added += 1
    return added


def find_editor(page: Page) -> Any:
    """Somebody who writes below `page` but does not publish there; None in a shop where nobody does."""
    policy = PagePermissionPolicy(Page)
    writers = policy.users_with_permission_for_instance("add", page, include_superusers=False)
    publishers = policy.users_with_permission_for_instance("publish", page)
    return writers.exclude(pk__in=publishers.values("pk")).order_by("pk").first()


@transaction.atomic
def _leave_draft(page: Page, _article: dict[str, Any], editor: Any, *, at: datetime) -> None:
    page.save(update_fields=["owner"])
    page.save_revision(user=editor, log_action=True)


@transaction.atomic
def _submit(page: Page, article: dict[str, Any], editor: Any, *, at: datetime) -> None:
    _leave_draft(page, article, editor, at=at)
    workflow = page.get_workflow()
    if workflow is not None:
        workflow.start(page, editor)


@transaction.atomic
def _schedule(page: Page, article: dict[str, Any], editor: Any, *, at: datetime) -> None:
    page.go_live_at = find_hour(article["days_ahead"], _HOUR, at=at)
    page.save(update_fields=["owner"])
    page.save_revision(user=editor, log_action=True).publish()


_STATES: dict[str, Callable[..., None]] = {"draft": _leave_draft, "submitted": _submit, "scheduled": _schedule}
