"""PURE. Details of products as blocks of rich text that an editor can go on with."""

from __future__ import annotations

import html
import re

import nh3

_TAGS = {"p", "br", "hr", "b", "i", "strong", "em", "ul", "ol", "li", "a", "h1", "h2", "h3", "h4", "h5", "h6"}
_RENAMED = {"strong": "b", "em": "i", "h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
_RENAMING = re.compile(r"<(/?)(strong|em|h1|h2|h5|h6)>")
_BLOCK = re.compile(r"<(p|ul|ol|h3|h4|hr)\b")
_PARAGRAPHS = re.compile(r"\n\s*\n")


def sanitise(markup: str) -> str:
    """HTML with what the editor's rich text knows and nothing else: no script, no style, no foreign address."""
    clean = nh3.clean(
        markup,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    return _RENAMING.sub(lambda found: f"<{found[1]}{_RENAMED[found[2]]}>", clean).strip()


def make_text_blocks(text: str, *, is_html: bool) -> tuple[dict[str, str], ...]:
    """One block of rich text, or none where nothing is left to say."""
    if is_html:
        body = sanitise(text)
        if body and not _BLOCK.search(body):
            body = f"<p>{body}</p>"
    else:
        paragraphs = (part.strip() for part in _PARAGRAPHS.split(text))
        body = "".join(f"<p>{html.escape(part, quote=False)}</p>".replace("\n", "<br/>") for part in paragraphs if part)
    says_something = re.sub(r"<[^>]*>|&nbsp;|\s", "", body)
    return ({"type": "text", "value": body},) if says_something else ()
