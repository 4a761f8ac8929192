"""The templates every shop starts with. They follow the language of whoever uses them, and the calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ShippedTemplate:
    """A page to start with; `make` gives its blocks as of a moment in the shop's time zone."""

    key: str
    name: Promise
    description: Promise
    theme: dict[str, Any]
    block_types: tuple[str, ...]
    make: Callable[[datetime], list[Block]]

    is_page = True
    picture = None

    @property
    def reference(self) -> str:
        return self.key


def _block(name: str, **value: Any) -> Block:
    return {"type": name, "value": value}


def _rule(*, sort: str = "sales", limit: int = 10, **conditions: Any) -> Block:
    rule = {"categories": [], "brands": [], "tags": [], "stages": [], "is_available": True, "sort": sort}
    return {"source": "rule", "products": [], "rule": {**rule, **conditions}, "limit": limit, "text": ""}


def _slide(heading: str, text: str, address: str) -> Block:
    return {"picture": None, "phone_picture": None, "heading": heading, "text": text, "link": {"address": address}}


def _shelf(heading: str, text: str, anchor: str, selection: Block, **more: Any) -> Block:
    return _block("shelf", heading=heading, text=text, anchor=anchor, selection=selection, **{"layout": "grid", **more})


def _countdown(starts_at: datetime, ends_at: datetime, upcoming: str, running: str, ended: str) -> Block:
    return _block(
        "countdown",
        starts_at=starts_at.isoformat(),
        ends_at=ends_at.isoformat(),
        upcoming={"heading": upcoming, "text": ""},
        running={"heading": running, "text": ""},
        ended={"heading": ended, "text": ""},
    )


def _questions(*pairs: tuple[str, str]) -> Block:
    return {"type": "questions", "value": [{"question": one, "answer": f"<p>{other}</p>"} for one, other in pairs]}


def find_double_eleven(at: datetime) -> datetime:
    """The beginning of the next 11 November; on the day itself that is this one."""
    this_year = at.replace(month=11, day=11, hour=0, minute=0, second=0, microsecond=0)
    return this_year if at < this_year + timedelta(days=1) else this_year.replace(year=at.year + 1)


def _next_evening(at: datetime, days: int) -> datetime:
    return (at + timedelta(days=days)).replace(hour=20, minute=0, second=0, microsecond=0)


def _make_double_eleven(at: datetime) -> list[Block]:
    start = find_double_eleven(at)
    return [
        _block("carousel", slides=[_slide(_("11.11 is on"), _("The lowest prices of the year"), "#hits")], seconds=6),
        _countdown(start, start + timedelta(days=1), _("11.11 starts in"), _("11.11 ends in"), _("11.11 is over")),
        _shelf(_("What everybody buys"), _("The best-sellers of the last 30 days"), "hits", _rule()),
        _shelf(_("Small prices"), _("Under 100"), "small", _rule(price_max="99.99"), layout="scroller"),
        _shelf(_("New for 11.11"), "", "new", _rule(sort="newest", stages=["new"])),
        _block("group_code", heading=_("Join our group"), text=_("First to know of every offer"), group=None),
        _questions(
            (_("When does it ship?"), _("Within two days of your order.")),
            (_("Can I send things back?"), _("Yes, within seven days and without a reason.")),
        ),
    ]


def _make_launch(at: datetime) -> list[Block]:
    start = _next_evening(at, 7)
    return [
        _block("carousel", slides=[_slide(_("Meet the new one"), _("Seven days to go"), "#new")], seconds=0),
        _countdown(start, start + timedelta(days=3), _("Launches in"), _("First orders until"), _("It has launched")),
        _block("video", address="", file=None, heading=_("See it at work"), caption=""),
        _block("text_and_picture", heading=_("Why we made it"), text="", picture=None, side="right"),
        _block("comparison", heading=_("Which one is yours?"), text="", selection={"products": []}, specifications=[]),
        _shelf(_("New"), "", "new", _rule(sort="newest", stages=["new"], limit=8)),
        _block(
            "live_room",
            heading=_("The launch, live"),
            host="",
            starts_at=start.isoformat(),
            ends_at=(start + timedelta(hours=2)).isoformat(),
            picture=None,
            text="",
        ),
        _block("articles", heading=_("Read about it"), source="newest", pages=[], kind="review", limit=3),
    ]


