"""Findings in the words of whoever reads them, and as they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from cms.catalog.norms.values import Finding, Severity
from cms.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in one language."""

    severity: str
    points: int
    field: str
    place: str
    reason: str
    way_out: str
    code: str

    @property
    def text(self) -> str:
        """The reason and the way out, in two sentences."""
        return gettext("%(reason)s. %(way_out)s.") % {"reason": self.reason, "way_out": self.way_out}

    @property
    def cost(self) -> str:
        """What it costs, "" where it costs nothing."""
        if not self.points:
            return ""
        return ngettext("−%(count)d point", "−%(count)d points", self.points) % {"count": self.points}

    @property
    def is_blocking(self) -> bool:
        return self.severity == Severity.BLOCKS


def say(finding: Finding) -> Said:
    """In the language that is active."""
    flaw = finding.flaw
    return Said(
        finding.severity,
        finding.points,
        flaw.field,
        flaw.place.render(gettext),
        flaw.reason.render(gettext),
        flaw.way_out.render(gettext),
        flaw.code,
    )


def pack(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """As JSON from which every language can be said."""
    return [
        {
            "kind": finding.kind.value,
            "severity": finding.severity.value,
            "points": finding.points,
            "field": finding.flaw.field,
            "code": finding.flaw.code,
            "place": _pack_phrase(finding.flaw.place),
            "reason": _pack_phrase(finding.flaw.reason),
            "wayOut": _pack_phrase(finding.flaw.way_out),
        }
        for finding in findings
    ]


def _pack_phrase(phrase: Phrase) -> list[Any]:
    values = {
        name: _pack_phrase(value) if isinstance(value, Phrase) else value for name, value in phrase.values.items()
    }
    return [phrase.template, values] if values else [phrase.template]


def say_packed(packed: dict[str, Any]) -> Said:
    """What `pack` wrote, in the language that is active."""
    return Said(
        packed["severity"],
        packed["points"],
        packed["field"],
        _unpack_phrase(packed["place"]).render(gettext),
        _unpack_phrase(packed["reason"]).render(gettext),
        _unpack_phrase(packed["wayOut"]).render(gettext),
        packed["code"],
    )


def _unpack_phrase(packed: list[Any]) -> Phrase:
    template, values = packed[0], packed[1] if len(packed) > 1 else {}
    return Phrase(
        template,
        **{name: _unpack_phrase(value) if isinstance(value, list) else value for name, value in values.items()},
    )
