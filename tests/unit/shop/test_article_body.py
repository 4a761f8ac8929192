"""The steps of a how-to stand where its introduction ends."""

from __future__ import annotations

from typing import Any

from shop.views.articles import split_body

INTRODUCTION = {"type": "TextBlock"}
HEADING = {"type": "HeadingBlock"}


def make_article(*body: dict[str, str], steps: int = 0) -> dict[str, Any]:
    return {"body": list(body), "steps": [{}] * steps}


def test_without_steps_the_text_stays_whole() -> None:
    article = make_article(INTRODUCTION, HEADING, INTRODUCTION)
    assert split_body(article) == (article["body"], [])


def test_steps_come_before_the_first_heading() -> None:
    article = make_article(INTRODUCTION, HEADING, INTRODUCTION, steps=2)
    assert split_body(article) == ([INTRODUCTION], [HEADING, INTRODUCTION])


def test_without_a_heading_all_of_the_text_introduces() -> None:
    article = make_article(INTRODUCTION, INTRODUCTION, steps=1)
    assert split_body(article) == ([INTRODUCTION, INTRODUCTION], [])


def test_steps_may_come_first() -> None:
    assert split_body(make_article(HEADING, steps=1)) == ([], [HEADING])
