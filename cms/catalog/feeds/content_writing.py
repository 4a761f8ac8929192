"""Writes and publishes contents in bulk, and renews what editors have waiting; call inside a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from wagtail.models import Locale, ModelLogEntry, Revision, TaskState

from cms.catalog.feeds.content_plans import ContentPlan
from cms.catalog.feeds.revisions import make_log_entry, make_revision
from cms.catalog.feeds.slugs import make_unique
from cms.catalog.feeds.upserts import upsert
from cms.catalog.models import FeedProposal, ProductContent
from cms.delivery.models import DeliveryDocument

_TICK = timedelta(microseconds=1)
_PUBLISHED = ["live_revision", "latest_revision", "has_unpublished_changes", "last_published_at"]


def write_contents(plans: Sequence[ContentPlan], *, locale: Locale, feed: str, at: datetime) -> list[ProductContent]:
    """Carry out `plans`; returns the contents whose live words are new or different."""
    _choose_slugs(plans, locale)
    new = [plan for plan in plans if plan.is_new]
    again = [plan for plan in plans if plan.is_published_again]
    for plan in new:
        plan.content.first_published_at = plan.content.last_published_at = at
    ProductContent.objects.bulk_create([plan.content for plan in new], batch_size=500)
    _publish([*new, *again], feed=feed, at=at)
    _renew([plan for plan in plans if plan.carried], at=at)
    upsert([plan.content for plan in new], _PUBLISHED[:2])
    changed = [plan for plan in plans if not plan.is_new and (plan.changed or plan.carried)]
    fields = sorted({name for plan in changed for name in plan.changed})
    upsert([plan.content for plan in changed], [*fields, *_PUBLISHED])
    _write_proposals(plans)
    return [plan.content for plan in (*new, *again)]


def _choose_slugs(plans: Sequence[ContentPlan], locale: Locale) -> None:
    """Give each content its wanted slug, told apart by the product's key where another has it."""
    wanting = [plan for plan in plans if plan.wanted_slug]
    wanted = {slug for plan in wanting for slug in (plan.wanted_slug, make_unique(plan.wanted_slug, plan.key))}
    owners: dict[str, int | None] = dict(
        ProductContent.objects.filter(locale=locale, slug__in=wanted).values_list("slug", "pk")
    )
    for plan in wanting:
        slug = plan.wanted_slug
        number = 1
        while slug in owners and owners[slug] != (plan.content.pk or 0):
            slug = make_unique(plan.wanted_slug, plan.key if number == 1 else f"{plan.key}-{number}")
            number += 1
        owners[slug] = plan.content.pk
        plan.content.slug = slug


def _publish(plans: Sequence[ContentPlan], *, feed: str, at: datetime) -> None:
    revisions = [make_revision(plan.content, at=at) for plan in plans]
    Revision.objects.bulk_create(revisions, batch_size=500)
    entries = []
    for plan, revision in zip(plans, revisions, strict=True):
        content = plan.content
        content.live_revision = content.latest_revision = revision
        content.has_unpublished_changes = False
        content.last_published_at = at
        if plan.is_new:
            entries.append(make_log_entry(content, revision, "wagtail.create", at=at, feed=feed))
        entries.append(make_log_entry(content, revision, "wagtail.publish", at=at + _TICK, feed=feed))
    ModelLogEntry.objects.bulk_create(entries, batch_size=500)


def _renew(plans: Sequence[ContentPlan], *, at: datetime) -> None:
    """Put a successor in the place of each waiting revision: its author, its schedule and its workflow go over."""
    for plan in plans:
        for number, (old, data) in enumerate(plan.carried, start=1):
            if "slug" in plan.changed:
                data = {**data, "slug": plan.content.slug}
            new = make_revision(plan.content, at=at + number * _TICK, data=data, user_id=old.user_id)
            new.approved_go_live_at = old.approved_go_live_at
            new.save()
            if old.approved_go_live_at is not None:
                Revision.objects.filter(pk=old.pk).update(approved_go_live_at=None)
                documents = DeliveryDocument.objects.filter(kind="product", source_id=plan.content.pk)
                documents.filter(revision_id=old.pk).update(revision_id=new.pk)
            TaskState.objects.filter(revision_id=old.pk, status=TaskState.STATUS_IN_PROGRESS).update(revision=new)
            plan.content.latest_revision = new
            plan.content.has_unpublished_changes = True


def _write_proposals(plans: Sequence[ContentPlan]) -> None:
    gone = [one.pk for plan in plans for one in plan.gone_proposals]
    if gone:
        FeedProposal.objects.filter(pk__in=gone).delete()
    FeedProposal.objects.bulk_create([one for plan in plans for one in plan.new_proposals], batch_size=500)
    upsert([one for plan in plans for one in plan.changed_proposals], ["value", "feed", "proposed_at"])
