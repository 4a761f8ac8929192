"""Whatever members type becomes paragraphs, line breaks and links to the web, and nothing else."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from cms.community.posts.formatting import make_excerpt, render_body
from cms.community.texts import render_text
from cms.members.names import clean_name
from tests import payloads


class _Reader(HTMLParser):
    """Notes every tag and attribute of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: set[tuple[str, str, str]] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, "", ""))
        self.found |= {(tag, name, value or "") for name, value in attrs}

    def handle_comment(self, data: str) -> None:
        self.found.add(("comment", "", data))

    def handle_decl(self, decl: str) -> None:
        self.found.add(("declaration", "", decl))


REL = "ugc nofollow noopener noreferrer"
_LISTS = [getattr(payloads, name) for name in dir(payloads) if name.isupper()]
CORPUS = sorted({one for entries in _LISTS for one in entries if isinstance(one, str)})


def is_harmless(tag: str, attribute: str, value: str) -> bool:
    if attribute:
        is_link = tag == "a" and attribute == "href" and value.startswith(("https://", "http://"))
        return is_link or (tag, attribute, value) == ("a", "rel", REL)
    return tag in {"p", "br", "a"}


def test_there_are_enough_of_them():
    assert len(CORPUS) >= 150


@pytest.mark.parametrize("render", [render_body, render_text])
def test_no_payload_is_anything_but_text(render):
    for payload in CORPUS:
        for text in (payload, f"https://example.com/{payload}", f"a\n{payload}\n\nb {payload}"):
            odd = {found for found in _Reader(render(text)).found if not is_harmless(*found)}
            assert odd == set(), text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a\n\nb\nc", "<p>a</p><p>b<br>c</p>"),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        (
            "见 https://example.com/a?b=1&c=2。好",
            f'<p>见 <a href="https://example.com/a?b=1&amp;c=2" rel="{REL}">https://example.com/a?b=1&amp;c=2</a>。好</p>',
        ),
        ("(http://example.com/a).", f'<p>(<a href="http://example.com/a" rel="{REL}">http://example.com/a</a>).</p>'),
        ("https:// alone", "<p>https:// alone</p>"),
        ("javascript:pwn(1) ftp://example.com", "<p>javascript:pwn(1) ftp://example.com</p>"),
        ("\u202egnp.exe", "<p>gnp.exe</p>"),
        (" \n\n ", ""),
    ],
)
def test_text_becomes_html(text, html):
    assert render_body(text) == html


def test_an_excerpt_is_one_line():
    assert make_excerpt("a\n\nb  c") == "a b c"
    assert make_excerpt("x" * 200) == "x" * 139 + "…"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("  Lin\t Xia\n", "Lin Xia"),
        ("\u202eniL", "niL"),
        ("Li\u200bn", "Lin"),
        ("e\u0301" + "\u0301" * 20, "é" + "\u0301" * 3),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("\u200d\u200d", ""),
        ("...", ""),
        ("x" * 100, "x" * 30),
    ],
)
def test_a_name_is_one_line_that_stays_where_it_is_put(given, name):
    assert clean_name(given) == name
