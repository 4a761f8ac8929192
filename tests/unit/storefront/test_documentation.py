"""docs/graphql.md lists every error code and every limit, with its default."""

import re
from dataclasses import asdict
from pathlib import Path

from storefront.errors import Code
from storefront.limits import Limits

CHECKOUT = Path(__file__).resolve().parents[3]
PAGE = (CHECKOUT / "docs" / "graphql.md").read_text(encoding="utf-8")


def test_every_code_is_explained() -> None:
    section = PAGE.split("## Errors")[1]
    assert re.findall(r"^\| `([A-Z_]+)` \|", section, flags=re.MULTILINE) == [code.value for code in Code]


def test_every_code_of_user_errors_is_explained() -> None:
    table = PAGE.split("`userErrors` entry")[1].split("\n\n")[0]
    files = [path for folder in ("cms", "campaigns", "graphql") for path in (CHECKOUT / folder).rglob("*.py")]
    pattern = re.compile(r"\b(?:Refused\.because|Refusal)\(\s*\"([A-Z_]+)\"")
    used = {code for path in files for code in pattern.findall(path.read_text(encoding="utf-8"))}
    documented = re.findall(r"^\| `([A-Z_]+)` \|", table, flags=re.MULTILINE)
    assert sorted(documented) == sorted(used)


def test_every_limit_is_there_with_its_default() -> None:
    rows = re.findall(r"^\| `([a-z_]+)` \| ([\d,]+) \|", PAGE, flags=re.MULTILINE)
    assert {name: int(number.replace(",", "")) for name, number in rows} == asdict(Limits())
