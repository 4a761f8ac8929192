"""An import that is killed leaves whole batches, and the next run completes it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.utils import timezone

from cms.catalog.models import Offer, Product, ProductContent
from cms.delivery.models import DeliveryDocument, OutboxEntry
from search import selectors
from search.selectors import ProductFilter, Sort

CHECKOUT = Path(__file__).resolve().parents[3]
ROWS = 3000


def start_import(feed: Path, environment: Mapping[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "manage.py", "import_products", str(feed)]
    return subprocess.Popen(command, cwd=CHECKOUT, env=dict(environment), stdout=subprocess.PIPE, text=True)


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_leaves_whole_batches_and_a_rerun_completes(
    subprocess_environment: Mapping[str, str], tmp_path: Path
) -> None:
    feed = tmp_path / "feed.csv"
    lines = [f"K{number},Kettle {number},{number % 90 + 1}.50,7" for number in range(ROWS)]
    feed.write_text("\n".join(["sku,title,price,stock", *lines]) + "\n")

    process = start_import(feed, subprocess_environment)
    deadline = time.monotonic() + 90
    while not Product.objects.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()

    half = Product.objects.count()
    assert 0 < half < ROWS
    assert Offer.objects.count() == half
    assert ProductContent.objects.filter(live=True, live_revision__isnull=False).count() == half
    assert DeliveryDocument.objects.filter(kind="product").count() == half
    assert OutboxEntry.objects.filter(consumer="index").count() == half

    output, _ = start_import(feed, subprocess_environment).communicate(timeout=120)

    assert Product.objects.count() == Offer.objects.count() == ROWS, output
    assert DeliveryDocument.objects.filter(kind="product").live(at=timezone.now()).count() == ROWS
    assert not OutboxEntry.objects.filter(consumer="index").exists()
    found = selectors.search_products(
        text="kettle", locale="zh-hans", filters=ProductFilter(), sort=Sort.RELEVANCE, first=1, at=timezone.now()
    )
    assert found.total == ROWS
