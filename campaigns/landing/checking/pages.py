"""What is wrong with a landing page as a whole: its blocks, its colours, its window, its anchors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from campaigns.landing.blocks.products import MOST_SEARCHES
from campaigns.landing.checking.blocks import CampaignChecks
from campaigns.landing.contrast import Weak, find_weak_pairs
from campaigns.landing.models import CodeGroup, LandingPage
from cms.catalog.selections.rules import SEARCH
from cms.content.checking.facts import read_facts
from cms.content.checking.pages import check_blocks, name_places
from cms.content.checking.wordings import check_wording
from cms.content.rendering.reading import Raw, collect_values, find_selections
from cms.delivery.problems import ERROR, WARNING, Problem


def check_landing(source: Any, *, at: datetime) -> list[Problem]:
    """What would be wrong with `source` if it were served at `at`: errors first, each in the order of the page."""
    page: LandingPage = source
    raw: Raw = list(page.body.raw_data)
    facts = read_facts(raw, locale=page.locale.language_code, at=at)
    checks = CampaignChecks(starts_at=page.go_live_at, ends_at=page.expire_at, groups=_read_groups(raw))
    found = [
        *_check_page(page, raw, at=at),
        *check_blocks(raw, page.body.stream_block, facts, checks.list_checks()),
        *_check_anchors(raw, page.body.stream_block),
        *_check_searches(raw),
        *_check_theme(page),
        *check_wording(page),
    ]
    return sorted(found, key=lambda problem: problem.level != ERROR)


def _read_groups(raw: Raw) -> Mapping[int, CodeGroup]:
    ids = set(collect_values([child["value"] for child in raw if child["type"] == "group_code"], "group", int))
    if not ids:
        return {}
    return {group.pk: group for group in CodeGroup.objects.filter(pk__in=ids).prefetch_related("codes")}


def _check_page(page: LandingPage, raw: Raw, *, at: datetime) -> Iterable[Problem]:
    if not raw:
        yield Problem(ERROR, _("Content"), _("The page is empty; add a block, or insert a template."), field="body")
    if page.expire_at is not None and page.expire_at <= at:
        yield Problem(
            ERROR, _("Schedule"), _("The page would be over before it goes live; correct its end."), field="expire_at"
        )
    if not page.summary.strip():
        yield Problem(
            WARNING, _("Summary"), _("It is empty; lists and shared links have nothing to say."), field="summary"
        )
    if page.picture_id is None:
        yield Problem(WARNING, _("Picture"), _("There is none; lists and shared links look bare."), field="picture")


def _check_anchors(raw: Raw, stream_block: Any) -> Iterable[Problem]:
    """Anchors must differ, and links to anchors must have one to jump to."""
    places = name_places(raw, stream_block)
    taken: dict[str, str] = {}
    number = 0
    for child, place in zip(raw, places, strict=True):
        if child["type"] != "shelf":
            continue
        number += 1
        anchor = ((child["value"] or {}).get("anchor") or "").strip().lstrip("#")
        if anchor in taken:
            text = _("Its anchor “%(anchor)s” is that of %(other)s; give it another one.") % {
                "anchor": anchor,
                "other": taken[anchor],
            }
            yield Problem(ERROR, place, text, block=child.get("id") or "", field="body")
        taken[anchor or f"shelf-{number}"] = place
    for child, place in zip(raw, places, strict=True):
        for address in collect_values(child["value"], "address", str):
            if address.startswith("#") and address[1:] not in taken:
                text = _("Its link jumps to “%(anchor)s”, but no shelf has that anchor; correct it.") % {
                    "anchor": address
                }
                yield Problem(ERROR, place, text, block=child.get("id") or "", field="body")


def _check_searches(raw: Raw) -> Iterable[Problem]:
    count = sum(selection.source == SEARCH for selection in find_selections(raw))
    if count > MOST_SEARCHES:
        text = _("%(count)d blocks search; only the first %(limit)d are shown. Use rules or lists instead.") % {
            "count": count,
            "limit": MOST_SEARCHES,
        }
        yield Problem(ERROR, _("Content"), text, field="body")


def _check_theme(page: LandingPage) -> Iterable[Problem]:
    weak_pairs = find_weak_pairs(
        primary=page.primary_colour,
        accent=page.accent_colour,
        background=page.background_colour,
        text=page.text_colour,
    )
    for weak in weak_pairs:
        yield Problem(ERROR, _("Theme"), _describe_weak(weak), field=_FIELDS[weak.front])


_FIELDS = {"primary": "primary_colour", "accent": "accent_colour", "text": "text_colour"}


def _describe_weak(weak: Weak) -> str:
    names = {
        "primary": _("The main colour"),
        "accent": _("The accent colour"),
        "text": _("The text"),
        "background": _("the background"),
    }
    values = {
        "front": names[weak.front],
        "back": names[weak.back],
        "ratio": f"{weak.ratio:.1f}",
        "needed": f"{weak.needed:.1f}",
    }
    if weak.is_too_dark:
        return (
            _(
                "%(front)s hardly stands out from %(back)s (contrast %(ratio)s, at least %(needed)s is needed); "
                "make it lighter, or the background darker."
            )
            % values
        )
    return (
        _(
            "%(front)s hardly stands out from %(back)s (contrast %(ratio)s, at least %(needed)s is needed); "
            "make it darker, or the background lighter."
        )
        % values
    )
