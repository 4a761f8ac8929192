"""PURE. Text to tokens: one analysis for products and queries, the same for every engine."""

from search.analysis.analyser import Analyser, get_analyser
from search.analysis.highlighting import highlight
from search.analysis.normalisation import Normalised, normalise
from search.analysis.tokens import Token, TokenKind

__all__ = ["Analyser", "Normalised", "Token", "TokenKind", "get_analyser", "highlight", "normalise"]
