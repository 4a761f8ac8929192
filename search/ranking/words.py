"""The words of a query as values, and what may stand for each in a product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.analysis import Token, TokenKind
from search.analysis.stemming import STOP_WORDS

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of the query, or several that mean one thing together.

    A product has it when all tokens of one of the `alternatives` are there, or of one of the `synonyms`: other words
    for the same thing. `main` are the tokens of the word itself.
    """

    text: str
    alternatives: tuple[Tokens, ...]
    is_stop_word: bool = False
    synonyms: tuple[Tokens, ...] = ()

    @property
    def main(self) -> Tokens:
        return self.alternatives[0]

    @property
    def ways(self) -> tuple[Tokens, ...]:
        """Everything a product may have for it."""
        return (*self.alternatives, *self.synonyms)


def read_words(text: str, tokens: Sequence[Token]) -> list[QueryWord]:
    """The words of `text`, whose `tokens` these are, in order."""
    grouped: dict[int, list[Token]] = {}
    for token in tokens:
        if token.word >= 0:
            grouped.setdefault(token.word, []).append(token)
    return [_read_word(group, text) for _, group in sorted(grouped.items())]


def _read_word(tokens: list[Token], text: str) -> QueryWord:
    main = tokens[0]
    alternatives: list[Tokens] = [(main.text,)]
    for kind in (TokenKind.PART, TokenKind.BIGRAM):
        together = tuple(dict.fromkeys(token.text for token in tokens if token.kind is kind))
        if together and together != (main.text,):
            alternatives.append(together)
    return QueryWord(text[main.start : main.end], tuple(alternatives), main.text in STOP_WORDS)


def join_words(words: Sequence[QueryWord], text: str, synonyms: Sequence[Tokens]) -> QueryWord:
    """Several words as one that has `synonyms`; each of them may still be there in its own ways."""
    if len(words) == 1:
        return replace(words[0], synonyms=tuple(dict.fromkeys((*words[0].synonyms, *synonyms))))
    mains = tuple(token for word in words for token in word.main)
    loose = tuple(token for word in words for token in word.alternatives[-1])
    alternatives = (mains,) if loose == mains else (mains, loose)
    return QueryWord(text, alternatives, synonyms=tuple(dict.fromkeys(synonyms)))


def join_texts(words: Sequence[QueryWord]) -> str:
    """Several words as they were typed, near enough: Chinese ones stand side by side."""
    text = words[0].text
    for word in words[1:]:
        is_spaced = text[-1:].isascii() or word.text[:1].isascii()
        text += f" {word.text}" if is_spaced else word.text
    return text
