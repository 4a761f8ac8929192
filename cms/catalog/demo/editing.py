"""Leaves drafts, a scheduled change and an unpublished product in the demo shop, as editors would."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from wagtail.models import Locale

from cms.catalog.demo.reading import DemoProduct, read_table
from cms.catalog.demo.rows import make_content
from cms.catalog.feeds.content_values import set_value
from cms.catalog.models import Product, ProductContent


def list_withheld() -> set[str]:
    """The keys of products that are not published yet."""
    return {row["key"] for row in read_table("editing.toml")["withheld"]}


def load_drafts(locales: dict[str, Locale], *, at: datetime) -> None:
    """Change, and schedule, what has no draft yet."""
    plans = read_table("editing.toml")
    for row in [*plans["draft"], *plans["scheduled"]]:
        with transaction.atomic():
            content = ProductContent.objects.select_for_update(of=("self",)).get(
                product__key=row["key"], locale=locales[row["locale"]]
            )
            if content.latest_revision_id != content.live_revision_id:
                continue
            content.title, content.summary = row["title"], row["summary"]
            if "days" in row:
                content.go_live_at = (at + timedelta(days=row["days"])).replace(minute=0, second=0, microsecond=0)
            revision = content.save_revision(log_action=True)
            if "days" in row:
                revision.publish()


def load_withheld(products: list[DemoProduct], locales: dict[str, Locale], saved: dict[str, Product]) -> None:
    """Products whose contents wait for somebody to publish them."""
    for product in products:
        if product.key not in list_withheld():
            continue
        translation_key = uuid.uuid4()
        for code, locale in locales.items():
            if ProductContent.objects.filter(product=saved[product.key], locale=locale).exists():
                continue
            content = ProductContent(
                product=saved[product.key], locale=locale, translation_key=translation_key, live=False
            )
            for name, value in make_content(product, code).items():
                set_value(content, name, value, key=product.key)
            with transaction.atomic():
                content.save()
                content.save_revision(log_action="wagtail.create")
