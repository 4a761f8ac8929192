"""PURE. Puts everything the demo's members wrote in the order in which it happened, in hours before now."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cms.community.demo.reading import read_reviews, read_table

_OF_A_DAY = 10
_ANSWERED_AFTER = 18.0
_LATEST = 0.25


@dataclass(frozen=True, slots=True)
class Happening:
    """Something a member wrote, or the shop answered, so many hours ago.

    `name` tells it from all others; `about` is the name of what it belongs to, `answers` that of the reply it answers.
    """

    kind: str
    name: str
    hours: float
    row: dict[str, Any]
    about: str = ""
    answers: str = ""


def list_happenings() -> list[Happening]:
    """All of them, the oldest first."""
    found = [*_list_posts(), *_list_replies(), *_list_reviews(), *_list_questions()]
    return sorted(found, key=lambda one: -one.hours)


def count_hours(row: dict[str, Any], name: str) -> float:
    """Hours before now: what stands there, else some time of that day."""
    if "hours" in row:
        return row.get("days", 0) * 24 + row["hours"]
    return max(row["days"] * 24 - _scatter(name), _LATEST)


def _scatter(name: str) -> float:
    return zlib.crc32(name.encode()) % (_OF_A_DAY * 60) / 60


def name_post(title: str) -> str:
    """What a post is called here."""
    return f"post/{title}"


def _list_posts() -> Iterator[Happening]:
    for row in read_table("posts.toml")["post"]:
        name = name_post(row["title"])
        yield Happening("post", name, count_hours(row, name), row)


def _list_replies() -> Iterator[Happening]:
    posts = {row["title"]: row for row in read_table("posts.toml")["post"]}
    for group in read_table("replies.toml")["post"]:
        about = name_post(group["title"])
        written = count_hours(posts[group["title"]], about)
        made: list[Happening] = []
        for number, row in enumerate(group["replies"], start=1):
            answered = made[row["to"] - 1] if "to" in row else None
            hours = max((answered.hours if answered else written) - row["hours"], _LATEST)
            name = f"reply/{group['title']}/{number}"
            made.append(Happening("reply", name, hours, row, about, answered.name if answered else ""))
        yield from made


def _list_reviews() -> Iterator[Happening]:
    for product, review in read_reviews():
        row = {**review, "product": product}
        name = f"review/{product}/{row['by']}"
        hours = count_hours(row, name)
        yield Happening("review", name, hours, row)
        if "answer" in row:
            after = max(hours - row.get("answer_hours", _ANSWERED_AFTER), _LATEST)
            yield Happening("review_answer", f"answer/{name}", after, row, name)
        if "follow" in row:
            follow = {**row["follow"], "by": row["by"]}
            yield Happening("follow_up", f"follow/{name}", count_hours(follow, name), follow, name)


def _list_questions() -> Iterator[Happening]:
    for row in read_table("questions.toml")["question"]:
        name = f"question/{row['product']}/{row['by']}/{row['text']}"
        hours = count_hours(row, name)
        yield Happening("question", name, hours, row)
        for number, answer in enumerate(row.get("answers", ()), start=1):
            kind = "official_answer" if answer.get("official") else "answer"
            yield Happening(kind, f"answer/{name}/{number}", max(hours - answer["hours"], _LATEST), answer, name)
