"""The architecture is enforced: the code keeps every contract of pyproject.toml, and each of them can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
PACKAGES = ("cms", "search", "campaigns", "graphql")
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")

# By the id of the contract: the files that break it.
PLANTED = {
    "packages": {"cms/delivery/planted.py": "import search.analysis\n"},
    "shop": {"graphql/shop/planted.py": "import search.analysis\n"},
    "cms": {"cms/delivery/planted.py": "import cms.catalog\n"},
    "search": {"search/analysis/planted.py": "import search.ranking\n"},
    "pure": {"search/ranking/planted.py": "import django\n"},
    "pure-feeds": {"cms/catalog/feeds/lines.py": "import django\n"},
    "pure-drawing": {"cms/catalog/demo/drawing/colors.py": "import django\n"},
    "pure-media": {"cms/media/metadata.py": "import django\n"},
    "pure-moderation": {"cms/community/moderation/words.py": "import django\n"},
    "pure-norms": {
        "cms/catalog/norms/score.py": "import django\n",
        "cms/catalog/reach/deciding.py": "import django\n",
    },
    "pure-pages": {"graphql/shop/icons.py": "import storefront\n"},
    "pure-demo": {"cms/content/demo/markup.py": "import wagtail\n"},
    "pure-limits": {"graphql/storefront/scanning.py": "import wagtail\n"},
    "tantivy": {"search/planted.py": "import tantivy\n"},
    "elasticsearch": {"search/planted.py": "import elasticsearch\n"},
    "cycles": {
        "campaigns/planted_one.py": "import campaigns.planted_two\n",
        "campaigns/planted_two.py": "import campaigns.planted_one\n",
    },
}


@pytest.fixture(scope="module")
def code(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the code and its contracts, to plant in."""
    copy = tmp_path_factory.mktemp("code")
    for package in PACKAGES:
        shutil.copytree(CHECKOUT / package, copy / package, ignore=_ignore_all_but_python)
    shutil.copy(CHECKOUT / "pyproject.toml", copy)
    return copy


def lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache", *arguments],
        cwd=folder,
        env={"PYTHONPATH": ".:graphql", "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
    )


def read_contracts() -> dict[str, str]:
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    return {one["id"]: one["name"] for one in settings["tool"]["importlinter"]["contracts"]}


def test_the_code_keeps_every_contract(code: Path) -> None:
    result = lint(code)

    assert f"Contracts: {len(read_contracts())} kept, 0 broken." in result.stdout, result.stdout
    assert result.returncode == 0


def test_a_violation_is_planted_for_every_contract() -> None:
    assert sorted(PLANTED) == sorted(read_contracts())


@pytest.mark.parametrize("contract", sorted(PLANTED))
def test_each_contract_sees_a_violation(code: Path, contract: str) -> None:
    before = {path: read(code / path) for path in PLANTED[contract]}
    for path, source in PLANTED[contract].items():
        (code / path).write_text(before[path] + source, encoding="utf-8")
    try:
        result = lint(code, "--contract", contract)
    finally:
        for path, source in before.items():
            (code / path).write_text(source, encoding="utf-8")

    assert f"{read_contracts()[contract]} BROKEN" in result.stdout, result.stdout + result.stderr
    assert result.returncode == 1


def test_every_module_that_says_pure_is_held_to_it() -> None:
    settings = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = [one for one in settings["tool"]["importlinter"]["contracts"] if one["id"].startswith("pure")]
    held = tuple(module for one in contracts for module in one["source_modules"])

    claimed = [name_module(path) for path in list_modules() if read(path).startswith('"""PURE')]

    assert [name for name in claimed if not is_within(name, held)] == []
    assert [name for name in held if not any(is_within(one, (name,)) for one in claimed)] == []


def is_within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def list_modules() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((CHECKOUT / package).rglob("*.py"))]


def name_module(path: Path) -> str:
    parts = path.relative_to(CHECKOUT).with_suffix("").parts
    return ".".join(part for part in parts if part not in {"graphql", "__init__"})


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _ignore_all_but_python(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".py") and not (Path(folder) / name).is_dir()]
