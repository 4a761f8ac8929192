"""PURE. Reads a line of a feed through a mapping: either a row ready to import, or the problems it has."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from cms.catalog.feeds.conversions import Context, convert, is_empty
from cms.catalog.feeds.lines import Line
from cms.catalog.feeds.mapping import MappedField, MappedSpecification, Mapping, Source
from cms.catalog.feeds.problems import ConversionError, Problem, refuse_window
from cms.catalog.feeds.slugs import humanise, make_slug
from cms.catalog.feeds.targets import LONGEST_SPECIFICATION, PICTURE, SPECIFICATION_KINDS, Target
from cms.phrases import Phrase

_VALUE = {
    kind: Target("specifications", value_kind, LONGEST_SPECIFICATION)
    for kind, value_kind in SPECIFICATION_KINDS.items()
}
_IS_KEY = re.compile(r"[\w-]{1,120}")


class Feature(NamedTuple):
    """A specification as the feed describes it."""

    key: str
    type: str
    name: str
    unit: str
    is_facet: bool


@dataclass(slots=True)
class Row:
    """A line as values by model attribute; what the mapping does not fill is not there."""

    line: int
    key: str
    sku: str
    product: dict[str, Any] = field(default_factory=dict)
    offer: dict[str, Any] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)
    specifications: dict[tuple[str, str], tuple[Feature, Any]] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()


class RowReader:
    """Reads lines by one mapping. `wants_offers_alone` passes over everything but the offer."""

    def __init__(self, mapping: Mapping, *, wants_offers_alone: bool = False) -> None:
        self.mapping = mapping
        self.zone = ZoneInfo(mapping.time_zone)
        self.is_whole = not wants_offers_alone
        self.currency = next((one for one in mapping.offer if one.name == "offer.currency"), None)
        self.product = mapping.product if self.is_whole else ()
        self.named = [one for one in mapping.specifications if one.key]
        self.prefixed = [one for one in mapping.specifications if one.prefix]
        self.features: dict[str, tuple[Feature, MappedSpecification] | None] = {}
        self.context = Context(self.zone, mapping.default_currency)
        self.fixed_context = {mapping.default_currency: self.context}

    def list_features(self) -> set[tuple[str, str]]:
        """Key and type of every specification the mapping names or a column so far has been for, empty or not."""
        named = {(one.key, one.type) for one in self.named}
        return named | {(known[0].key, known[0].type) for known in self.features.values() if known is not None}

    def read(self, line: Line) -> Row | list[Problem]:
        """The row in `line`, or everything that is wrong with it."""
        if line.error:
            return [Problem(line.number, "", line.error)]
        problems: list[Problem] = []
        context = self._make_context(line, problems)
        row = Row(line.number, key="", sku="")
        self._fill(row.offer, self.mapping.offer, line, context, problems)
        if self.is_whole:
            self._fill(row.product, self.product, line, context, problems)
            self._fill(row.content, self.mapping.content, line, context, problems)
            row.specifications = self._read_specifications(line, context, problems)
            row.pictures = self._read_pictures(line, context, problems)
        self._fill_options(row, line, context, problems)
        if problems:
            return _drop_echoes(problems)
        row.sku = row.offer.pop("sku")
        if self.is_whole:
            # A mapping that names no key makes each SKU a product of its own.
            row.key = row.product.pop("key", row.sku)
        if self.is_whole:
            row.offer.setdefault("currency", context.currency)
        return _check_windows(row) or row

    def _make_context(self, line: Line, problems: list[Problem]) -> Context:
        if self.currency is None:
            return self.context
        found: dict[str, Any] = {}
        self._fill(found, (self.currency,), line, self.context, [])
        code = found.get("currency", self.mapping.default_currency)
        return self.fixed_context.setdefault(code, Context(self.zone, code))

    def _fill(
        self,
        into: dict[str, Any],
        fields: tuple[MappedField, ...],
        line: Line,
        context: Context,
        problems: list[Problem],
    ) -> None:
        for one in fields:
            raw = _find(line.values, one.source)
            if is_empty(raw):
                if one.target.is_required:
                    problems.append(Problem(line.number, one.name, Phrase("it is empty")))
                into[one.target.column] = one.target.empty
                continue
            try:
                into[one.target.column] = convert(raw, one.target, one.source, context)
            except ConversionError as error:
                problems.append(Problem(line.number, one.name, error.reason))

    def _fill_options(self, row: Row, line: Line, context: Context, problems: list[Problem]) -> None:
        if not self.mapping.options:
            return
        options: dict[str, Any] = {}
        for one in self.mapping.options:
            found: dict[str, Any] = {}
            self._fill(found, (one,), line, context, problems)
            if found.get("options"):
                options[one.name.rpartition(".")[2]] = found["options"]
        row.offer["options"] = options

    def _read_specifications(
        self, line: Line, context: Context, problems: list[Problem]
    ) -> dict[tuple[str, str], tuple[Feature, Any]]:
        found: dict[tuple[str, str], tuple[Feature, Any]] = {}
        for one in self.named:
            raw = _find(line.values, one.source)
            feature = Feature(one.key, one.type, one.name or humanise(one.key), one.unit, one.is_facet)
            self._read_specification(found, feature, one, raw, line, context, problems)
        if self.prefixed:
            for column, raw in line.values.items():
                known = self._find_feature(column)
                if known is not None and (known[0].key, known[0].type) not in found:
                    self._read_specification(found, known[0], known[1], raw, line, context, problems)
        return found

    def _read_specification(
        self,
        found: dict[tuple[str, str], tuple[Feature, Any]],
        feature: Feature,
        one: MappedSpecification,
        raw: Any,
        line: Line,
        context: Context,
        problems: list[Problem],
    ) -> None:
        if is_empty(raw):
            return
        try:
            found[feature.key, feature.type] = (feature, convert(raw, _VALUE[feature.type], one.source, context))
        except ConversionError as error:
            problems.append(Problem(line.number, f"specification {feature.key}", error.reason))

    def _find_feature(self, column: str) -> tuple[Feature, MappedSpecification] | None:
        """What a column says by its prefix, remembered: a feed repeats its columns on every line."""
        if column not in self.features:
            self.features[column] = self._make_feature(column)
        return self.features[column]

    def _make_feature(self, column: str) -> tuple[Feature, MappedSpecification] | None:
        for one in self.prefixed:
            rest = column.removeprefix(one.prefix)
            key = rest if _IS_KEY.fullmatch(rest) else make_slug(rest, max_length=120)
            if rest != column and key:
                name = humanise(rest)[:120]
                return Feature(key, one.type, name, one.unit, one.is_facet), one
        return None

    def _read_pictures(self, line: Line, context: Context, problems: list[Problem]) -> tuple[str, ...]:
        urls: dict[str, None] = {}
        for index, source in enumerate(self.mapping.pictures, start=1):
            raw = _find(line.values, source)
            if is_empty(raw):
                continue
            try:
                urls.update(dict.fromkeys(convert(raw, PICTURE, source, context)))
            except ConversionError as error:
                problems.append(Problem(line.number, f"picture {index}", error.reason))
        return tuple(urls)


def _find(values: dict[str, Any], source: Source) -> Any:
    """What the line has for `source`, before it is converted."""
    if not source.columns:
        return source.constant
    if source.join is not None and len(source.columns) > 1:
        raw: Any = _join(values, source)
    else:
        raw = next((values[name] for name in source.columns if not is_empty(values.get(name))), None)
    if isinstance(raw, str):
        raw = raw.strip()
        if source.strip_prefix:
            raw = raw.removeprefix(source.strip_prefix).strip()
    if source.values:
        raw = source.values.get(str(raw), raw)
    return source.default if is_empty(raw) else raw


def _join(values: dict[str, Any], source: Source) -> list[Any]:
    found: list[Any] = []
    for name in source.columns:
        value = values.get(name)
        found += value if isinstance(value, list) else [value]
    return [value for value in found if not is_empty(value)]


def _drop_echoes(problems: list[Problem]) -> list[Problem]:
    """Most mappings take product key and SKU from one column: one mistake is told once."""
    skus = {problem.reason for problem in problems if problem.field == "offer.sku"}
    return [problem for problem in problems if problem.field != "product.key" or problem.reason not in skus]


def _check_windows(row: Row) -> list[Problem]:
    """Windows that would end before they begin; the database would refuse them with the whole batch."""
    problems = []
    for starts, ends in (("on_shelf_from", "on_shelf_until"), ("presale_starts_at", "presale_ends_at")):
        first, last = row.offer.get(starts), row.offer.get(ends)
        if first is not None and last is not None and last <= first:
            problems.append(refuse_window(row.line, starts, ends))
    return problems
