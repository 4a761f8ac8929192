"""What goes live tonight or tomorrow, whether it may, and the drafts that somebody has not finished."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision

from cms.delivery.models import OutboxEntry
from cms.delivery.models.delivered import DeliveredByPublishing
from cms.delivery.models.outbox import OutboxStatus
from cms.delivery.problems import keep_errors
from cms.operations.today.addresses import find_edit_url, name_kind
from cms.operations.today.reach import filter_revisions, list_published_models, may_publish_anything
from cms.today import TOP, Answer, Entry, Question

_CHECKED = 4
"""So many of those that go live next are checked: each check reads what it shows."""
_OUTBOX_RIGHT = "delivery.view_outboxentry"


def end_tomorrow(at: datetime) -> datetime:
    """The end of tomorrow, by the clock of whoever asks."""
    day = localtime(at).date() + timedelta(days=2)
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())


def read_going_live(user: Any, *, at: datetime) -> Answer | None:
    """For whoever works on what is published."""
    if not may_publish_anything(user):
        return None
    planned = _list_planned(user, at=at)
    rows = list(planned.select_related("user")[:TOP])
    entries = [
        Entry(
            revision.object_str,
            find_edit_url(revision.content_type_id, revision.object_id),
            name_kind(revision.content_type_id),
            due=revision.approved_go_live_at,
        )
        for revision in rows
    ]
    return Answer(planned.count(), entries)


def read_failures(user: Any, *, at: datetime) -> Answer | None:
    """What is planned and could not go live as it is now; what the worker has given up on."""
    sees_outbox = user.has_perm(_OUTBOX_RIGHT)
    if not sees_outbox and not may_publish_anything(user):
        return None
    entries = [entry for revision in _list_planned(user, at=at)[:_CHECKED] if (entry := _check(revision)) is not None]
    count = len(entries)
    if sees_outbox:
        dead = OutboxEntry.objects.filter(status=OutboxStatus.DEAD)
        count += dead.count()
        entries += [
            Entry(f"{row.consumer}: {row.key}", "", row.error.splitlines()[0] if row.error else "", row.created_at)
            for row in dead.order_by("-pk")[:TOP]
        ]
    return Answer(count, entries[:TOP], is_alarming=count > 0)


def read_drafts(user: Any, *, at: datetime) -> Answer | None:
    """What `user` has changed last and not published, whoever may publish it."""
    if not may_publish_anything(user):
        return None
    unpublished = Q(latest_revision__user=user, latest_revision__approved_go_live_at__isnull=True) & (
        Q(live=False) | Q(has_unpublished_changes=True)
    )
    count, found = 0, []
    for model in (Page, *list_published_models()):
        rows = model._default_manager.filter(unpublished).select_related("latest_revision")
        count += rows.count()
        found += [row.latest_revision for row in rows.order_by("-latest_revision__created_at")[:TOP]]
    found.sort(key=lambda revision: revision.created_at, reverse=True)
    entries = [
        Entry(
            revision.object_str,
            find_edit_url(revision.content_type_id, revision.object_id),
            name_kind(revision.content_type_id),
            since=revision.created_at,
        )
        for revision in found[:TOP]
    ]
    return Answer(count, entries)


def _list_planned(user: Any, *, at: datetime) -> Any:
    window = Q(approved_go_live_at__gt=at, approved_go_live_at__lt=end_tomorrow(at))
    return Revision.objects.filter(window & filter_revisions(user)).order_by("approved_go_live_at", "pk")


def _check(revision: Revision) -> Entry | None:
    model = ContentType.objects.get_for_id(revision.content_type_id).model_class()
    if model is None or not issubclass(model, DeliveredByPublishing):
        return None
    source: Any = revision.as_object()
    errors = keep_errors(source.list_problems(at=revision.approved_go_live_at))
    if not errors:
        return None
    note = errors[0].message
    if len(errors) > 1:
        note = _("%(first)s (and %(count)d more)") % {"first": note, "count": len(errors) - 1}
    address = find_edit_url(revision.content_type_id, revision.object_id)
    return Entry(revision.object_str, address, note, due=revision.approved_go_live_at, is_late=True)


GOING_LIVE = Question(
    "going-live",
    gettext_lazy("Going live by tomorrow night"),
    "calendar-alt",
    gettext_lazy("Nothing goes live tonight or tomorrow."),
    read_going_live,
    order=20,
)
FAILURES = Question(
    "failures",
    gettext_lazy("Failed checks"),
    "warning",
    gettext_lazy("Every check passes."),
    read_failures,
    order=30,
)
DRAFTS = Question(
    "drafts",
    gettext_lazy("Your drafts"),
    "edit",
    gettext_lazy("You have no unfinished drafts."),
    read_drafts,
    order=70,
)
