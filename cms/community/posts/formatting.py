"""What members type is plain text: paragraphs, line breaks, and whole addresses as links."""

from __future__ import annotations

import re
from html import escape

import nh3

from cms.community.texts import tidy_line, tidy_text

_ADDRESS = re.compile(r"https?://[^\s<>\"'`，。；：！？、（）【】《》「」“”]+", re.IGNORECASE)
# What ends a sentence rather than an address.
_TRAILING = ".,;:!?)]}*_~"
_EXCERPT = 140
# The shop does not vouch for where members' links lead, and their targets learn nothing of who came.
_REL = "ugc nofollow noopener noreferrer"


def render_body(text: str) -> str:
    """`text` as safe HTML, no matter what was typed."""
    paragraphs = [part for part in tidy_text(text).split("\n\n") if part]
    html = "".join(f"<p>{_render_lines(part)}</p>" for part in paragraphs)
    return nh3.clean(
        html, tags={"p", "br", "a"}, attributes={"a": {"href"}}, url_schemes={"http", "https"}, link_rel=_REL
    )


def make_excerpt(text: str) -> str:
    """The beginning of `text` in one line, for cards and meta descriptions."""
    line = tidy_line(text)
    return line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 1].rstrip()}…"


def _render_lines(paragraph: str) -> str:
    return "<br>".join(_link(line) for line in paragraph.split("\n"))


def _link(line: str) -> str:
    parts: list[str] = []
    end = 0
    for match in _ADDRESS.finditer(line):
        address = match[0].rstrip(_TRAILING)
        if len(address) <= len("https://"):
            continue
        parts.append(escape(line[end : match.start()]))
        parts.append(f'<a href="{escape(address)}">{escape(address)}</a>')
        end = match.start() + len(address)
    parts.append(escape(line[end:]))
    return "".join(parts)
