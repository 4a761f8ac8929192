"""What keeps a product from being published, in the same words wherever it is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cms.catalog.norms.values import Finding
from cms.catalog.scoring.batches import judge_contents
from cms.catalog.scoring.saying import say
from cms.catalog.scoring.standing import find_standing
from cms.delivery.problems import ERROR, WARNING, Problem


def check_product(source: Any, *, at: datetime) -> Sequence[Problem]:
    """Errors that refuse its publication, whichever way it is asked for."""
    return check_products([source], at=at)[0]


def check_products(sources: Sequence[Any], *, at: datetime) -> list[Sequence[Problem]]:
    """The same of many, in the queries of one."""
    standing = find_standing()
    if not standing.number or not standing.has_blocking():
        return [() for _source in sources]
    judged = judge_contents(sources, at=at, standing=standing)
    return [[describe_finding(finding) for finding in one.verdict.blocking] for one in judged]


def describe_finding(finding: Finding) -> Problem:
    """As delivery says what is wrong."""
    said = say(finding)
    return Problem(ERROR if finding.is_blocking else WARNING, said.place, said.text, field=said.field)
