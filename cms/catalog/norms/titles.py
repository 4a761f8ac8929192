"""PURE. Titles: there, neither too short nor too long, with the word shoppers look for, and not stuffed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from cms.catalog.norms.places import FIELDS
from cms.catalog.norms.values import Flaw, Norm, Subject
from cms.phrases import Phrase
from cms.spelling import spell_text, squeeze_text

# A word by itself, of four letters at least where it is spelt: “h55xx” names a model, and USB, UTP or mm belong to what
# is plugged in at both ends.
_WORD = re.compile(r"(?<![^\W_\u4e00-\u9fff])(?<!-)(?:(?![\u4e00-\u9fff])[^\W\d_]){4,}(?![^\W_\u4e00-\u9fff])(?!-)")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_JOINT = re.compile(r"[与和及、/&,，]|\band\b")
_LONGEST_PIECE = 8
_SIGNS = re.compile(r"[!！★☆●◆■▲♥♡❤✨🔥【】\[\]{}<>~～|｜*＊#＃]")


def judge_missing(subject: Subject, _norm: Norm) -> list[Flaw]:
    """A product needs a title."""
    if squeeze_text(subject.title):
        return []
    return [_flaw("title_missing", Phrase("it is empty"), Phrase("Say what the product is"))]


def judge_length(subject: Subject, norm: Norm) -> list[Flaw] | None:
    """Characters, as they are counted in a list of results."""
    length = len(subject.title.strip())
    if not length:
        return None
    least, most = norm.parameters["least"], norm.parameters["most"]
    numbers = {"length": length, "least": least, "most": most}
    if length < least:
        reason = Phrase("it has %(length)d characters, and should have at least %(least)d", **numbers)
        way_out = Phrase("Add the kind of product, the brand and what tells it from others")
        return [_flaw("title_short", reason, way_out, share=(least - length) / least, numbers=numbers)]
    if most and length > most:
        reason = Phrase("it has %(length)d characters, and should have at most %(most)d", **numbers)
        way_out = Phrase("Move the details into the selling points or the specifications")
        return [_flaw("title_long", reason, way_out, share=min(1.0, (length - most) / most), numbers=numbers)]
    return []


def judge_keyword(subject: Subject, norm: Norm) -> list[Flaw] | None:
    """One of the words that shoppers look for: the norm's own, or else what the category is called.

    A category at the top is a department, or where a feed puts everything: nobody looks for it by its name.
    """
    words = tuple(norm.parameters["words"]) or list_category_words(subject.category_names[1:][-1:])
    if not words or not subject.title.strip():
        return None
    title = squeeze_text(subject.title)
    if any(has_word(title, word) for word in words):
        return []
    shown = " / ".join(words[:5])
    reason = Phrase("the word shoppers look for is not in it")
    return [_flaw("title_keyword", reason, Phrase("Put one of these into it: %(words)s", words=shown))]


def list_category_words(names: Sequence[str]) -> tuple[str, ...]:
    """What categories are called, one by one: 「普洱与白茶」 are two words to look for."""
    return tuple(word for name in names for part in _JOINT.split(name) if (word := part.strip()))


def has_word(squeezed_title: str, word: str) -> bool:
    """Whether the title names it: in one of its forms where it is English."""
    squeezed = squeeze_text(word)
    stem = squeezed[:-1] if squeezed.isascii() and len(squeezed) > 4 and squeezed.endswith("s") else squeezed
    return bool(stem) and stem in squeezed_title


def has_words(title: str, phrase: str) -> bool:
    """Whether the title names everything that somebody searched for, in whatever order."""
    squeezed = squeeze_text(title)
    words = [word for word in phrase.split() if squeeze_text(word)]
    return bool(words) and all(has_word(squeezed, word) for word in words)


def judge_stuffing(subject: Subject, norm: Norm) -> list[Flaw] | None:
    """The same word over and over, or more decoration than words."""
    if not subject.title.strip():
        return None
    flaws = []
    most = norm.parameters["repeats"]
    repeated = list_repeated(subject.title, most=most)
    if repeated:
        word, count = repeated[0]
        reason = Phrase("“%(word)s” is in it %(count)d times", word=word, count=count)
        way_out = Phrase("Say it %(most)d times at most: repeating does not find it more often", most=most)
        flaws.append(_flaw("title_repeats", reason, way_out, share=0.7, numbers={"word": word, "count": count}))
    signs = len(_SIGNS.findall(subject.title))
    if signs > norm.parameters["signs"]:
        numbers = {"count": signs, "most": norm.parameters["signs"]}
        reason = Phrase("%(count)d decorative signs are in it, and should be at most %(most)d", **numbers)
        flaws.append(_flaw("title_signs", reason, Phrase("Leave them out"), share=0.5, numbers=numbers))
    return flaws


def list_repeated(title: str, *, most: int) -> list[tuple[str, int]]:
    """Words that are in `title` more than `most` times, the longest first: (word, how often)."""
    spelt = spell_text(title)
    counts = Counter(_WORD.findall(spelt))
    counts.update(_list_pieces(_HAN.findall(spelt)))
    found = [(word, count) for word, count in counts.items() if count > most]
    return sorted(found, key=lambda one: (-len(one[0]), -one[1], one[0]))


def _list_pieces(runs: Sequence[str]) -> list[str]:
    """Chinese is not spaced: two characters and more that come again are a word that does."""
    return [
        run[start : start + length]
        for run in runs
        for length in range(2, _LONGEST_PIECE + 1)
        for start in range(len(run) - length + 1)
    ]


def _flaw(
    code: str,
    reason: Phrase,
    way_out: Phrase,
    *,
    share: float = 1.0,
    numbers: dict[str, object] | None = None,
) -> Flaw:
    return Flaw("title", FIELDS["title"], reason, way_out, code, share, numbers or {})
