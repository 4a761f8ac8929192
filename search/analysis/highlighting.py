"""Marks in a text what a query found in it; analysis knows where each token stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from search.analysis.analyser import Analyser

Span = tuple[int, int]
_ELLIPSIS = "…"


def highlight(
    text: str, words: Sequence[Iterable[Iterable[str]]], analyser: Analyser, *, longest: int | None = None
) -> str | None:
    """HTML of `text` with <mark> round what matches; None if nothing does.

    `words` are the words looked for, each as its alternatives in order of preference, each the tokens it is made
    of: the first alternative that is wholly there is marked. Longer texts are cut to about `longest` characters
    round the first match.
    """
    spans = merge_spans(_find_spans(text, words, analyser))
    if not spans:
        return None
    start, end = _choose_window(text, spans[0], longest)
    pieces, at = [], start
    for first, last in spans:
        if first >= start and last <= end:
            pieces += [escape(text[at:first]), "<mark>", escape(text[first:last]), "</mark>"]
            at = last
    pieces.append(escape(text[at:end]))
    return f"{_ELLIPSIS if start else ''}{''.join(pieces)}{_ELLIPSIS if end < len(text) else ''}"


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that overlap or touch made one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _find_spans(text: str, words: Sequence[Iterable[Iterable[str]]], analyser: Analyser) -> list[Span]:
    places = analyser.locate(text)
    found: list[Span] = []
    for alternatives in words:
        for tokens in alternatives:
            wanted = list(tokens)
            if all(token in places for token in wanted):
                found += [span for token in wanted for span in places[token]]
                break
    return found


def _choose_window(text: str, first: Span, longest: int | None) -> Span:
    if longest is None or len(text) <= longest:
        return 0, len(text)
    start = max(0, first[0] - longest // 4)
    # Do not start inside a word where a space is near.
    space = text.find(" ", start, first[0])
    if start and space >= 0:
        start = space + 1
    end = min(len(text), max(start + longest, first[1]))
    space = text.rfind(" ", first[1], end)
    if end < len(text) and space > first[1]:
        end = space
    return start, end
