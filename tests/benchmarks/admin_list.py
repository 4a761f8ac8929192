"""How long a page of the admin's product list takes with 20,000 products. Run: python -m tests.benchmarks.admin_list"""

from __future__ import annotations

import os
import statistics
import sys
import time

ROUNDS = 9
TARGET_MS, TARGET_QUERIES = 300, 30
PAGES = {
    "first page": {},
    "page 400": {"p": "400"},
    "by price": {"ordering": "-_price"},
    "by stock": {"ordering": "_stock"},
    "by title": {"ordering": "title"},
    "by brand": {"ordering": "product__brand__name"},
    "by last change": {"ordering": "-_updated_at"},
    "search 蓝牙": {"q": "蓝牙"},
    "search SKU": {"q": "SKU-p019999-1"},
    "search, two words": {"q": "蓝牙 品牌 0016"},
    "brand": {"brand": "品牌 0016"},
    "category with all below": {"category": "1"},
    "low stock": {"stock": "low"},
    "on shelf": {"on_shelf": "yes"},
    "status": {"state": "changed"},
    "feed proposals": {"proposals": "yes"},
}


def prepare(rows: int) -> None:
    """Migrations and rows in the test settings' own temporary data folder."""
    from django.core.management import call_command
    from wagtail.images import get_image_model

    from tests.benchmarks.catalogue_rows import fill
    from tests.pictures import make_photo, save

    call_command("migrate", verbosity=0)
    from django.core.files.base import ContentFile

    model = get_image_model()
    images = []
    for n in range(8):
        image = model(title=f"图 {n}", file=ContentFile(save(make_photo(400, 400), "JPEG"), name=f"{n}.jpg"))
        image.save()
        images.append(image)
    for image in images:
        image.get_rendition("width-160|format-webp")
    fill(rows, image_ids=tuple(image.pk for image in images))


def measure() -> list[tuple[str, float, float, int]]:
    """(page, median ms, median ms of processor, queries) of each kind of page, through the whole view."""
    from django.contrib.auth.models import User
    from django.db import connection, reset_queries
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client = Client(raise_request_exception=True)
    client.force_login(User.objects.create_superuser("benchmark", "b@example.com", "secret"))
    url = reverse("wagtailsnippets_catalog_productcontent:list")
    client.get(url)
    measured = []
    for name, query in PAGES.items():
        times, works = [], []
        for _ in range(ROUNDS):
            reset_queries()
            started, worked = time.perf_counter(), time.process_time()
            response = client.get(url, query)
            times.append((time.perf_counter() - started) * 1000)
            works.append((time.process_time() - worked) * 1000)
            assert response.status_code == 200, name
        with CaptureQueriesContext(connection) as queries:
            client.get(url, query)
        measured.append((name, statistics.median(times), statistics.median(works), len(queries)))
    return measured


def main() -> int:
    rows = int(os.environ.get("ROWS", "20000"))
    out = sys.stdout.write
    started = time.perf_counter()
    prepare(rows)
    out(f"{rows} products made in {time.perf_counter() - started:.0f} s\n\n")
    out(f"{'page':<26} {'median ms':>10} {'of it CPU':>11} {'queries':>8}\n")
    missed = 0
    for name, median, work, queries in measure():
        is_good = median < TARGET_MS and queries <= TARGET_QUERIES
        missed += not is_good
        out(f"{name:<26} {median:>10.0f} {work:>11.0f} {queries:>8}{'' if is_good else '  over the target'}\n")
    out(f"\ntarget: under {TARGET_MS} ms and at most {TARGET_QUERIES} queries\n")
    return int(bool(missed))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    import django

    django.setup()
    raise SystemExit(main())
