"""`manage.py quote`: carts in, quotes out, without a database."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

CART = {"at": "2026-11-11T00:00:00+08:00", "lines": [{"id": "a", "unit_price": "10.00"}]}
RULES = [{"id": "R", "action": {"kind": "percent", "value": "50"}}]


def _run(path: Path, **options: Any) -> list[str]:
    out = io.StringIO()
    call_command("quote", str(path), stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("is_list", [False, True])
def test_json_in_every_shape(tmp_path: Path, indent: int | None, is_list: bool) -> None:
    cart = {**CART, "rules": RULES}
    path = tmp_path / "carts.json"
    path.write_text(json.dumps([cart, CART] if is_list else cart, indent=indent))
    totals = [json.loads(line)["total"] for line in _run(path)]
    assert totals == (["5.00", "10.00"] if is_list else ["5.00"])


def test_a_bad_cart_is_told_in_its_place_and_the_rest_still_runs(tmp_path: Path) -> None:
    path = tmp_path / "carts.jsonl"
    bad = {**CART, "lines": [{"id": "a", "unit_price": "ten"}]}
    path.write_text("\n".join([json.dumps(bad), "{no json", json.dumps({**CART, "rules": RULES}), ""]))
    answers = [json.loads(line) for line in _run(path)]
    assert answers[0] == {
        "error": {"field": "lines[0].unit_price", "reason": "'ten' is no amount: digits, and a point before decimals"}
    }
    assert answers[1]["error"]["reason"].startswith("line 2 is no JSON")
    assert answers[2]["total"] == "5.00"


def test_cases_are_compared(tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    cases = [
        {"case": "half", "cart": {**CART, "rules": RULES}, "quote": {"total": "5.00"}},
        {"case": "none", "cart": CART, "quote": {"total": "9.00"}},
    ]
    path.write_text(json.dumps(cases[:1]))
    assert _run(path, check=True) == ["1 agree."]
    path.write_text(json.dumps(cases))
    with pytest.raises(CommandError, match="1 of 2 differ"):
        _run(path, check=True)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"missing\.json cannot be read"):
        _run(tmp_path / "missing.json")


def test_the_same_in_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "carts.jsonl"
    path.write_text("\n".join([json.dumps({**CART, "rules": RULES})] * 3))
    first, *others = _run(path)
    assert others == [first, first]
