"""PURE. What the name of a picture file may mean: which SKU or product, and which of its pictures."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

_NUMBERED = re.compile(
    r"^(?P<code>.+?)\s*(?:[_\-\s]\s*(?P<number>[0-9]{1,2})|[(（]\s*(?P<bracketed>[0-9]{1,2})\s*[)）])$"
)
_MAIN = re.compile(r"^(?P<code>.+?)[_\-\s](?:main|主图)$", re.IGNORECASE)
_ALONE = re.compile(r"^(?:(?:main|主图|详情|pic|img)?[_\-\s]?(?P<number>[0-9]{1,3})|main|主图)$", re.IGNORECASE)
_DIGITS = re.compile(r"([0-9]+)")


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a name: the picture at `place` (from 1) of what `code` names."""

    code: str
    place: int
    is_folder: bool = False
    """Whether the code is what the folder is called, not the file."""


def list_readings(path: str, position: int = 1) -> list[Reading]:
    """Every meaning of `path`, the most literal first; `position` is where it stands among the files of its folder."""
    file = PurePosixPath(path)
    stem, folder = file.stem.strip(), file.parent.name.strip()
    readings = [Reading(stem, 1)] if stem else []
    if match := _NUMBERED.match(stem):
        number = int(match["number"] or match["bracketed"])
        readings.append(Reading(match["code"].strip(), max(1, number)))
    if match := _MAIN.match(stem):
        readings.append(Reading(match["code"].strip(), 1))
    if folder:
        alone = _ALONE.match(stem)
        place = max(1, int(alone["number"])) if alone and alone["number"] else 1 if alone else position
        # In a folder a number alone is the place there, even if there should be such a SKU.
        readings.insert(0 if alone else len(readings), Reading(folder, place, is_folder=True))
    return readings


def choose_readings(readings: Collection[Reading], known: Collection[str]) -> list[Reading]:
    """Those whose code is known (folded). A folder counts where the file's own name means nothing."""
    right = [one for one in readings if one.code.casefold() in known]
    if right and right[0].is_folder:
        return right[:1]
    return [one for one in right if not one.is_folder] or right


def sort_naturally(paths: Collection[str]) -> list[str]:
    """As people count: 2 before 10."""
    # Without their endings: a SKU alone comes before the same with something behind it.
    return sorted(paths, key=lambda path: (_split(path.rpartition(".")[0] or path), path))


def _split(path: str) -> list[tuple[int, str]]:
    parts = _DIGITS.split(path)
    return [(int(part), "") if place % 2 else (0, part.casefold()) for place, part in enumerate(parts)]
