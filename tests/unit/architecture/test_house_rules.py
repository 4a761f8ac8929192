"""Rules of the house that no linter knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
CODE = ("cms", "search", "campaigns", "graphql", "scripts", "tests")
GRAB_BAGS = {"utils", "helpers", "core", "common", "misc"}
LONGEST_FILE = 400


def list_modules() -> Iterator[Path]:
    for folder in CODE:
        yield from (path for path in (CHECKOUT / folder).rglob("*.py") if "migrations" not in path.parts)


def test_no_module_is_a_grab_bag() -> None:
    found = [path for path in list_modules() if GRAB_BAGS & {path.stem, path.parent.name}]
    assert found == []


def test_no_file_is_too_long() -> None:
    found = {path.name: count for path in list_modules() if (count := count_lines(path)) > LONGEST_FILE}
    assert found == {}


@pytest.mark.parametrize("folder", ["graphql", "tests/graphql"])
def test_the_folder_does_not_shadow_graphql_core(folder: str) -> None:
    assert not (CHECKOUT / folder / "__init__.py").exists()


def test_test_folders_are_packages_all_the_way_down() -> None:
    # A folder without __init__.py would be imported by its bare name, and could shadow a package of ours.
    folders = {path.parent for path in (CHECKOUT / "tests").rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def count_lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
