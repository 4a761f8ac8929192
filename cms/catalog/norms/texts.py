"""PURE. Texts: three to five selling points, a description that says enough, and that says it of this product."""

from __future__ import annotations

from cms.catalog.norms.places import FIELDS
from cms.catalog.norms.values import Flaw, Norm, Subject
from cms.phrases import Phrase


def judge_selling_points(subject: Subject, norm: Norm) -> list[Flaw]:
    """Neither too few nor too many, and short."""
    points = [point for point in subject.selling_points if point.strip()]
    least, most, longest = (norm.parameters[name] for name in ("least", "most", "longest"))
    numbers = {"count": len(points), "least": least, "most": most}
    flaws = []
    if len(points) < least:
        reason = Phrase("there are %(count)d, and should be at least %(least)d", **numbers)
        way_out = Phrase("Say in a few words each why to buy it")
        flaws.append(_flaw("points_few", "selling_points", reason, way_out, (least - len(points)) / least, numbers))
    elif most and len(points) > most:
        reason = Phrase("there are %(count)d, and should be at most %(most)d", **numbers)
        flaws.append(_flaw("points_many", "selling_points", reason, Phrase("Keep the strongest"), 0.5, numbers))
    for number, point in enumerate(points, start=1):
        if longest and len(point) > longest:
            numbers = {"number": number, "length": len(point), "most": longest}
            reason = Phrase("number %(number)d has %(length)d characters, and should have at most %(most)d", **numbers)
            flaws.append(
                _flaw("point_long", "selling_points", reason, Phrase("Shorten it"), 0.5 / len(points), numbers)
            )
    return flaws


def judge_summary(subject: Subject, norm: Norm) -> list[Flaw]:
    """What stands under the title in lists."""
    return _judge_length(subject.summary, "summary", norm)


def judge_description(subject: Subject, norm: Norm) -> list[Flaw]:
    """What the details say, without their pictures."""
    return _judge_length(subject.details, "details", norm)


def _judge_length(text: str, field: str, norm: Norm) -> list[Flaw]:
    length, least, most = len("".join(text.split())), norm.parameters["least"], norm.parameters["most"]
    numbers = {"length": length, "least": least, "most": most}
    if length < least:
        reason = (
            Phrase("it has %(length)d characters, and should have at least %(least)d", **numbers)
            if length
            else Phrase("it is empty")
        )
        way_out = Phrase("Say what it is for, what it is made of and what comes with it")
        return [_flaw(f"{field}_short", field, reason, way_out, (least - length) / least, numbers)]
    if most and length > most:
        reason = Phrase("it has %(length)d characters, and should have at most %(most)d", **numbers)
        way_out = Phrase("Leave out what shoppers do not decide by")
        return [_flaw(f"{field}_long", field, reason, way_out, min(1.0, (length - most) / most), numbers)]
    return []


def judge_duplicate(subject: Subject, norm: Norm) -> list[Flaw] | None:
    """Another product described in nearly the same words: search engines show one of them, shoppers trust neither."""
    least = norm.parameters["alike"] / 100
    alike = [one for one in subject.duplicates if one.share >= least]
    if not subject.details.strip() and not subject.summary.strip():
        return None
    if not alike:
        return []
    worst = max(alike, key=lambda one: (one.share, one.key))
    numbers = {"key": worst.key, "title": worst.title, "share": round(worst.share * 100), "count": len(alike)}
    reason = Phrase("%(share)d%% of it is the same as that of “%(title)s”", **numbers)
    return [
        _flaw("description_duplicate", "details", reason, Phrase("Say what this product has of its own"), 1, numbers)
    ]


def _flaw(code: str, field: str, reason: Phrase, way_out: Phrase, share: float, numbers: dict[str, object]) -> Flaw:
    return Flaw(field, FIELDS[field], reason, way_out, code, share, numbers)
