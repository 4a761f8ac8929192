"""What the demo shop's people have asked of each other, and a chat's robot that only has to be switched on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cms.notices.models import ChannelFormat, NoticeChannel
from cms.operations.roles.granting import find_group
from cms.operations.roles.reading import read_roles
from cms.tasks import services
from cms.tasks.models import Task

_ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=00000000-0000-0000-0000-000000000000"
_ASKED_AGO = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class _Wish:
    """`by` and `to` are keys of roles; `hours` from now it is due."""

    by: str
    to: str
    title: Any
    hours: int | None = None
    note: Any = ""
    about: str = ""
    is_for_group: bool = False
    is_done: bool = False


_WISHES = (
    _Wish("merchandising", "head", _("Decide which products carry the New Year sale"), 30),
    _Wish("head", "merchandising", _("Fill in the missing specifications"), 28, about="catalog.productcontent"),
    _Wish("editors", "merchandising", _("Send the close-up pictures of the tea sets"), -5),
    _Wish("head", "members", _("Invite the gold members to the tasting"), 52, _("About thirty of them.")),
    _Wish("head", "campaigns", _("Check the stock of the flash sale once more"), 6, about="promotions.promotion"),
    _Wish("merchandising", "campaigns", _("Move the coupons' end to Sunday night"), None, is_done=True),
    _Wish("campaigns", "editors", _("Shorten the headline of the campaign page"), 26, about="landing.landingpage"),
    _Wish("members", "service", _("Call back who complained about the courier"), -3, is_for_group=True),
    _Wish("head", "analysts", _("Explain why fewer searches led to a click last week"), 76),
)


@transaction.atomic
def load_tasks(*, at: datetime) -> int:
    """The wishes and the robot, in a shop whose people have asked for nothing yet; returns how many."""
    people = _find_people()
    if Task.objects.exists() or not people:
        return 0
    with override(settings.LANGUAGE_CODE):
        tasks = [_ask(wish, people, at=at) for wish in _WISHES if wish.by in people and (wish.to in people)]
        robot = _make_robot()
    return len(tasks) + robot


def _find_people() -> dict[str, Any]:
    """By role the first who has it."""
    users: Any = get_user_model()._default_manager
    found: Mapping[str, Group | None] = {role.key: find_group(role.key) for role in read_roles()}
    people = {
        key: users.filter(groups=group, is_active=True).order_by("pk").first() for key, group in found.items() if group
    }
    return {key: person for key, person in people.items() if person is not None}


def _ask(wish: _Wish, people: Mapping[str, Any], *, at: datetime) -> Task:
    task = services.ask(
        str(wish.title),
        to=find_group(wish.to) if wish.is_for_group else people[wish.to],
        by=people[wish.by],
        at=at - _ASKED_AGO,
        note=str(wish.note),
        due_at=at + timedelta(hours=wish.hours) if wish.hours is not None else None,
        about=_find_first(wish.about),
    )
    if wish.is_done:
        said = _("@%(name)s Done, until Sunday 23:59.") % {"name": people[wish.by].get_username()}
        services.say(task.pk, said, by=people[wish.to], at=at - timedelta(hours=2))
        services.finish(task.pk, by=people[wish.to], at=at - timedelta(hours=1))
    return task


def _find_first(label: str) -> Any | None:
    """Some thing of a model that may not be installed."""
    app_label, _dot, name = label.partition(".")
    model = apps.all_models.get(app_label, {}).get(name)
    if model is None:
        return None
    rows = model._default_manager.order_by("pk")
    return (rows.filter(locale__language_code=settings.LANGUAGE_CODE) if hasattr(model, "locale") else rows).first()


def _make_robot() -> int:
    _channel, is_new = NoticeChannel.objects.get_or_create(
        name=_("Operations' chat (an example)"),
        defaults={"format": ChannelFormat.WECOM, "url": _ROBOT, "is_active": False},
    )
    return int(is_new)
