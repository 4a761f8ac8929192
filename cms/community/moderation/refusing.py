"""Why something a moderator wants to do is not done: said to that person, with the way out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from cms.community.models import ModerationEvent, ModerationItem


class DecisionRefused(Exception):
    """Nothing was changed; the text says why and what to do."""


def refuse_changed(item: ModerationItem) -> DecisionRefused:
    """Somebody, or the author, was quicker."""
    last = ModerationEvent.objects.filter(item=item).select_related("by").order_by("-at", "-pk").first()
    if last is not None and last.by is not None:
        return DecisionRefused(
            _("%(name)s was quicker: %(action)s. Nothing was changed; look at it again.")
            % {"name": name_user(last.by), "action": last.get_action_display()}
        )
    return DecisionRefused(
        _("Its author or a reader has changed something meanwhile. Nothing was changed; look at it again.")
    )


def refuse_claimed(item: ModerationItem) -> DecisionRefused:
    """Somebody else is at work on it."""
    return DecisionRefused(
        _("%(name)s is working on it. Nothing was changed; take it over if it is urgent.")
        % {"name": name_user(item.claimed_by)}
    )


def refuse_withdrawn() -> DecisionRefused:
    return DecisionRefused(_("Its author has withdrawn it: there is nothing to decide any more."))


def refuse_gone() -> DecisionRefused:
    return DecisionRefused(_("It has been deleted: there is nothing to decide any more."))


def name_user(user: Any) -> str:
    """What a person who works here is called."""
    return (user.get_full_name() or user.get_username()) if user is not None else ""
