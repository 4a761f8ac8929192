"""Who may see and do what of bulk work: whoever may change the thing may change many of them."""

from __future__ import annotations

from typing import Any

from cms.bulk.models import BulkJob
from cms.bulk.subjects.registry import get_subject, has_subject


def may_work(user: Any) -> bool:
    """Whether there is anything that `user` may change in bulk."""
    return bool(user.is_active and user.has_perm("wagtailadmin.access_admin") and has_subject(user))


def may_see(user: Any, job: BulkJob) -> bool:
    """Whoever may change such things sees what others do to them."""
    return get_subject(job.subject).may_use(user)


def may_act(user: Any, job: BulkJob) -> bool:
    """To confirm, stop or undo: the same, and to publish where it publishes."""
    subject = get_subject(job.subject)
    return subject.may_use(user) and (not job.publishes or subject.may_publish(user))
