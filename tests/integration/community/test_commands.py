"""Purchases come by import, and what is kept as a number can be counted anew."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cms.community.models import Purchase, Review, ReviewSummary
from cms.community.reviews import services
from cms.community.reviews.services import Words
from tests.community import ISSUER, NOW, make_member, relax, write_review

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def provider(product: Any, settings: Any) -> None:
    relax()
    settings.VITRINE_MEMBER_ISSUER = ISSUER


def run(command: str, *arguments: Any) -> tuple[list[str], list[str]]:
    """What it said, and what it complained of."""
    out, err = StringIO(), StringIO()
    call_command(command, *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue().splitlines()


def write(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["subject,line,sku,bought_at", *rows]), encoding="utf-8")
    return path


def test_purchases_are_taken_once_and_bad_rows_told(tmp_path: Path) -> None:
    feed = write(
        tmp_path / "lines.csv",
        "lin,1/1,mug,2026-11-07T20:14:00+08:00",
        "lin,1/2,pot,2026-11-07",
        ",1/3,mug,2026-11-07",
        "lin,1/4,mug,yesterday",
    )
    said, complained = run("import_purchases", feed, "--dry-run")
    assert ([line.split() for line in said], Purchase.objects.count()) == (
        [["created", "1"], ["unchanged", "0"], ["bad", "3"]],
        0,
    )
    assert complained == [
        "line 4, subject: it is missing",
        "line 5, bought_at: 'yesterday' is not an ISO 8601 date or time",
        "line 3, sku: the shop has no SKU pot",
    ]
    run("import_purchases", feed)
    said, _complained = run("import_purchases", feed)
    assert [line.split() for line in said] == [["created", "0"], ["unchanged", "1"], ["bad", "3"]]
    review = services.create_review(
        make_member("lin"), "mug", Words(rating=5, body="As expected."), locale="zh-hans", at=NOW
    )
    assert (review.is_verified, review.sku, Purchase.objects.count()) == (True, "mug", 1)


def test_a_feed_without_its_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lines.csv"
    path.write_text("sku,who\nmug,lin\n", encoding="utf-8")
    with pytest.raises(CommandError, match="the columns subject, line, bought_at are missing"):
        run("import_purchases", path)
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_purchases", tmp_path / "nothing.csv")


def test_counting_anew_says_what_was_wrong() -> None:
    review = write_review("mug")
    assert [line.rsplit(None, 1) for line in run("recount_reviews")[0][-3:]] == [[name, "0"] for name in _NAMES]
    ReviewSummary.objects.update(count=9)
    Review.objects.update(helpful_count=4)
    said, _complained = run("recount_reviews")
    assert said[0] == "mug was wrong and has been put right."
    assert [line.split()[-1] for line in said[1:]] == ["1", "1", "0", "1"]
    review.refresh_from_db()
    assert (ReviewSummary.objects.get().count, review.helpful_count) == (1, 0)


_NAMES = ("summaries put right", "questions put right", "votes put right")
