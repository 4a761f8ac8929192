"""How long the editor of a landing page of 60 blocks takes. Run: python -m tests.benchmarks.landing_edit

Server time and SQL of opening the editor, of the preview that follows every pause in typing, of the checks, and of
saving; the targets are for the median of the processor's time, so that a busy machine does not change the verdict.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from typing import Any

ROUNDS = 7
PRODUCTS = 400
TARGETS = {
    "open the editor": (600, 60),
    "preview: post": (250, 40),
    "checks": (300, 40),
    "save a draft": (400, 100),
    "publish": (900, 200),
}


def prepare() -> Any:
    """A catalogue, pictures and a page of 60 blocks in the test settings' own temporary data folder."""
    from django.core.files.base import ContentFile
    from django.core.management import call_command
    from django.utils import timezone
    from wagtail.images import get_image_model

    from cms.catalog.models import ProductContent
    from cms.delivery import services
    from tests import factories
    from tests.benchmarks.catalogue_rows import fill
    from tests.pictures import make_photo, save

    call_command("migrate", verbosity=0)
    fill(PRODUCTS, brands=20)
    services.deliver_many("product", list(ProductContent.objects.all()), at=timezone.now())
    model = get_image_model()
    images = [
        model.objects.create(title=f"图 {n}", file=ContentFile(save(make_photo(400, 300), "JPEG"), name=f"{n}.jpg"))
        for n in range(6)
    ]
    return factories.make_landing("big", blocks=make_blocks(images), summary="大促", picture=images[0])


def make_blocks(images: list[Any]) -> list[tuple[str, Any]]:
    """Thirty shelves of twenty products, and thirty blocks of every other kind."""
    picture = [{"image": image.pk, "alt_text": "一张图", "decorative": False} for image in images]
    shelves = [("shelf", _make_shelf(number)) for number in range(30)]
    others = [
        *(("text", f"<p>第 {n} 段文字。</p>") for n in range(8)),
        *(("picture", picture[n % 6]) for n in range(6)),
        *(
            ("text_and_picture", {"heading": f"图文 {n}", "text": "<p>字</p>", "picture": picture[n], "side": "left"})
            for n in range(4)
        ),
        *(
            ("carousel", {"slides": [{"picture": one, "heading": "看"} for one in picture], "seconds": 6})
            for _ in range(2)
        ),
        *(("questions", [{"question": f"问 {n}？", "answer": "<p>答。</p>"} for n in range(6)]) for _ in range(3)),
        *(("categories", {"tiles": [{"category": f"c{n}"} for n in range(8)]}) for _ in range(2)),
        *(("products", {"heading": "更多", "selection": _choose(n)}) for n in range(5)),
    ]
    return [block for pair in zip(shelves, others, strict=True) for block in pair]


def _make_shelf(number: int) -> dict[str, Any]:
    return {"heading": f"楼层 {number}", "anchor": f"floor-{number}", "selection": _choose(number), "layout": "grid"}


def _choose(number: int) -> dict[str, Any]:
    return {"source": "products", "products": [f"p{(number * 13 + n) % PRODUCTS:06}" for n in range(20)]}


def measure(page: Any) -> list[tuple[str, float, float, int]]:
    """(what, median ms, median ms of processor, queries) of each step, through the whole view."""
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client(raise_request_exception=True)
    client.force_login(User.objects.create_superuser("benchmark", "b@example.com", "secret"))
    edit = f"/admin/pages/{page.pk}/edit/"
    form = _read_form(page)
    steps = {
        "open the editor": lambda: client.get(edit),
        "preview: post": lambda: client.post(f"{edit}preview/", form),
        "checks": lambda: client.post(f"/admin/delivery/checks/{page.pk}/", form),
        "save a draft": lambda: client.post(edit, form),
        "publish": lambda: client.post(edit, {**form, "action-publish": "yes"}),
    }
    return [(name, *_time(step)) for name, step in steps.items()]


def _time(step: Any) -> tuple[float, float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    step()
    times, works = [], []
    for _ in range(ROUNDS):
        started, worked = time.perf_counter(), time.process_time()
        response = step()
        times.append((time.perf_counter() - started) * 1000)
        works.append((time.process_time() - worked) * 1000)
        assert response.status_code in (200, 302), response.status_code
    with CaptureQueriesContext(connection) as queries:
        step()
    return statistics.median(times), statistics.median(works), len(queries)


def _read_form(page: Any) -> dict[str, Any]:
    """What a browser would post of the page: every input of every block."""
    data: dict[str, Any] = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "picture": page.picture_id,
        "radius": page.radius,
        **{f"{name}_colour": getattr(page, f"{name}_colour") for name in ("primary", "accent", "background", "text")},
        **{f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")},
    }
    _write_stream(data, "body", page.body.stream_block, page.body)
    return {name: "" if value is None else value for name, value in data.items()}


def _write(data: dict[str, Any], prefix: str, block: Any, value: Any) -> None:
    from wagtail import blocks

    if isinstance(block, blocks.StreamBlock):
        _write_stream(data, prefix, block, value)
    elif isinstance(block, blocks.ListBlock):
        data[f"{prefix}-count"] = len(value)
        for place, child in enumerate(value):
            data |= {f"{prefix}-{place}-deleted": "", f"{prefix}-{place}-order": place, f"{prefix}-{place}-id": ""}
            _write(data, f"{prefix}-{place}-value", block.child_block, child)
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            _write(data, f"{prefix}-{name}", child, _read_part(block, value, name))
    else:
        _write_field(data, prefix, block, value)


def _read_part(block: Any, value: Any, name: str) -> Any:
    from wagtail.images.blocks import ImageBlock

    if not isinstance(block, ImageBlock):
        return value.get(name)
    parts = {"alt_text": "contextual_alt_text", "decorative": "decorative"}
    return value if name == "image" else getattr(value, parts[name], None) if value is not None else None


def _write_field(data: dict[str, Any], prefix: str, block: Any, value: Any) -> None:
    state = block.get_form_state(value)
    if isinstance(state, dict):
        data[prefix] = state["id"]
    elif state is True:
        data[prefix] = "on"
    elif isinstance(state, list) or state not in (False, None):
        data[prefix] = state


def _write_stream(data: dict[str, Any], prefix: str, block: Any, value: Any) -> None:
    data[f"{prefix}-count"] = len(value)
    for place, child in enumerate(value):
        here = f"{prefix}-{place}"
        data |= {
            f"{here}-deleted": "",
            f"{here}-order": place,
            f"{here}-type": child.block_type,
            f"{here}-id": child.id,
        }
        _write(data, f"{here}-value", child.block, child.value)


def main() -> int:
    page = prepare()
    out = sys.stdout.write
    out(f"a landing page of {len(page.body)} blocks\n\n{'':<18} {'median ms':>10} {'of it CPU':>10} {'queries':>8}\n")
    missed = 0
    for name, median, work, queries in measure(page):
        most, most_queries = TARGETS[name]
        is_good = work < most and queries <= most_queries
        missed += not is_good
        target = "" if is_good else f"  over the target: {most} ms, {most_queries} queries"
        out(f"{name:<18} {median:>10.0f} {work:>10.0f} {queries:>8}{target}\n")
    return int(bool(missed))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    import django

    django.setup()
    raise SystemExit(main())
