"""PURE. Pictures: enough of them, large and sharp enough, of the right shape, light to load, and described."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cms.catalog.norms.places import FIELDS, name_picture
from cms.catalog.norms.values import Flaw, Norm, Picture, Subject
from cms.phrases import Phrase

_KILOBYTE = 1024


def judge_count(subject: Subject, norm: Norm) -> list[Flaw]:
    """At least so many, at most so many."""
    count, least, most = len(subject.pictures), norm.parameters["least"], norm.parameters["most"]
    numbers = {"count": count, "least": least, "most": most}
    if count < least:
        reason = (
            Phrase("there are %(count)d, and should be at least %(least)d", **numbers)
            if count
            else Phrase("there is none")
        )
        way_out = Phrase("Add pictures: the whole, a detail, in use")
        return [_flaw("pictures_few", FIELDS["pictures"], reason, way_out, (least - count) / least, numbers)]
    if most and count > most:
        reason = Phrase("there are %(count)d, and should be at most %(most)d", **numbers)
        return [_flaw("pictures_many", FIELDS["pictures"], reason, Phrase("Keep the best"), 0.3, numbers)]
    return []


def judge_size(subject: Subject, norm: Norm) -> list[Flaw] | None:
    """The shorter side in pixels."""
    least = norm.parameters["shorter_side"]

    def judge(picture: Picture) -> Flaw | None:
        shorter = min(picture.width or 0, picture.height or 0)
        if shorter >= least:
            return None
        numbers = {"width": picture.width, "height": picture.height, "least": least}
        reason = Phrase(
            "it is %(width)d × %(height)d pixels, and its shorter side should be at least %(least)d", **numbers
        )
        return _flaw("picture_small", Phrase(""), reason, Phrase("Upload it larger"), numbers=numbers)

    return _judge_each(subject, lambda picture: picture.width is not None and picture.height is not None, judge)


def judge_ratio(subject: Subject, norm: Norm) -> list[Flaw] | None:
    """Width to height, one of those allowed; of the first picture alone, or of all."""
    allowed = [read_ratio(text) for text in norm.parameters["ratios"]]
    tolerance = norm.parameters["tolerance"] / 100
    shown = ", ".join(norm.parameters["ratios"])

    def judge(picture: Picture) -> Flaw | None:
        assert picture.width is not None and picture.height is not None  # noqa: S101 - asked for below
        ratio = picture.width / picture.height
        if any(abs(ratio / one - 1) <= tolerance for one in allowed):
            return None
        numbers = {"width": picture.width, "height": picture.height, "ratios": shown}
        reason = Phrase("it is %(width)d × %(height)d pixels, and should be %(ratios)s", **numbers)
        return _flaw("picture_ratio", Phrase(""), reason, Phrase("Crop it, or take another"), numbers=numbers)

    if not allowed:
        return None
    return _judge_each(
        subject, lambda picture: bool(picture.width and picture.height), judge, first=norm.parameters["first_only"]
    )


def read_ratio(text: str) -> float:
    """ "3:4" as 0.75. Raises ValueError where it is no ratio."""
    width, _, height = text.partition(":")
    ratio = float(width) / float(height or 1)
    if ratio <= 0:
        raise ValueError(text)
    return ratio


def judge_weight(subject: Subject, norm: Norm) -> list[Flaw] | None:
    """The file as it was uploaded: what is delivered is smaller, but who uploads 30 MB waits, and so do backups."""
    most = norm.parameters["kilobytes"]

    def judge(picture: Picture) -> Flaw | None:
        kilobytes = (picture.byte_size or 0) // _KILOBYTE
        if kilobytes <= most:
            return None
        numbers = {"kilobytes": kilobytes, "most": most}
        reason = Phrase("its file has %(kilobytes)d kB, and should have at most %(most)d", **numbers)
        return _flaw("picture_heavy", Phrase(""), reason, Phrase("Save it smaller, as WebP say"), numbers=numbers)

    return _judge_each(subject, lambda picture: picture.byte_size is not None, judge)


def judge_sharpness(subject: Subject, norm: Norm) -> list[Flaw] | None:
    """How much detail its edges have: a blurred picture has little."""
    least = norm.parameters["least"]

    def judge(picture: Picture) -> Flaw | None:
        if picture.sharpness is None or picture.sharpness >= least:
            return None
        numbers = {"sharpness": round(picture.sharpness), "least": least}
        reason = Phrase("it is not sharp (%(sharpness)d, and should be at least %(least)d)", **numbers)
        return _flaw("picture_blurred", Phrase(""), reason, Phrase("Take it again in better light"), numbers=numbers)

    return _judge_each(subject, lambda picture: picture.sharpness is not None, judge)


def judge_background(subject: Subject, _norm: Norm) -> list[Flaw] | None:
    """The first picture on white, as lists show it."""

    def judge(picture: Picture) -> Flaw | None:
        if picture.is_white:
            return None
        reason = Phrase("its background is not white")
        return _flaw("picture_background", Phrase(""), reason, Phrase("Put a picture on white first"))

    return _judge_each(subject, lambda picture: picture.is_white is not None, judge, first=True)


def judge_alt(subject: Subject, _norm: Norm) -> list[Flaw] | None:
    """Words for who cannot see it; what only decorates needs none."""

    def judge(picture: Picture) -> Flaw | None:
        if picture.alt.strip():
            return None
        reason = Phrase("nothing says what it shows, for people who cannot see it")
        way_out = Phrase("Describe it in a few words, or say that it only decorates")
        return _flaw("picture_alt", Phrase(""), reason, way_out)

    return _judge_each(subject, lambda picture: not picture.is_decorative, judge)


def _judge_each(
    subject: Subject,
    is_known: Callable[[Picture], bool],
    judge: Callable[[Picture], Flaw | None],
    *,
    first: bool = False,
) -> list[Flaw] | None:
    """The flaws of those of which enough is known; each costs its part. None where nothing is known."""
    shown = list(enumerate(subject.pictures[:1] if first else subject.pictures, start=1))
    known = [(number, picture) for number, picture in shown if is_known(picture)]
    if not known:
        return None
    return list(_name_flaws(known, judge))


def _name_flaws(known: list[tuple[int, Picture]], judge: Callable[[Picture], Flaw | None]) -> Iterator[Flaw]:
    for number, picture in known:
        flaw = judge(picture)
        if flaw is not None:
            numbers = {**flaw.numbers, "number": number}
            yield _flaw(flaw.code, name_picture(number), flaw.reason, flaw.way_out, 1 / len(known), numbers)


def _flaw(
    code: str,
    place: Phrase,
    reason: Phrase,
    way_out: Phrase,
    share: float = 1.0,
    numbers: dict[str, object] | None = None,
) -> Flaw:
    return Flaw("pictures", place, reason, way_out, code, share, numbers or {})
