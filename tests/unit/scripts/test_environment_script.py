"""The script behind every target makes the environment once, and again after it was cut off."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "environment.sh"

# Stands in for Python: says it is new enough, makes "environments" that are copies of itself, notes what it is asked.
FAKE_PYTHON = """#!/bin/sh
echo "$*" >>"$CALLS"
case "$*" in
    *version_info*) exit "${TOO_OLD:-0}" ;;
    *"import ensurepip"*) exit "${NO_VENV:-0}" ;;
    --version) echo "Python 3.11.0" ;;
    "-m venv"*) rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
    *"pip install"*) exit "${CUT_OFF:-0}" ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "scripts").mkdir()
    shutil.copy(SCRIPT, tmp_path / "scripts")
    (tmp_path / "requirements.txt").write_text("one==1\n")
    (tmp_path / "requirements-dev.txt").write_text("one==1\ntwo==2\n")
    python = tmp_path / "fake-python"
    python.write_text(FAKE_PYTHON)
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    return tmp_path


def make(checkout: Path, kind: str, **variables: str) -> tuple[int, list[str], list[str]]:
    """Exit code, what was said, and what Python was asked to do that takes time."""
    calls = checkout / "calls"
    calls.write_text("")
    result = subprocess.run(
        ["sh", "scripts/environment.sh", kind],
        cwd=checkout,
        env={"PATH": os.environ["PATH"], "PYTHON": str(checkout / "fake-python"), "CALLS": str(calls), **variables},
        capture_output=True,
        text=True,
    )
    asked = [
        line.split()[2] for line in calls.read_text().splitlines() if line.startswith(("-m venv", "-m pip install"))
    ]
    said = (result.stdout + result.stderr).replace(str(checkout), "…").splitlines()
    return result.returncode, said, asked


def test_made_once_then_no_work(checkout: Path) -> None:
    assert make(checkout, "run") == (
        0,
        [
            "==> Making the environment .venv with Python 3.11.0",
            "==> Installing 1 packages from requirements.txt (once; a minute or two)",
        ],
        ["--clear", "install"],
    )
    assert make(checkout, "run") == (0, [], [])


def test_what_tests_need_brings_what_the_shop_needs(checkout: Path) -> None:
    assert make(checkout, "dev")[2] == ["--clear", "install"]
    assert make(checkout, "run")[2] == []


def test_the_shop_alone_lacks_what_tests_need(checkout: Path) -> None:
    make(checkout, "run")
    assert make(checkout, "dev")[2] == ["install"]


def test_other_requirements_are_installed_into_the_same_environment(checkout: Path) -> None:
    make(checkout, "run")
    (checkout / "requirements.txt").write_text("one==2\n")
    assert make(checkout, "run")[2] == ["install"]
    assert make(checkout, "run")[2] == []


def test_one_that_was_cut_off_is_made_anew(checkout: Path) -> None:
    assert make(checkout, "run", CUT_OFF="1")[0] == 1
    assert make(checkout, "run")[2] == ["--clear", "install"]
    assert make(checkout, "run")[2] == []


def test_an_old_python_is_said(checkout: Path) -> None:
    code, said, asked = make(checkout, "run", TOO_OLD="1")
    assert (code, asked) == (1, [])
    assert said == [
        "vitrine: Python 3.11 or newer is needed, and none was found on the PATH (PYTHON is …/fake-python).",
        "vitrine: Install it from your system's packages, or name one: make run PYTHON=/path/to/python3.12",
    ]


def test_a_python_without_venv_is_said(checkout: Path) -> None:
    code, said, asked = make(checkout, "run", NO_VENV="1")
    assert (code, asked) == (1, [])
    assert said == [
        "vitrine: …/fake-python cannot make virtual environments: its modules venv and ensurepip are missing.",
        "vitrine: On Debian and Ubuntu: apt-get install python3-venv",
    ]
