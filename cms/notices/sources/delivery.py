"""What went wrong behind the scenes: schedules that could not be carried out, outbox entries that were given up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Revision

from cms.delivery.signals import entries_gave_up, schedule_failed
from cms.notices.kinds import Kind, Way, register
from cms.notices.naming import find_edit_address, name_thing
from cms.notices.telling import list_people_with, tell, tell_people_with

SCHEDULE, DEAD = "schedule-failed", "outbox-dead"
_SEES_FAILURES = "delivery.view_outboxentry"


def connect() -> None:
    register(Kind(SCHEDULE, gettext_lazy("Something did not go live as planned"), "warning", Way.MAIL))
    register(Kind(DEAD, gettext_lazy("The worker has given something up"), "warning", Way.MAIL))
    schedule_failed.connect(tell_of_schedule, dispatch_uid="notices-schedules")
    entries_gave_up.connect(tell_of_dead, dispatch_uid="notices-dead-entries")


def tell_of_schedule(source: Any, error: Exception, **kwargs: Any) -> None:
    """Who has planned it, and whoever sees to failures. The worker tries again: until it is read it is told once."""
    planned = Revision.objects.for_instance(source).filter(approved_go_live_at__isnull=False)
    authors = [revision.user for revision in planned.select_related("user") if revision.user is not None]
    tell(
        SCHEDULE,
        [*authors, *list_people_with(_SEES_FAILURES)],
        subject=lambda: _("“%(title)s” did not go live as planned") % {"title": name_thing(source)},
        body=str(error),
        address=find_edit_address(source),
        key=f"{source._meta.label_lower}:{source.pk}",
    )


def tell_of_dead(consumer: str, keys: Sequence[str], error: str, **kwargs: Any) -> None:
    def word() -> str:
        said = ngettext("%(name)s gave up on %(count)d change", "%(name)s gave up on %(count)d changes", len(keys))
        return said % {"name": consumer, "count": len(keys)}

    tell_people_with(
        _SEES_FAILURES,
        DEAD,
        subject=word,
        body=lambda: _("%(keys)s: %(error)s") % {"keys": ", ".join(keys[:5]), "error": error},
        address=reverse("wagtailadmin_home"),
        key=consumer,
    )
