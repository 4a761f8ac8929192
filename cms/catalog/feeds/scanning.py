"""PURE. The first of two passes over a feed: what is in it, and which lines cannot be taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import orjson

from cms.catalog.feeds.lines import Line
from cms.catalog.feeds.problems import Problem, refuse_repeated
from cms.catalog.feeds.readers import Feed
from cms.catalog.feeds.rows import Feature, Row, RowReader

Path = tuple[str, ...]
MAX_CHOICES = 200

OnBad = Callable[[Line, list[Problem]], None]
OnProgress = Callable[[int, int], None]


@dataclass(slots=True)
class ScannedFeature:
    """A specification as the feed has it, with the values seen where it is a choice."""

    feature: Feature
    choices: dict[str, None] = field(default_factory=dict)


@dataclass(slots=True)
class Scan:
    """What a feed holds. A product's first good line leads: it says what the product is; others add offers."""

    lines: int = 0
    bad: set[int] = field(default_factory=set)
    repeated: set[int] = field(default_factory=set)
    leaders: dict[str, int] = field(default_factory=dict)
    skus: dict[str, tuple[int, int]] = field(default_factory=dict)
    brands: dict[str, str] = field(default_factory=dict)
    features: dict[Path, dict[tuple[str, str], ScannedFeature]] = field(default_factory=dict)
    mentioned: set[tuple[str, str]] = field(default_factory=set)
    more_pictures: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def good(self) -> int:
        return self.lines - len(self.bad) - len(self.repeated)

    def leads(self, row: Row) -> bool:
        """Whether `row` is the line that says what its product is."""
        return self.leaders.get(row.key, row.line) == row.line


def scan(feed: Feed, reader: RowReader, *, on_bad: OnBad, on_progress: OnProgress) -> Scan:
    """Read the whole feed once, without keeping its rows."""
    found = Scan()
    for line in feed.read():
        found.lines += 1
        result = reader.read(line)
        problems = result if isinstance(result, list) else _note_sku(found, result, line)
        if problems:
            found.bad.add(line.number)
            on_bad(line, problems)
        elif isinstance(result, Row) and line.number not in found.repeated:
            _note(found, result)
        on_progress(found.lines, 0)
    found.mentioned = reader.list_features()
    return found


def read_good_rows(feed: Feed, reader: RowReader, found: Scan) -> Iterator[tuple[Line, Row]]:
    """The second pass: the rows that the scan found good, in order."""
    for line in feed.read():
        if line.number in found.bad or line.number in found.repeated:
            continue
        row = reader.read(line)
        if isinstance(row, Row):
            if found.leads(row) and row.key in found.more_pictures:
                row.pictures = tuple(dict.fromkeys([*row.pictures, *found.more_pictures[row.key]]))
            yield line, row


def _note_sku(found: Scan, row: Row, line: Line) -> list[Problem]:
    fingerprint = hash(orjson.dumps(line.values, default=str, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS))
    first, known = found.skus.setdefault(row.sku, (line.number, fingerprint))
    if first == line.number:
        return []
    if known == fingerprint:
        found.repeated.add(line.number)
        return []
    return [refuse_repeated(line.number, row.sku, first=first)]


def _note(found: Scan, row: Row) -> None:
    if found.leaders.setdefault(row.key, row.line) != row.line:
        if row.pictures:
            found.more_pictures[row.key] = (*found.more_pictures.get(row.key, ()), *row.pictures)
        return
    if brand := row.product.get("brand"):
        found.brands.setdefault(brand.casefold(), brand)
    path = row.product.get("category", ())
    features = found.features.setdefault(path, {})
    for feature, value in row.specifications.values():
        scanned = features.get((feature.key, feature.type))
        if scanned is None:
            scanned = features[feature.key, feature.type] = ScannedFeature(feature)
        if feature.type == "choice" and len(scanned.choices) < MAX_CHOICES:
            scanned.choices[value] = None
