"""Which page of the handbook belongs to which screen, kept in this process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import get_language

from cms.handbook.models import HandbookPage, HandbookVersion
from cms.handbook.naming import find_nearest
from cms.versions import Keeper


@dataclass(frozen=True, slots=True)
class Place:
    """A page as a screen leads to it."""

    pk: int
    title: str


@dataclass(frozen=True, slots=True)
class Places:
    """By language and screen the page that opens there."""

    by_language: Mapping[str, Mapping[str, Place]] = field(default_factory=dict)


def read_places(_number: int) -> Places:
    """Every live page's screens, in one query. A page goes before its chapter, and the first of several counts."""
    rows = HandbookPage.objects.filter(live=True).values_list(
        "pk", "title", "screens", "locale__language_code", "parent", "position"
    )
    found: dict[str, dict[str, Place]] = {}
    for pk, title, screens, language, _parent, _position in sorted(
        rows, key=lambda row: (row[4] is None, row[5], row[0])
    ):
        for screen in screens:
            found.setdefault(language, {}).setdefault(screen, Place(pk, title))
    return Places(found)


KEEPER: Keeper[Places] = Keeper(lambda: HandbookVersion, read_places)


def find_place(screen: str) -> Place | None:
    """The page nearest to `screen` in the reader's language, or else in the shop's; no query most of the time."""
    by_language = KEEPER.find().by_language
    for language in dict.fromkeys((get_language() or "", settings.LANGUAGE_CODE, *by_language)):
        place = find_nearest(screen, by_language.get(language, {}))
        if place is not None:
            return place
    return None
