"""PURE. Whether details and selling points can be read by who is in a hurry, and which sentence to split."""

from __future__ import annotations

from collections.abc import Iterator

from cms.catalog.norms.places import FIELDS
from cms.catalog.norms.readability import Piece, Reading, measure_text
from cms.catalog.norms.values import Flaw, Norm, Subject
from cms.phrases import Phrase

_SENTENCES = 3
"""So many are named at once."""
_OF_SENTENCES, _OF_ALL, _OF_PARAGRAPHS = 0.6, 0.4, 0.3


def judge_readability(subject: Subject, norm: Norm) -> list[Flaw] | None:
    """Long sentences by number, the text as a whole, and the longest paragraph. A full stop never makes it worse."""
    texts = {"details": subject.details, "selling_points": "\n".join(subject.selling_points)}
    readings = {field: reading for field, text in texts.items() if (reading := measure_text(text)) is not None}
    if not readings:
        return None
    return [flaw for field, reading in readings.items() for flaw in _list_flaws(field, reading, norm)]


def _list_flaws(field: str, reading: Reading, norm: Norm) -> Iterator[Flaw]:
    yield from _judge_sentences(field, reading, norm.parameters["words" if reading.is_spaced else "longest"])
    if reading.is_spaced:
        yield from _judge_lix(field, reading, norm.parameters["lix"])
    else:
        yield from _judge_average(field, reading, norm.parameters["average"])
    yield from _judge_paragraphs(
        field, reading, norm.parameters["paragraph_words" if reading.is_spaced else "paragraph"]
    )


def _judge_sentences(field: str, reading: Reading, most: int) -> Iterator[Flaw]:
    for one in reading.list_long(most, limit=_SENTENCES) if most else ():
        values = _describe(one, most)
        reason = (
            Phrase(
                "sentence %(number)d, “%(start)s…”, has %(length)d words, and should have at most %(most)d", **values
            )
            if reading.is_spaced
            else Phrase(
                "sentence %(number)d, “%(start)s…”, has %(length)d characters, and should have at most %(most)d",
                **values,
            )
        )
        way_out = Phrase("Split it where the next thought begins")
        # By the part of the text that stands in it: two halves that are still too long are no worse than the whole.
        share = _OF_SENTENCES * one.length / reading.total
        yield Flaw(field, FIELDS[field], reason, way_out, "sentence_long", share, values)


def _judge_average(field: str, reading: Reading, most: int) -> Iterator[Flaw]:
    if not most or reading.average is None or reading.average <= most:
        return
    values = {"average": round(reading.average), "most": most}
    reason = Phrase(
        "its sentences have %(average)d characters on average, and should have at most %(most)d",
        **values,
    )
    way_out = Phrase("Say one thing in each sentence, and end it with a full stop rather than a comma")
    yield Flaw(
        field, FIELDS[field], reason, way_out, "sentences_long", _exceed(reading.average, most) * _OF_ALL, values
    )


def _judge_lix(field: str, reading: Reading, most: int) -> Iterator[Flaw]:
    if not most or reading.lix is None or reading.lix <= most:
        return
    values = {"lix": round(reading.lix), "most": most}
    reason = Phrase("its readability index (LIX) is %(lix)d, and should be at most %(most)d", **values)
    way_out = Phrase("Write shorter sentences, and shorter words where there are any")
    yield Flaw(field, FIELDS[field], reason, way_out, "text_hard", _exceed(reading.lix, most) * _OF_ALL, values)


def _judge_paragraphs(field: str, reading: Reading, most: int) -> Iterator[Flaw]:
    longest = max(reading.paragraphs, key=lambda one: one.length)
    if not most or longest.length <= most:
        return
    values = _describe(longest, most)
    reason = (
        Phrase("paragraph %(number)d, “%(start)s…”, has %(length)d words, and should have at most %(most)d", **values)
        if reading.is_spaced
        else Phrase(
            "paragraph %(number)d, “%(start)s…”, has %(length)d characters, and should have at most %(most)d",
            **values,
        )
    )
    way_out = Phrase("Begin a new paragraph where the subject changes, or make a list of it")
    yield Flaw(field, FIELDS[field], reason, way_out, "paragraph_long", _OF_PARAGRAPHS, values)


def _describe(piece: Piece, most: int) -> dict[str, object]:
    return {"number": piece.number, "start": piece.start, "length": piece.length, "most": most}


def _exceed(value: float, most: int) -> float:
    """By how much of the limit it is over it, at most all of it."""
    return min(1.0, (value - most) / most)
