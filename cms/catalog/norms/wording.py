"""PURE. Words that the advertising law forbids or wants proven, and claims whose proof runs out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from cms.catalog.norms.lexicon import Hit, Lexicon, squeeze_han, squeeze_words
from cms.catalog.norms.places import FIELDS
from cms.catalog.norms.values import Evidence, Flaw, Norm, Severity, Subject
from cms.phrases import Phrase

LAWS: dict[str, Phrase] = {
    "superlative": Phrase("the advertising law forbids superlatives and what cannot be surpassed"),
    "state": Phrase("the advertising law forbids the names and the authority of the state"),
    "medical": Phrase("only medicines and medical devices may be said to heal"),
    "health": Phrase("food and cosmetics may not be said to do what health food and medicines do"),
    "guarantee": Phrase("an effect, safety or a return may not be guaranteed"),
    "price": Phrase("a comparison of prices has to be true and provable"),
    "urgency": Phrase("shoppers may not be hurried by what is not so"),
    "proof": Phrase("figures, prizes, patents and comparisons need their source"),
    "superstition": Phrase("the advertising law forbids superstition"),
    "green": Phrase("claims about the environment have to be exact and provable"),
    "rival": Phrase("other sellers and their products may not be run down"),
}
"""By kind of rule, why."""

_COSTS = {Severity.BLOCKS: 1.0, Severity.WARNS: 0.5, Severity.INFORMS: 0.15}


def judge_words(subject: Subject, _norm: Norm, lexicon: Lexicon) -> list[Flaw]:
    """Every phrase once a field. What evidence proves at `subject.today` is left alone."""
    proven = [squeeze_claim(one.claim) for one in subject.evidence if is_valid(one, subject)]
    return list(_judge_fields(subject, lexicon, proven))


def _judge_fields(subject: Subject, lexicon: Lexicon, proven: list[str]) -> Iterator[Flaw]:
    for field, text in subject.list_texts():
        for hit in lexicon.find(text):
            if hit.banned.needs_evidence and _is_proven(hit, proven):
                continue
            yield _make_flaw(field, hit)


def _is_proven(hit: Hit, proven: list[str]) -> bool:
    wanted = squeeze_claim(hit.banned.text)
    return any(wanted in claim for claim in proven)


def squeeze_claim(text: str) -> str:
    """A claim as it is compared: without spaces and signs."""
    return squeeze_han(squeeze_words(text))


def is_valid(evidence: Evidence, subject: Subject) -> bool:
    """Whether it proves anything on that day; the last day counts."""
    return evidence.valid_until is None or evidence.valid_until >= subject.today


def _make_flaw(field: str, hit: Hit) -> Flaw:
    banned = hit.banned
    law = LAWS.get(banned.law, Phrase("the shop does not want it said"))
    numbers = {"phrase": banned.text, "found": hit.found}
    return Flaw(
        field,
        FIELDS[field],
        Phrase("“%(found)s” may not stand there: %(law)s", found=hit.found, law=law),
        _say_way_out(hit),
        f"banned_{banned.law or 'phrase'}",
        _COSTS.get(banned.severity, 0.0),
        numbers,
        banned.severity,
    )


def _say_way_out(hit: Hit) -> Phrase:
    replacement, needs_evidence = hit.banned.replacement, hit.banned.needs_evidence
    if replacement and needs_evidence:
        return Phrase("Say “%(replacement)s”, or attach what proves it to the product", replacement=replacement)
    if replacement:
        return Phrase("Say “%(replacement)s”", replacement=replacement)
    if needs_evidence:
        return Phrase("Leave it out, or attach what proves it to the product")
    return Phrase("Leave it out")


def judge_expiry(subject: Subject, norm: Norm) -> list[Flaw] | None:
    """Evidence that is no longer valid, or not for long."""
    if not subject.evidence:
        return None
    soon = subject.today + timedelta(days=norm.parameters["days"])
    flaws = []
    for one in subject.evidence:
        if one.valid_until is None or one.valid_until > soon:
            continue
        is_over = one.valid_until < subject.today
        values = {"claim": one.claim, "date": one.valid_until.isoformat()}
        reason = (
            Phrase("what proves “%(claim)s” was valid until %(date)s", **values)
            if is_over
            else Phrase("what proves “%(claim)s” is valid until %(date)s only", **values)
        )
        way_out = Phrase("Attach a newer document")
        share = (1.0 if is_over else 0.3) / len(subject.evidence)
        flaws.append(Flaw("evidence", FIELDS["evidence"], reason, way_out, "evidence_expiry", share, values))
    return flaws
