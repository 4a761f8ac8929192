"""From the blocks of a page to problems that say where they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from cms.content.checking.blocks import BlockCheck
from cms.content.checking.facts import Facts
from cms.content.rendering.reading import Raw
from cms.delivery.problems import Problem


def check_blocks(raw: Raw, stream_block: Any, facts: Facts, checks: Mapping[str, BlockCheck]) -> list[Problem]:
    """The problems of each block, in the order of the page."""
    places = name_places(raw, stream_block)
    found = []
    for child, place in zip(raw, places, strict=True):
        check = checks.get(child["type"])
        value = child["value"] if child["value"] is not None else {}
        for level, text in dict.fromkeys(check(value, facts) if check else ()):
            found.append(Problem(level, place, text, block=child.get("id") or "", field="body"))
    return found


def name_places(raw: Raw, stream_block: Any) -> list[str]:
    """What people call each block: its kind, numbered where there are several, shelves always."""
    total = Counter(child["type"] for child in raw)
    seen: Counter[str] = Counter()
    places = []
    for child in raw:
        name = child["type"]
        seen[name] += 1
        places.append(_name_place(name, seen[name], total[name], stream_block))
    return places


def _name_place(name: str, number: int, total: int, stream_block: Any) -> str:
    if name == "shelf":
        return _("Shelf %(number)d") % {"number": number}
    block = stream_block.child_blocks.get(name)
    label = str(block.label) if block is not None else name
    if total == 1:
        return label
    return _("%(block)s %(number)d") % {"block": label, "number": number}
