"""The markup of the demo's texts becomes what editors store."""

from __future__ import annotations

from cms.content.demo.markup import Heading, Picture, Products, Quote, Text, list_references, parse

SOURCE = """
One **strong** & *slight* word.

And [a link](product:tea) to it.

## In between

- first
- second

1. one
2. two

> Said well.
> — Somebody

![scene] What it shows

@products tea cup
"""


def find_link(kind: str, key: str) -> str:
    return f'<a linktype="{kind}" key="{key}">'


def test_every_element_is_understood() -> None:
    assert parse(SOURCE, find_link=find_link) == [
        Text(
            "<p>One <b>strong</b> &amp; <i>slight</i> word.</p>"
            '<p>And <a linktype="product" key="tea">a link</a> to it.</p>'
        ),
        Heading("In between"),
        Text("<ul><li>first</li><li>second</li></ul><ol><li>one</li><li>two</li></ol>"),
        Quote("Said well.", "Somebody"),
        Picture("scene", "What it shows"),
        Products(("tea", "cup")),
    ]


def test_a_quote_may_have_no_source() -> None:
    assert parse("> Only this.", find_link=find_link) == [Quote("Only this.", "")]


def test_lines_of_a_paragraph_stay_apart() -> None:
    assert parse("one\ntwo", find_link=find_link) == [Text("<p>one<br/>two</p>")]


def test_markup_of_html_is_text() -> None:
    assert parse("<script>", find_link=find_link) == [Text("<p>&lt;script&gt;</p>")]


def test_references_are_listed() -> None:
    assert list_references(SOURCE) == [
        ("product", "tea"),
        ("scene", "scene"),
        ("product", "tea"),
        ("product", "cup"),
    ]
