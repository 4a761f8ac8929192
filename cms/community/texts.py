"""What shoppers type is plain text: made into safe HTML once, when it is saved."""

from __future__ import annotations

import re
from html import escape

import nh3

_SPACES = re.compile(r"[ \t\f\v]+\n")
_BLANK_LINES = re.compile(r"\n{3,}")
# Control characters, and those that turn the direction of the text of others around.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
_TAGS = {"p", "br"}


def tidy_text(text: str) -> str:
    """What was typed, without what cannot be seen, trailing spaces and empty lines by the dozen."""
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLANK_LINES.sub("\n\n", _SPACES.sub("\n", text)).strip()


def tidy_line(text: str) -> str:
    """What was typed into a field of one line."""
    return " ".join(_UNSEEN.sub("", text).split())


def render_text(text: str) -> str:
    """Plain text as HTML: paragraphs and line breaks, nothing else, no matter what was typed."""
    paragraphs = [part for part in tidy_text(text).split("\n\n") if part]
    html = "".join(f"<p>{escape(part).replace(chr(10), '<br>')}</p>" for part in paragraphs)
    return nh3.clean(html, tags=_TAGS, attributes={})
