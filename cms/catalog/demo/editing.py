"""Leaves drafts, changes that wait or are scheduled, proposals and an unpublished product, as editors would."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import get_current_timezone, localtime
from wagtail.models import Locale, Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.catalog.demo.reading import DemoProduct, read_table
from cms.catalog.demo.rows import make_content
from cms.catalog.feeds.content_values import set_value
from cms.catalog.models import FeedProposal, Product, ProductContent


def list_withheld() -> set[str]:
    """The keys of products that are not published yet."""
    return {row["key"] for row in read_table("editing.toml")["withheld"]}


def load_drafts(locales: dict[str, Locale], *, at: datetime) -> None:
    """Change what has no draft yet: for later, for somebody's approval, or for a time to come."""
    plans = read_table("editing.toml")
    merchandiser, writer = find_merchandiser(), find_writer()
    for leave, rows, person in (
        (_leave_draft, plans["draft"], merchandiser),
        (_submit, plans["submitted"], writer),
        (_schedule, plans["scheduled"], merchandiser),
    ):
        for row in rows:
            _change(leave, row, locales[row["locale"]], person, at=at)


def load_proposals(locales: dict[str, Locale]) -> None:
    """What a feed has for fields that are an editor's."""
    for row in read_table("editing.toml")["proposal"]:
        content = ProductContent.objects.get(product__key=row["key"], locale=locales[row["locale"]])
        FeedProposal.objects.get_or_create(
            content=content, field=row["field"], defaults={"value": row["value"], "feed": row["feed"]}
        )


def load_withheld(products: list[DemoProduct], locales: dict[str, Locale], saved: dict[str, Product]) -> None:
    """Products whose contents wait for somebody to publish them."""
    for product in products:
        if product.key not in list_withheld():
            continue
        translation_key = uuid.uuid4()
        for code, locale in locales.items():
            if ProductContent.objects.filter(product=saved[product.key], locale=locale).exists():
                continue
            content = ProductContent(
                product=saved[product.key], locale=locale, translation_key=translation_key, live=False
            )
            for name, value in make_content(product, code).items():
                set_value(content, name, value, key=product.key)
            with transaction.atomic():
                content.save()
                content.save_revision(log_action="wagtail.create")


def find_merchandiser() -> Any:
    """Somebody who publishes products and nothing else; None in a shop where nobody does."""
    publishers = ModelPermissionPolicy(ProductContent).users_with_permission("publish")
    elsewhere = PagePermissionPolicy(Page).users_with_permission("publish")
    return publishers.exclude(pk__in=elsewhere.values("pk")).order_by("pk").first()


def find_writer() -> Any:
    """Somebody who writes about products but does not publish; None in a shop where nobody does."""
    policy = ModelPermissionPolicy(ProductContent)
    writers = policy.users_with_permission("change")
    return writers.exclude(pk__in=policy.users_with_permission("publish").values("pk")).order_by("pk").first()


@transaction.atomic
def _change(leave: Callable[..., None], row: dict[str, Any], locale: Locale, person: Any, *, at: datetime) -> None:
    contents = ProductContent.objects.select_for_update(of=("self",))
    content = contents.get(product__key=row["key"], locale=locale)
    if content.latest_revision_id == content.live_revision_id:
        content.title, content.summary = row["title"], row["summary"]
        leave(content, row, person, at=at)


def _leave_draft(content: ProductContent, _row: dict[str, Any], person: Any, *, at: datetime) -> None:
    content.save_revision(user=person, log_action=True)


def _submit(content: ProductContent, row: dict[str, Any], person: Any, *, at: datetime) -> None:
    _leave_draft(content, row, person, at=at)
    workflow = content.get_workflow()
    if workflow is not None and person is not None:
        workflow.start(content, person)


def _schedule(content: ProductContent, row: dict[str, Any], person: Any, *, at: datetime) -> None:
    day = localtime(at).date() + timedelta(days=row["days"])
    content.go_live_at = datetime.combine(day, time(row["hour"]), tzinfo=get_current_timezone())
    content.save_revision(user=person, log_action=True).publish(user=person)
