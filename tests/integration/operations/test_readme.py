"""What the README says is so, and its Chinese twin says the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands
from graphql import build_schema, parse, validate

from cms.settings import checks

CHECKOUT = Path(__file__).resolve().parents[3]
NAMES = ["README.md", "README.zh-CN.md"]


def read(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def list_code(text: str) -> list[str]:
    """What stands between backquotes in tables, in order: the same in both languages."""
    return [code for line in text.splitlines() if line.startswith("|") for code in re.findall(r"`([^`]+)`", line)]


@pytest.mark.parametrize("name", NAMES)
def test_the_example_query_fits_the_schema(name: str) -> None:
    (query,) = re.findall(r"^    (\{ .+ \})$", read(name), re.MULTILINE)
    assert validate(build_schema(read("graphql/schema.graphql")), parse(query)) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_stands_in_the_table_with_its_check(name: str) -> None:
    rows = re.findall(r"^\| `([A-Z_]+)` \|.*\| ([^|]*) \|$", read(name), re.MULTILINE)
    documented = {variable: re.findall(r"vitrine\.E\d+", check) for variable, check in rows}
    assert {variable: found[0] for variable, found in documented.items() if found} == checks.IDS


@pytest.mark.parametrize("name", NAMES)
def test_every_command_exists(name: str) -> None:
    table = read(name).split("| `run` |")[1].split("\n\n")[0]
    named = {code.split()[0] for line in table.splitlines() for code in re.findall(r"`([^`]+)`", line.split(" | ")[0])}
    commands = {name for name in named if not name.startswith("-")} - {"make"}
    assert sorted(commands - set(get_commands())) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    targets = [target for target in re.findall(r"\]\(([^)]+)\)", read(name)) if "://" not in target]
    assert [target for target in targets if not (CHECKOUT / target).exists()] == []


def test_both_languages_have_the_same_tables_and_sections() -> None:
    english, chinese = map(read, NAMES)
    assert [line.count("#") for line in english.splitlines() if line.startswith("#")] == [
        line.count("#") for line in chinese.splitlines() if line.startswith("#")
    ]
    assert list_code(english) == list_code(chinese)


@pytest.mark.parametrize("name", NAMES)
def test_two_commands_set_it_up(name: str) -> None:
    assert re.findall(r"^    (make \w+) ", read(name), re.MULTILINE) == ["make run", "make test"]
