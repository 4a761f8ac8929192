"""Words that mean the same to a shopper, as rules; who edits and keeps them is another's business."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from search.analysis import Analyser
from search.ranking.keeping import Same
from search.ranking.words import QueryWord, Tokens, join_texts, join_words, read_words


@dataclass(frozen=True, slots=True)
class SynonymRule:
    """Each of `words` also finds the others; with `finds`, each of `words` finds those too, but not the way back.

    A word may be several ("running shoes"). `locale` "" is every language.
    """

    words: tuple[str, ...]
    finds: tuple[str, ...] = ()
    locale: str = ""


class Thesaurus:
    """Rules as the analysis reads them: they meet a query whatever its spelling."""

    def __init__(self, rules: Iterable[SynonymRule], analyser: Analyser) -> None:
        self._analyser = analyser
        self._found: dict[Tokens, list[tuple[str, tuple[Tokens, ...]]]] = {}
        for rule in rules:
            self._add(rule)
        self._longest = max(map(len, self._found), default=0)

    def _add(self, rule: SynonymRule) -> None:
        words = [phrase for word in rule.words if (phrase := self._read(word))]
        finds = [phrase for word in rule.finds if (phrase := self._read(word))]
        for key, _ in words:
            others = [ways for other, ways in words if other != key and not rule.finds]
            others += [ways for other, ways in finds if other != key]
            if others:
                together = tuple(dict.fromkeys(way for ways in others for way in ways))
                self._found.setdefault(key, []).append((rule.locale, together))

    def _read(self, phrase: str) -> tuple[Tokens, tuple[Tokens, ...]] | None:
        """The words of a phrase to look it up by, and the tokens a product may have for it."""
        words = read_words(phrase, self._analyser.analyse(phrase))
        if not words:
            return None
        return make_key(words), (make_key(words),)

    def widen(self, words: Sequence[QueryWord], text: str, *, locale: str) -> list[QueryWord]:
        """`words` with their synonyms; of overlapping phrases the longest that begins first is taken."""
        widened: list[QueryWord] = []
        at = 0
        while at < len(words):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                phrase = words[at : at + length]
                synonyms = self._find(make_key(phrase), locale)
                if synonyms:
                    widened.append(join_words(phrase, join_texts(phrase), synonyms))
                    at += length
                    break
            else:
                widened.append(words[at])
                at += 1
        return widened

    def _find(self, key: Tokens, locale: str) -> list[Tokens]:
        found = self._found.get(key, ())
        return [way for wanted, ways in found if wanted in ("", locale) for way in ways]


def make_key(words: Sequence[QueryWord]) -> Tokens:
    """What a phrase is looked up by."""
    return tuple(token for word in words for token in word.main)


def get_thesaurus(rules: tuple[SynonymRule, ...], analyser: Analyser) -> Thesaurus:
    """The rules read once; the same tuple is recognised at once."""
    return _get_thesaurus(Same(rules), analyser)


@lru_cache(maxsize=4)
def _get_thesaurus(rules: Same[tuple[SynonymRule, ...]], analyser: Analyser) -> Thesaurus:
    return Thesaurus(rules.value, analyser)
