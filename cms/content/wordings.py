"""PURE. What the shop never says, and what it has to say: read from lines, looked for in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cms.spelling import squeeze_text

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Avoided:
    """A phrase the shop does not use; `instead` is what it says in its place, "" where nobody has said."""

    phrase: str
    instead: str = ""


def read_avoided(lines: str) -> tuple[Avoided, ...]:
    """One a line: "phrase", or "phrase = what to say instead"."""
    pairs = (line.partition("=") for line in lines.splitlines())
    return tuple(Avoided(phrase.strip(), instead.strip()) for phrase, _sign, instead in pairs if phrase.strip())


def read_wanted(lines: str) -> tuple[str, ...]:
    """One a line."""
    return tuple(line.strip() for line in lines.splitlines() if line.strip())


def find_avoided(texts: Iterable[str], avoided: Iterable[Avoided]) -> list[Avoided]:
    """Those said in `texts`, plain or HTML; width, case, traditional characters and spaces make no difference."""
    said = _join(texts)
    return [one for one in avoided if squeeze_text(one.phrase) in said]


def find_missing(texts: Iterable[str], wanted: Iterable[str]) -> list[str]:
    """Those said nowhere in `texts`."""
    said = _join(texts)
    return [phrase for phrase in wanted if squeeze_text(phrase) not in said]


def _join(texts: Iterable[str]) -> str:
    return "\n".join(squeeze_text(_TAG.sub(" ", text)) for text in texts)
