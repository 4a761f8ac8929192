"""Looks after groups with codes: marks one full, and tells editors when nobody can join any more."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin.mail import send_mail

from campaigns.landing.models import CodeGroup, GroupCode
from cms.delivery import outbox
from cms.delivery.models import OutboxEntry

logger = logging.getLogger(__name__)

CONSUMER = "group-codes"
_KIND = "code_group:"


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, watch_groups, batch_size=20, watches_documents=True))


@transaction.atomic
def mark_full(group: CodeGroup) -> tuple[GroupCode | None, GroupCode | None]:
    """Mark the code that is shown full; returns it, and the one that takes its place, if there are any."""
    locked = CodeGroup.objects.select_for_update().get(pk=group.pk)
    full = locked.find_open_code(at=timezone.now())
    if full is None:
        return None, None
    # The children are saved with their group, and the group delivers.
    codes = list(locked.codes.all())
    for code in codes:
        code.is_full = code.is_full or code.pk == full.pk
    locked.codes = codes
    locked.save()
    return full, locked.find_open_code(at=timezone.now())


def list_closed_groups(*, at: datetime) -> list[CodeGroup]:
    """The groups that have codes, but none that takes people at `at`."""
    groups = CodeGroup.objects.prefetch_related("codes")
    return [group for group in groups if group.codes.all() and group.find_open_code(at=at) is None]


def watch_groups(keys: list[str], at: datetime) -> dict[str, str]:
    """Tell editors, once, of each group that nobody can join any more; look again when the next code expires."""
    wanted = [key.removeprefix(_KIND) for key in keys if key.startswith(_KIND)]
    for group in CodeGroup.objects.filter(key__in=wanted).prefetch_related("codes"):
        is_closed = bool(group.codes.all()) and group.find_open_code(at=at) is None
        if is_closed and group.told_at is None:
            tell_editors(group)
        if is_closed != (group.told_at is not None):
            CodeGroup.objects.filter(pk=group.pk).update(told_at=at if is_closed else None)
        _look_again(group, after=at)
    return {}


def _look_again(group: CodeGroup, *, after: datetime) -> None:
    coming = [code.expires_at for code in group.codes.all() if code.expires_at is not None and code.expires_at > after]
    if not coming:
        return
    key, instant = f"{_KIND}{group.key}", min(coming)
    if not OutboxEntry.objects.filter(consumer=CONSUMER, key=key, available_at=instant).exists():
        outbox.enqueue(CONSUMER, [key], available_at=instant)


def tell_editors(group: CodeGroup) -> int:
    """Write to everyone who may look after `group`; returns to how many."""
    logger.warning("Every code of the group %r is full or has expired", group.name)
    return sum(_write_to(user, group) for user in _find_editors())


def _find_editors() -> Iterable[Any]:
    backend = "django.contrib.auth.backends.ModelBackend"
    users = get_user_model().objects.with_perm("landing.change_codegroup", backend=backend)
    return users.exclude(email="")


def _write_to(user: Any, group: CodeGroup) -> int:
    profile = getattr(user, "wagtail_userprofile", None)
    with override(profile.get_preferred_language() if profile is not None else None):
        subject = _("Every code of “%(name)s” is full") % {"name": group.name}
        text = _("Nobody can join “%(name)s” any more: every code is full or has expired. Add one: %(url)s") % {
            "name": group.name,
            "url": _make_url(group),
        }
        return send_mail(subject, text, [user.email], fail_silently=True)


def _make_url(group: CodeGroup) -> str:
    from django.conf import settings

    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + find_edit_url(group)


def find_edit_url(group: CodeGroup) -> str:
    """Where the codes of `group` are edited."""
    return reverse(group.snippet_viewset.get_url_name("edit"), args=[group.pk])
