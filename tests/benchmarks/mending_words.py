"""What a catalogue itself knows of a product, put into words: nothing is said that no row of it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

_LEAST_TITLE, _LEAST_SUMMARY = 15, 30
_MOST_POINTS, _LONGEST_POINT = 5, 80
_LEAST_SPECIFICATIONS = 6
_SEEN_ENOUGH = 8
_SHORTEST_VALUE = 4
_LIKE_WORD = re.compile(r"^[^\W\d_][\w &/.+-]*$")


@dataclass(slots=True)
class Known:
    """A product as the catalogue has it; `names` are what specifications are called."""

    title: str
    brand: str = ""
    model: str = ""
    summary: str = ""
    gtin: str = ""
    released_at: datetime | None = None
    specifications: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def learn_values(rows: Iterable[Mapping[str, Any]], *, texts: frozenset[str]) -> dict[str, str]:
    """By value in small letters, the text specification that has it most: "notebook" is a product type."""
    counts: dict[str, Counter[str]] = {}
    for specifications in rows:
        for key, value in specifications.items():
            if key in texts and isinstance(value, str) and len(value) >= _SHORTEST_VALUE and _LIKE_WORD.match(value):
                counts.setdefault(value.casefold(), Counter())[key] += 1
    found = {value: each.most_common(1)[0] for value, each in counts.items()}
    return {value: key for value, (key, count) in found.items() if count >= _SEEN_ENOUGH}


def find_said(known: Known, learnt: Mapping[str, str]) -> dict[str, str]:
    """Specifications that its own title or short description says in so many words, and its facts do not."""
    text = f"{known.title} · {known.summary}".casefold()
    found: dict[str, str] = {}
    for value in sorted(learnt, key=len, reverse=True):
        key = learnt[value]
        if value in text and key not in known.specifications and key not in found:
            place = text.find(value)
            if re.search(rf"(?<!\w){re.escape(value)}(?!\w)", text):
                found[key] = f"{known.title} · {known.summary}"[place : place + len(value)]
        if len(found) + len(known.specifications) >= _LEAST_SPECIFICATIONS:
            break
    return found


def write_title(known: Known) -> str:
    """Short titles get brand, type and model, in front or behind; others stay."""
    if len(known.title) >= _LEAST_TITLE:
        return known.title
    title = known.title
    kind = str(known.specifications.get("product_type", ""))
    for part in (known.brand, kind, str(known.specifications.get("product_colour", "")), known.model):
        if part and part.casefold() not in title.casefold():
            title = f"{part} {title}" if part == known.brand else f"{title} {part}"
    return title[:255]


def write_summary(known: Known) -> str:
    """What lists show under the title."""
    if len("".join(known.summary.split())) >= _LEAST_SUMMARY:
        return known.summary
    facts = [known.title, *_list_facts(known)]
    return f"{'. '.join(facts)}."[:500]


def write_points(known: Known) -> list[str]:
    """Three to five short reasons: what is compared first, then what it is."""
    points = [fact for fact in _list_facts(known) if len(fact) <= _LONGEST_POINT]
    pieces = (piece.strip(" .") for piece in re.split(r"[,;]\s+", known.summary))
    points += [piece for piece in pieces if 8 <= len(piece) <= _LONGEST_POINT]
    return list(dict.fromkeys(points))[:_MOST_POINTS]


def write_details(known: Known) -> str:
    """Paragraphs: what it is, then every fact, a line each."""
    facts = _list_facts(known, most=40)
    parts = [known.title, known.summary, "# Facts", "\n".join(facts)]
    return "\n\n".join(dict.fromkeys(part for part in parts if part))


def _list_facts(known: Known, *, most: int = 6) -> list[str]:
    said = [f"{known.names.get(key, key)}: {_say(value)}" for key, value in known.specifications.items()]
    own: Sequence[tuple[str, str]] = [
        ("Brand", known.brand),
        ("Model", known.model),
        ("Released", f"{known.released_at:%B %Y}" if known.released_at else ""),
        ("GTIN", known.gtin),
    ]
    return [*said, *(f"{name}: {value}" for name, value in own if value)][:most]


def _say(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
