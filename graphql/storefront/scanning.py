"""PURE. The size of a document from its text alone, so that a huge one is never parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A comment, without a group so that it is skipped, or a token: block string, string, spread, name, number, punctuation.
# Nothing is tried twice (possessive), so the time is linear whatever the text.
_TOKEN = re.compile(
    r"""
      \#[^\n\r]*+
    | ( \"{3}(?>\\"{3}|[^"]|"(?!""))*+"{3}
      | "(?>[^"\\\n\r]|\\.)*+"
      | \.\.\.
      | [A-Za-z_]\w*+
      | -?\d++(?:\.\d++)?(?:[eE][+-]?\d++)?
      | [!$&()=@|:\[\]{}"]
      )
    """,
    re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much text a document is."""

    tokens: int
    braces: int
    """How deep its curly braces go."""


def scan(source: str) -> Size:
    """Count the tokens of `source` and how deep its braces go; it need not be valid."""
    tokens = depth = deepest = 0
    for piece in _TOKEN.findall(source):
        if not piece:
            continue
        tokens += 1
        if piece == "{":
            depth += 1
            deepest = max(deepest, depth)
        elif piece == "}":
            depth -= 1
    return Size(tokens, deepest)
