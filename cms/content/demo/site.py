"""What the demo shop says of itself, and its menus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from cms.content.demo.keys import DemoPages, make_key
from cms.content.demo.pages import Place
from cms.content.demo.reading import read_table
from cms.content.demo.streams import make_stream
from cms.content.models import Menu, SitePlace, SiteProfile, SiteText

_PAGES = ("page", "article", "topic")


@transaction.atomic
def load_site(places: Sequence[Place], scenes: Mapping[str, int]) -> bool:
    """Say who the shop is, where nobody has said so yet; whether that was so."""
    profile = SiteProfile.load()
    if profile.texts.exists():
        return False
    data = read_table("site.toml")
    profile.phone, profile.email, profile.filing_number = data["phone"], data["email"], data["filing_number"]
    profile.share_picture_id = scenes.get(data["scene"])
    profile.texts = [_make_text(data[place.short], place) for place in places]
    profile.places = [
        SitePlace(name=one["name"], url=one["url"], sort_order=number) for number, one in enumerate(data["place"])
    ]
    profile.save()
    return True


def _make_text(text: dict[str, str], place: Place) -> SiteText:
    return SiteText(
        locale=place.locale,
        name=text["name"],
        slogan=text["slogan"],
        description=text["description"],
        tone=text["tone"].strip(),
        avoided=text["avoided"].strip(),
        notice=text["notice"],
    )


@transaction.atomic
def load_menus(place: Place, pages: DemoPages) -> int:
    """Add the menus that are missing in a language; returns how many."""
    present = set(Menu.objects.filter(locale=place.locale).values_list("key", flat=True))
    missing = [row for row in read_table("menus.toml")["menu"] if row["key"] not in present]
    for row in missing:
        Menu.objects.create(
            translation_key=make_key("menu", row["key"]),
            locale=place.locale,
            key=row["key"],
            title=row[place.short],
            items=_write_entries(row["items"], place, pages),
        )
    return len(missing)


def _write_entries(rows: Sequence[dict[str, Any]], place: Place, pages: DemoPages) -> list[dict[str, Any]]:
    entries = (_write_entry(row, place, pages) for row in rows)
    return make_stream(entry for entry in entries if entry is not None)


def _write_entry(row: dict[str, Any], place: Place, pages: DemoPages) -> tuple[str, dict[str, Any]] | None:
    kind = next((name for name in (*_PAGES, "category", "brand", "product", "address") if name in row), "group")
    value: dict[str, Any] = {"label": row.get(place.short, "")}
    if kind in _PAGES:
        value["page"] = pages.find(kind, row[kind])
        if value["page"] is None:
            return None
    elif kind != "group":
        value[kind] = row[kind]
    if "below" in row:
        value["children"] = _write_entries(row["below"], place, pages)
    return "page" if kind in _PAGES else kind, value
