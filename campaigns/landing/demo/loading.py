"""Loads the demo's landing pages: each published, scheduled or ended as an editor and the clock would have it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from campaigns.landing.demo.blocks import LandingWriter
from campaigns.landing.demo.groups import find_groups, load_groups
from campaigns.landing.demo.reading import read_landings
from campaigns.landing.models import LandingIndexPage, LandingPage
from cms.catalog.demo.scene_pictures import find_scenes
from cms.content.demo.keys import DemoPages, find_pages
from cms.content.demo.pages import Place, ensure_page, list_places, publish_page, set_streams
from cms.content.demo.streams import Writer, make_stream
from cms.content.demo.times import find_hour

_INDEX = {
    "zh": {"title": "活动", "slug": "campaigns", "summary": "正在进行、将要开始和已经结束的。"},
    "en": {"title": "Campaigns", "slug": "campaigns", "summary": "What is on, what is coming and what is over."},
}
_LINKED = ("article", "topic", "landing")
_AGE = timedelta(days=60)


def load_landings(*, at: datetime) -> int:
    """Add the groups and landing pages that are missing; returns how many."""
    added = load_groups(at=at)
    for place in list_places():
        index = _ensure_index(place, at=at)
        for data in read_landings():
            added += _load_landing(data, place, index, at=at)
    return added


def _ensure_index(place: Place, *, at: datetime) -> LandingIndexPage:
    page = LandingIndexPage(**_INDEX[place.short])
    saved: Any = ensure_page(page, kind="page", key="campaigns", place=place, parent=place.home)
    if saved.latest_revision_id is None:
        publish_page(saved, at=at - _AGE)
    return saved


def _load_landing(data: dict[str, Any], place: Place, index: LandingIndexPage, *, at: datetime) -> bool:
    text = data[place.short]
    page = LandingPage(title=text["title"], slug=text["slug"])
    saved: Any = ensure_page(page, kind="landing", key=data["key"], place=place, parent=index)
    if saved.latest_revision_id is not None:
        return False
    _fill(saved, data, place, at=at)
    _STATES[data["state"]](saved, data, at=at)
    return True


def _fill(page: LandingPage, data: dict[str, Any], place: Place, *, at: datetime) -> None:
    text, theme, scenes = data[place.short], data["theme"], find_scenes()
    writer = LandingWriter(place.code, Writer(_find_pages(place, data), scenes), find_groups(), at=at)
    page.summary, page.seo_title, page.search_description = text["summary"], text["seo_title"], text["seo_description"]
    page.picture_id = scenes.get(data["scene"])
    page.primary_colour, page.accent_colour = theme["primary"], theme["accent"]
    page.background_colour, page.text_colour, page.radius = theme["background"], theme["text"], theme["radius"]
    set_streams(page, body=make_stream(writer.write_all(data["block"])))


def _find_pages(place: Place, data: dict[str, Any]) -> DemoPages:
    linked = [one for block in data["block"] for one in (block, *block.get("slides", ()))]
    names = {(kind, one[kind]) for one in linked for kind in _LINKED if isinstance(one.get(kind), str)}
    names |= {("article", key) for block in data["block"] for key in block.get("articles", ())}
    return find_pages([*names, ("article", "repair-desk")], locale_id=place.locale.pk)


def _go_live(page: LandingPage, data: dict[str, Any], *, at: datetime) -> None:
    page.expire_at = find_hour(data["until_day"], at=at)
    publish_page(page, at=find_hour(data["live_day"], at=at))


@transaction.atomic
def _schedule(page: LandingPage, data: dict[str, Any], *, at: datetime) -> None:
    page.go_live_at, page.expire_at = find_hour(data["live_day"], at=at), find_hour(data["until_day"], at=at)
    page.save_revision(log_action=True).publish()


@transaction.atomic
def _end(page: LandingPage, data: dict[str, Any], *, at: datetime) -> None:
    """Leave it as the clock would have: it was live, and has ended. What is over cannot be published any more."""
    started_at, ended_at = find_hour(data["live_day"], at=at), find_hour(data["until_day"], at=at)
    page.go_live_at, page.expire_at, page.expired = started_at, ended_at, True
    page.first_published_at = page.last_published_at = started_at
    page.save_revision(log_action=True, clean=False)
    page.save(update_fields=["first_published_at", "last_published_at", "go_live_at", "expire_at", "expired"])
    for action, when in (("wagtail.publish", started_at), ("wagtail.unpublish.scheduled", ended_at)):
        log(instance=page, action=action, timestamp=when)


_STATES = {"live": _go_live, "scheduled": _schedule, "ended": _end}
