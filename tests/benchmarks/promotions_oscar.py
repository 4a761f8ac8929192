"""The promotion rules beside django-oscar's applicator: the same 50 lines, the same 1,000 offers, one run.

python -m tests.benchmarks.promotions_oscar [--rules 1000] [--repeat 200]

Oscar runs in an environment of its own, made once from `oscar/requirements.txt`, whose hashes are checked, in the cache
outside the checkout. It has its offers and its basket in memory; what is timed is `Applicator.apply_offers` alone, once
(it takes the better part of a minute). Ours is timed whole: reading the cart, the rules' work, and the quote with a
decision for each rule. Here every rule applies to what those before have left; an offer of oscar's keeps others from
the units it was for, as its default is, which leaves it less to do.
"""

from __future__ import annotations

import argparse
import filecmp
import gc
import json
import random
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

from campaigns.rules.compiling import compile_rules
from campaigns.rules.desk import evaluate
from campaigns.rules.reading_carts import read_cart
from scripts.servers import find_cache
from tests.benchmarks.promotions import make_lines, make_rules, measure

_HERE = Path(__file__).resolve().parent / "oscar"
_LOCK = _HERE / "requirements.txt"
_TARGET = 1_000


def ensure_environment() -> Path:
    """Make it where it is missing or of another lock file; returns its Python."""
    folder = find_cache() / "oscar"
    python, installed = folder / "bin" / "python", folder / "installed.txt"
    if installed.exists() and filecmp.cmp(installed, _LOCK, shallow=False):
        return python
    sys.stdout.write(f"Making an environment with django-oscar in {folder} (once)\n")
    venv.create(folder, clear=True, with_pip=True)
    pip = [str(python), "-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--no-deps", "--require-hashes", "-r", str(_LOCK)], check=True)
    shutil.copy(_LOCK, installed)
    return python


def measure_oscar(lines: list[dict[str, Any]], rules: list[dict[str, Any]]) -> dict[str, Any]:
    """What `oscar/applying.py` says of one run."""
    task = json.dumps({"lines": lines, "rules": rules, "repeat": 1})
    command = [str(ensure_environment()), str(_HERE / "applying.py")]
    done = subprocess.run(command, input=task, stdout=subprocess.PIPE, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=int, default=1_000)
    parser.add_argument("--repeat", type=int, default=200)
    options = parser.parse_args()
    chance = random.Random(11)
    rules, lines = make_rules(options.rules, chance), make_lines(50, chance)
    groups = {f"{layer}/default": "stack" for layer in ("item", "line", "order")}
    cart = {"at": "2026-11-11T00:00:00+08:00", "lines": lines, "groups": groups}
    book = compile_rules(rules, decimals=2)
    # As the server does once it is loaded.
    gc.collect()
    gc.freeze()
    median, p95 = measure(lambda: evaluate(read_cart(cart), book), options.repeat)
    discount = evaluate(read_cart(cart), book)["discount"]
    sys.stdout.write(f"ours: median {median:.1f} ms, 95th {p95:.1f} ms, {discount} off\n")
    theirs = measure_oscar(lines, rules)
    milliseconds = theirs["seconds"][0] * 1000
    sys.stdout.write(f"django-oscar: {milliseconds:,.0f} ms, {theirs['discount']} off by {theirs['applied']} offers\n")
    ratio = milliseconds / p95
    verdict = "kept" if ratio >= _TARGET else "BROKEN"
    sys.stdout.write(f"{ratio:,.0f} times as fast at the 95th percentile: {verdict} ({_TARGET:,} times)\n")


if __name__ == "__main__":
    main()
