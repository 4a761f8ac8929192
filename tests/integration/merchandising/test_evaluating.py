"""What was judged in the workbench is what `search_evaluate` measures without a file."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from search.merchandising.judging import judge_product
from tests.integration.merchandising.conftest import make_rule

pytestmark = pytest.mark.django_db


def evaluate(*arguments: str) -> dict[str, Any]:
    output = StringIO()
    call_command("search_evaluate", "--json", *arguments, stdout=output)
    return json.loads(output.getvalue())


def test_without_judgements_it_says_what_to_do(shop: Any):
    with pytest.raises(CommandError, match="Nothing was judged in zh-hans yet"):
        evaluate()


def test_stored_judgements_and_the_downloaded_file_measure_the_same(admin_client: Any, shop: Any, tmp_path: Path):
    judge_product(query="马克杯", locale="zh-hans", key="mug-000", rating=3, user=None, at=timezone.now())
    stored = evaluate()
    assert (stored["queries"], round(stored["ndcg_at_10"], 3)) == (1, 0.356)
    path = tmp_path / "judgements.csv"
    response = admin_client.get(reverse("search_judgements:download"), {"locale": "zh-hans"})
    path.write_bytes(b"".join(response.streaming_content))
    assert evaluate("--judgements", str(path)) == stored
    make_rule(("pin", {"products": ["mug-000"], "place": 1}))
    assert evaluate()["ndcg_at_10"] == 1.0
