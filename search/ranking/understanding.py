"""What a shopper's text asks for: its words, what may stand for each, and the word that names the thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from search.analysis import Analyser, Token, TokenKind
from search.analysis.runs import join_pair
from search.analysis.stemming import stem
from search.ranking.impacts import squeeze_identifier
from search.ranking.naming import PURPOSE_WORDS
from search.ranking.synonyms import Thesaurus
from search.ranking.tree import Points
from search.ranking.words import QueryWord, Tokens, join_words, read_words

LONGEST_TEXT = 200
MOST_WORDS = 16
MOST_EVIDENCE = 40
WHOLE_SHARE = 100
_SHORTEST_PART = 3
_SHORTEST_NAME = 4
# What a token adds compared with the word itself.
_SHARES = {
    TokenKind.WORD: WHOLE_SHARE,
    TokenKind.WHOLE: WHOLE_SHARE,
    TokenKind.PART: 50,
    TokenKind.RELATED: 50,
    TokenKind.BIGRAM: 50,
    TokenKind.CHARACTER: WHOLE_SHARE,
}
# Where the shop writes a compound apart, its parts are the words.
_WRITTEN_APART = {TokenKind.WHOLE: 50, TokenKind.PART: WHOLE_SHARE}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A token that speaks for a product, with its share of its own weight in percent; `synonyms` speak for it too."""

    token: str
    share: int
    synonyms: tuple[Tokens, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood; `head` is the word that names what is looked for, `pairs` are neighbouring words."""

    words: tuple[QueryWord, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    head: QueryWord | None = None
    identifier: str = ""
    pairs: tuple[str, ...] = ()
    liked: tuple[Points, ...] = ()
    """What the shopper likes whatever is asked for."""

    @property
    def is_empty(self) -> bool:
        return not self.words

    @property
    def wanted(self) -> tuple[QueryWord, ...]:
        """The words a product should have: all but stop words, unless there are no others."""
        return tuple(word for word in self.words if not word.is_stop_word) or self.words


def understand(
    text: str,
    analyser: Analyser,
    *,
    thesaurus: Thesaurus | None = None,
    locale: str = "",
    knows: Callable[[str], bool] = lambda token: False,
) -> Query:
    """Read a shopper's text. Never raises; text without a word or number is an empty query.

    `knows` says whether the shop has products with a token.
    """
    text = text[:LONGEST_TEXT]
    tokens = [token for token in analyser.analyse(text) if token.word < MOST_WORDS]
    plain = read_words(text, tokens)
    words = _respell(plain, knows)
    if thesaurus is not None:
        words = thesaurus.widen(words, text, locale=locale)
    return Query(
        tuple(words),
        _collect_evidence(tokens, words, _find_apart(tokens, knows)),
        _find_head(words),
        squeeze_identifier(text),
        tuple(dict.fromkeys(analyser.list_pairs(text))),
    )


def _respell(words: Sequence[QueryWord], knows: Callable[[str], bool]) -> list[QueryWord]:
    """Words with the other way to write a compound: "smart watch" and "smartwatch" are one thing."""
    respelt: list[QueryWord] = []
    at = 0
    while at < len(words):
        joined = _join(words[at], words[at + 1]) if at + 1 < len(words) else ""
        if joined and knows(joined):
            both = words[at : at + 2]
            respelt.append(join_words(both, " ".join(word.text for word in both), [(joined,)]))
            at += 2
        else:
            pairs = [(pair,) for pair in _split(words[at]) if knows(pair)]
            respelt.append(join_words(words[at : at + 1], words[at].text, pairs))
            at += 1
    return respelt


def _join(first: QueryWord, second: QueryWord) -> str:
    texts = first.text, second.text
    if any(word.is_stop_word for word in (first, second)) or not all(
        each.isascii() and each.isalpha() for each in texts
    ):
        return ""
    return stem("".join(texts).lower())


def _split(word: QueryWord) -> list[str]:
    """The pairs of words that may have been written as one."""
    text = word.text.lower()
    if not (text.isascii() and text.isalpha()):
        return []
    places = range(_SHORTEST_PART, len(text) - _SHORTEST_PART + 1)
    return [join_pair(stem(text[:at]), stem(text[at:])) for at in places]


def _find_apart(tokens: Sequence[Token], knows: Callable[[str], bool]) -> frozenset[int]:
    """The compounds that the shop also writes apart: "iphone8" where there is an "iPhone 8"."""
    parts: dict[int, list[str]] = {}
    for token in tokens:
        if token.kind is TokenKind.PART:
            parts.setdefault(token.word, []).append(token.text)
    return frozenset(
        word
        for word, texts in parts.items()
        if len(texts[0]) >= _SHORTEST_NAME and all(map(knows, map(join_pair, texts, texts[1:])))
    )


def _collect_evidence(
    tokens: Sequence[Token], words: Sequence[QueryWord], apart: frozenset[int]
) -> tuple[Evidence, ...]:
    synonyms = {token: word.synonyms for word in words for token in word.main}
    shares: dict[str, int] = {}
    for token in tokens:
        share = _SHARES[token.kind]
        if token.word in apart and token.kind in _WRITTEN_APART:
            share = _WRITTEN_APART[token.kind]
        shares[token.text] = max(share, shares.get(token.text, 0))
    weightiest = sorted(shares.items(), key=lambda each: -each[1])[:MOST_EVIDENCE]
    return tuple(Evidence(token, share, synonyms.get(token, ())) for token, share in weightiest)


def _find_head(words: Sequence[QueryWord]) -> QueryWord | None:
    """The last word before what the thing is for: "case" of "case for iphone"."""
    head = None
    for word in words:
        if word.main[0] in PURPOSE_WORDS and head is not None:
            return head
        if not word.is_stop_word:
            head = word
    return head or (words[-1] if words else None)
