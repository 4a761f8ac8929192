"""PURE. Specifications: what the category requires is said, in the definition's type, unit and choices."""

from __future__ import annotations

import math
from typing import Any

from cms.catalog.norms.places import FIELDS
from cms.catalog.norms.values import Definition, Flaw, Norm, Subject
from cms.phrases import Phrase


def judge_required(subject: Subject, _norm: Norm) -> list[Flaw] | None:
    """Everything the category requires."""
    required = [definition for definition in subject.definitions if definition.is_required]
    if not required:
        return None
    return [
        _flaw(
            "specification_missing",
            definition,
            Phrase("it is required in this category, and missing"),
            _say_what_fits(definition),
            1 / len(required),
        )
        for definition in required
        if is_missing(subject.specifications.get(definition.key))
    ]


def judge_count(subject: Subject, norm: Norm) -> list[Flaw]:
    """Enough to filter and to compare by, required or not."""
    count = sum(not is_missing(value) for value in subject.specifications.values())
    least = norm.parameters["least"]
    if count >= least:
        return []
    numbers = {"count": count, "least": least}
    reason = Phrase("there are %(count)d, and should be at least %(least)d", **numbers)
    way_out = Phrase("Add what shoppers compare by: measures, material, what comes with it")
    share = (least - count) / least
    return [Flaw("specifications", FIELDS["specifications"], reason, way_out, "specifications_few", share, numbers)]


def is_missing(value: Any) -> bool:
    """Whether nothing is said: 0 and "no" are something."""
    return value is None or (isinstance(value, str) and not value.strip())


def judge_values(subject: Subject, _norm: Norm) -> list[Flaw] | None:
    """Numbers are numbers, choices are among those allowed, units are the definition's."""
    said = [one for one in subject.definitions if not is_missing(subject.specifications.get(one.key))]
    if not said:
        return None
    flaws = []
    for definition in said:
        reason = find_fault(definition, subject.specifications[definition.key])
        if reason is not None:
            flaws.append(_flaw("specification_value", definition, reason, _say_what_fits(definition), 1 / len(said)))
    return flaws


def find_fault(definition: Definition, value: Any) -> Phrase | None:
    """What is wrong with `value`; None where nothing is."""
    shown = str(value)[:60]
    match definition.type:
        case "number":
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
                return Phrase("“%(value)s” is no number", value=shown)
        case "boolean":
            if not isinstance(value, bool):
                return Phrase("“%(value)s” is neither yes nor no", value=shown)
        case "choice":
            if value not in definition.choices:
                return Phrase("“%(value)s” is not among the choices", value=shown)
    return None


def _say_what_fits(definition: Definition) -> Phrase:
    if definition.type == "choice" and definition.choices:
        return Phrase("Choose one of these: %(choices)s", choices=", ".join(definition.choices[:8]))
    if definition.type == "number" and definition.unit:
        return Phrase("Give it as a number in %(unit)s", unit=definition.unit)
    if definition.type == "number":
        return Phrase("Give it as a number")
    if definition.type == "boolean":
        return Phrase("Say yes or no")
    return Phrase("Fill it in with the facts")


def _flaw(code: str, definition: Definition, reason: Phrase, way_out: Phrase, share: float) -> Flaw:
    place = Phrase("Specification “%(name)s”", name=definition.name)
    return Flaw("specifications", place, reason, way_out, code, share, {"key": definition.key})
