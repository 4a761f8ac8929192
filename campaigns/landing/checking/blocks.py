"""What may be wrong with each of the blocks of campaigns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from campaigns.landing.blocks.comparison import MOST_COMPARED
from campaigns.landing.models import CodeGroup
from campaigns.landing.rendering.blocks import read_instant
from cms.content.checking.blocks import (
    SHARED_CHECKS,
    BlockCheck,
    Finding,
    check_link,
    check_picture,
    check_products,
    check_selection,
)
from cms.content.checking.facts import Facts
from cms.delivery.problems import ERROR, WARNING


class CampaignChecks:
    """The checks of one page: they know its window, and the groups of codes it shows."""

    def __init__(
        self, *, starts_at: datetime | None, ends_at: datetime | None, groups: Mapping[int, CodeGroup]
    ) -> None:
        self.starts_at = starts_at
        self.ends_at = ends_at
        self.groups = groups

    def list_checks(self) -> dict[str, BlockCheck]:
        """By the type of a block."""
        return {
            **SHARED_CHECKS,
            "shelf": self.check_shelf,
            "countdown": self.check_countdown,
            "live_room": self.check_live_room,
            "group_code": self.check_group_code,
            "comparison": self.check_comparison,
        }

    def check_shelf(self, value: Mapping[str, Any], facts: Facts) -> Iterable[Finding]:
        if not (value.get("heading") or "").strip():
            yield ERROR, _("It has no heading; shoppers jump to it by that.")
        yield from check_products(value, facts)
        yield from check_picture(value.get("picture"), facts, is_required=False, what=_("The banner"))

    def check_countdown(self, value: Mapping[str, Any], facts: Facts) -> Iterable[Finding]:
        yield from self._check_window(value, facts)
        yield from check_link(value.get("link"), facts)
        for state, name in (("upcoming", _("Before it starts")), ("running", _("While it runs"))):
            if not ((value.get(state) or {}).get("heading") or "").strip():
                yield WARNING, _("“%(state)s” says nothing; write what shoppers are to read then.") % {"state": name}

    def check_live_room(self, value: Mapping[str, Any], facts: Facts) -> Iterable[Finding]:
        yield from self._check_window(value, facts)
        if not (value.get("host") or "").strip():
            yield ERROR, _("It does not say who the host is; write a name.")
        yield from check_picture(value.get("picture"), facts)
        yield from check_link(value.get("link"), facts)
        yield from check_link(value.get("replay"), facts)
        yield from check_selection(value.get("selection"), facts, is_required=False)
        if not any((value.get("link") or {}).get(name) for name in ("page", "product", "category", "address")):
            yield WARNING, _("It has no link to the live room, so nobody can get in; add it before it starts.")

    def _check_window(self, value: Mapping[str, Any], facts: Facts) -> Iterable[Finding]:
        starts_at, ends_at = read_instant(value.get("starts_at")), read_instant(value.get("ends_at"))
        if starts_at is None or ends_at is None:
            yield ERROR, _("It has no start or no end; give both.")
            return
        if ends_at <= starts_at:
            yield (
                ERROR,
                _("It ends (%(end)s) before it starts (%(start)s); correct one of the two.")
                % _say(start=starts_at, end=ends_at),
            )
            return
        if ends_at <= facts.at:
            yield (
                ERROR,
                _("It is over when the page goes live (%(end)s); correct its end or remove it.") % _say(end=ends_at),
            )
        if self.ends_at is not None and starts_at >= self.ends_at:
            yield (
                ERROR,
                _("It starts (%(start)s) only after the page is taken down (%(end)s); correct one of the two.")
                % _say(start=starts_at, end=self.ends_at),
            )
        elif self.ends_at is not None and ends_at > self.ends_at:
            yield (
                WARNING,
                _("The page is taken down (%(end)s) before it ends (%(later)s); shoppers do not see it through.")
                % _say(end=self.ends_at, later=ends_at),
            )

    def check_group_code(self, value: Mapping[str, Any], facts: Facts) -> Iterable[Finding]:
        group = self.groups.get(value.get("group") or 0)
        if group is None:
            yield ERROR, _("No group is chosen; choose one or remove it.")
            return
        codes = list(group.codes.all())
        if not codes:
            yield ERROR, _("“%(group)s” has no codes; add one.") % {"group": group.name}
        elif not any(code.takes_people(at=facts.at) for code in codes):
            is_expired = all(code.expires_at is not None and code.expires_at <= facts.at for code in codes)
            text = (
                _("Every code of “%(group)s” has expired; upload new ones.")
                if is_expired
                else _("Every code of “%(group)s” is full or has expired; add one that takes people.")
            )
            yield ERROR, text % {"group": group.name}
        elif (last := max(filter(None, (code.expires_at for code in codes)), default=None)) is not None:
            never_ends = any(code.expires_at is None for code in codes if code.takes_people(at=facts.at))
            if not never_ends and self.ends_at is not None and last < self.ends_at:
                yield (
                    WARNING,
                    _("The last code of “%(group)s” expires (%(end)s) before the page ends; have the next one ready.")
                    % {"group": group.name, **_say(end=last)},
                )

    def check_comparison(self, value: Mapping[str, Any], facts: Facts) -> Iterable[Finding]:
        selection = value.get("selection")
        words = (selection or {}).get("products") or []
        if words and len(words) < 2:
            yield ERROR, _("It has one product only; add another one to compare it with.")
        if len(words) > MOST_COMPARED:
            yield (
                WARNING,
                _("It lists %(count)d products; only the first %(limit)d are shown.")
                % {
                    "count": len(words),
                    "limit": MOST_COMPARED,
                },
            )
        yield from check_selection(selection, facts)


def _say(**instants: datetime) -> dict[str, str]:
    return {name: date_format(localtime(instant), "SHORT_DATETIME_FORMAT") for name, instant in instants.items()}
