"""Progress: how far, how fast, how long still, in the language of the day and in columns of the terminal."""

from __future__ import annotations

import io

import pytest

from cms.catalog.feeds.progress import Progress, describe
from cms.catalog.feeds.widths import measure, pad


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def write(self, text: str, ending: str = "") -> int:
        return super().write(text + ending)


@pytest.mark.parametrize(
    ("done", "total", "seconds", "text"),
    [
        (1500, 19406, 2.42, "importing: 1,500 of 19,406 (7%), 620 a second, 29 s left"),
        (1000, 2_000_000, 1.0, "importing: 1,000 of 2,000,000 (0%), 1,000 a second, 33 min 19 s left"),
        (10, 10, 1.0, "importing: 10 of 10 (100%), 10 a second"),
        (7, 0, 0.0, "importing: 7"),
    ],
)
def test_what_is_said(done: int, total: int, seconds: float, text: str) -> None:
    assert describe("importing", done, total, seconds) == text


def test_a_shorter_line_covers_a_longer_one_of_wide_characters() -> None:
    terminal = Terminal()
    words = iter(["正在导入", "ok"])
    now = iter(range(10))
    progress = Progress(terminal, translate=lambda text: next(words), clock=lambda: float(next(now)))
    progress.show("importing", 0, 0)
    progress.show("importing", 1, 0)
    progress.show("importing", 2, 0)
    progress.finish()
    assert terminal.getvalue() == "\r正在导入\rok      \n"


def test_widths() -> None:
    assert (measure("SKU"), measure("报价 a"), pad("报价", 5), pad("报价", 2)) == (3, 6, "报价 ", "报价")