def _make_member_day(at: datetime) -> list[Block]:
    start = (at + timedelta(days=7)).replace(hour=10, minute=0, second=0, microsecond=0)
    return [
        _block("carousel", slides=[_slide(_("Member day"), _("For members only"), "#members")], seconds=6),
        _countdown(
            start,
            start + timedelta(hours=14),
            _("Member day starts in"),
            _("Member day ends in"),
            _("See you next month"),
        ),
        _shelf(_("Chosen for members"), "", "members", _rule(limit=12)),
        _block("categories", heading=_("Find your way"), tiles=[]),
        _block("group_code", heading=_("Members' group"), text=_("Ask, show, and hear of it first"), group=None),
        _questions((_("How do I become a member?"), _("Sign in once: that is all."))),
    ]


def _make_clearance(at: datetime) -> list[Block]:
    start = _next_evening(at, 1)
    return [
        _block("heading") | {"value": _("Last pieces, last chance")},
        _countdown(start, start + timedelta(days=5), _("Starts in"), _("Ends in"), _("All gone")),
        _shelf(
            _("On their way out"), _("When they are gone, they are gone"), "last", _rule(stages=["decline"], limit=20)
        ),
        _shelf(_("Under 50"), "", "under-50", _rule(sort="price_asc", price_max="49.99"), layout="scroller"),
        _questions((_("Can reduced things be sent back?"), _("Yes, like everything else."))),
    ]


SHIPPED = (
    ShippedTemplate(
        "double-eleven",
        gettext_lazy("Double Eleven"),
        gettext_lazy("Carousel, countdown to 11 November, shelves by sales, price and novelty, group code, questions."),
        {
            "primary_colour": "#c8102e",
            "accent_colour": "#b3001b",
            "background_colour": "#fff5f3",
            "text_colour": "#2b1214",
            "radius": 12,
        },
        ("carousel", "countdown", "shelf", "shelf", "shelf", "group_code", "questions"),
        _make_double_eleven,
    ),
    ShippedTemplate(
        "launch",
        gettext_lazy("New product launch"),
        gettext_lazy("Countdown to the launch, video, story, comparison, live room and reviews."),
        {
            "primary_colour": "#1f4fd8",
            "accent_colour": "#0b6b5b",
            "background_colour": "#f7f9fc",
            "text_colour": "#141a26",
            "radius": 20,
        },
        ("carousel", "countdown", "video", "text_and_picture", "comparison", "shelf", "live_room", "articles"),
        _make_launch,
    ),
    ShippedTemplate(
        "member-day",
        gettext_lazy("Member day"),
        gettext_lazy("A day for members: countdown, chosen products, categories, group code."),
        {
            "primary_colour": "#8a5a00",
            "accent_colour": "#7a4300",
            "background_colour": "#fffaf0",
            "text_colour": "#2a2118",
            "radius": 16,
        },
        ("carousel", "countdown", "shelf", "categories", "group_code", "questions"),
        _make_member_day,
    ),
    ShippedTemplate(
        "clearance",
        gettext_lazy("Clearance"),
        gettext_lazy("Last pieces by life-cycle stage and price, with a countdown."),
        {
            "primary_colour": "#1b6b3a",
            "accent_colour": "#a31622",
            "background_colour": "#ffffff",
            "text_colour": "#1f2328",
            "radius": 4,
        },
        ("heading", "countdown", "shelf", "shelf", "questions"),
        _make_clearance,
    ),
)
