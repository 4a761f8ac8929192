"""Everything that can be said about the code without running it. `make check`."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]

CHECKS: dict[str, tuple[list[Path | str], str]] = {
    "formatting": ([BIN / "ruff", "format", "--check", "--quiet", "."], "make format"),
    "lint": ([BIN / "ruff", "check", "--quiet", "."], "make format mends what can be mended"),
    "types": ([BIN / "mypy"], ""),
    "layers": ([BIN / "lint-imports"], "architecture: who may import whom is in pyproject.toml"),
    "settings": ([*MANAGE, "check"], ""),
    "migrations": ([*MANAGE, "makemigrations", "--check", "--dry-run"], "manage.py makemigrations"),
    "GraphQL schema": ([*MANAGE, "graphql_schema", "--check"], "make schema"),
    "messages": ([*MANAGE, "messages", "--check"], "make messages, then translate what is new"),
}


def main() -> int:
    """Run every check, also after one has failed, and say at the end which did."""
    failed = [name for name, (command, _) in CHECKS.items() if not passes(name, [str(word) for word in command])]
    for name in failed:
        way_out = CHECKS[name][1]
        print(f"FAILED {name}" + (f" (way out: {way_out})" if way_out else ""))
    print(f"{len(CHECKS) - len(failed)} checks passed, {len(failed)} failed")
    return 1 if failed else 0


def passes(name: str, command: list[str]) -> bool:
    """Run one check; its output is shown only when it fails."""
    started_at = time.monotonic()
    result = subprocess.run(command, cwd=CHECKOUT, env=make_environment(), capture_output=True, text=True)
    verdict = "ok" if result.returncode == 0 else "FAILED"
    print(f"==> {name}: {verdict} ({time.monotonic() - started_at:.1f} s)", flush=True)
    if result.returncode != 0:
        print(result.stdout + result.stderr, flush=True)
    return result.returncode == 0


def make_environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": ".:graphql", "DJANGO_SETTINGS_MODULE": "cms.settings.test"}


if __name__ == "__main__":
    sys.exit(main())
