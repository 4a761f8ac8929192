"""What a shopper's text asks for: its words, what may stand for each, and the word that names the thing."""

from __future__ import annotations

from dataclasses import dataclass

from search.analysis import Analyser, Token, TokenKind
from search.analysis.stemming import STOP_WORDS
from search.ranking.impacts import PURPOSE_WORDS, squeeze_identifier

LONGEST_TEXT = 200
MOST_WORDS = 16
MOST_EVIDENCE = 48
# What a token adds compared with the word itself.
_SHARES = {
    TokenKind.WORD: 100,
    TokenKind.WHOLE: 100,
    TokenKind.PART: 50,
    TokenKind.RELATED: 50,
    TokenKind.BIGRAM: 50,
    TokenKind.CHARACTER: 100,
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A token that speaks for a product, with its share of its own weight in percent."""

    token: str
    share: int


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of the query. A product has it when all tokens of one of the `alternatives` are there."""

    text: str
    alternatives: tuple[tuple[str, ...], ...]
    is_stop_word: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query as understood; `head` is the word that names what is looked for."""

    words: tuple[QueryWord, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    head: QueryWord | None = None
    identifier: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.words

    @property
    def wanted(self) -> tuple[QueryWord, ...]:
        """The words a product should have: all but stop words, unless there are no others."""
        return tuple(word for word in self.words if not word.is_stop_word) or self.words


def understand(text: str, analyser: Analyser) -> Query:
    """Read a shopper's text. Never raises; text without a word or number is an empty query."""
    text = text[:LONGEST_TEXT]
    tokens = [token for token in analyser.analyse(text) if token.word < MOST_WORDS]
    grouped: dict[int, list[Token]] = {}
    for token in tokens:
        if token.word >= 0:
            grouped.setdefault(token.word, []).append(token)
    words = tuple(_read_word(group, text) for _, group in sorted(grouped.items()))
    return Query(words, _collect_evidence(tokens), _find_head(words), squeeze_identifier(text))


def _read_word(tokens: list[Token], text: str) -> QueryWord:
    main = tokens[0]
    alternatives: list[tuple[str, ...]] = [(main.text,)]
    for kind in (TokenKind.PART, TokenKind.BIGRAM):
        together = tuple(dict.fromkeys(token.text for token in tokens if token.kind is kind))
        if together and together != (main.text,):
            alternatives.append(together)
    return QueryWord(text[main.start : main.end], tuple(alternatives), main.text in STOP_WORDS)


def _collect_evidence(tokens: list[Token]) -> tuple[Evidence, ...]:
    shares: dict[str, int] = {}
    for token in sorted(tokens, key=lambda token: -_SHARES[token.kind]):
        shares.setdefault(token.text, _SHARES[token.kind])
    return tuple(Evidence(token, share) for token, share in list(shares.items())[:MOST_EVIDENCE])


def _find_head(words: tuple[QueryWord, ...]) -> QueryWord | None:
    """The last word before what the thing is for: "case" of "case for iphone"."""
    head = None
    for word in words:
        if word.alternatives[0][0] in PURPOSE_WORDS and head is not None:
            return head
        if not word.is_stop_word:
            head = word
    return head or (words[-1] if words else None)
