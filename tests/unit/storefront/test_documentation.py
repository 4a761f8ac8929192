"""docs/graphql.md lists every error code and every limit, with its default."""

import re
from dataclasses import asdict
from pathlib import Path

from storefront.errors import Code
from storefront.limits import Limits

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "graphql.md").read_text(encoding="utf-8")


def test_every_code_is_explained() -> None:
    assert re.findall(r"^\| `([A-Z_]+)` \|", PAGE, flags=re.MULTILINE) == [code.value for code in Code]


def test_every_limit_is_there_with_its_default() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \| ([\d,]+) \|", PAGE, flags=re.MULTILINE)
    assert {name: int(number.replace(",", "")) for name, number in rows} == asdict(Limits())
