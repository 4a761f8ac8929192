"""Two tables the demo shop's merchandiser has uploaded: one was written whole, of the other some rows were refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.bulk.cells.kinds import Cell
from cms.bulk.files.writing import Sheet, write_xlsx
from cms.bulk.jobs import services
from cms.bulk.jobs.working import work
from cms.bulk.models import BulkJob
from cms.bulk.subjects.offers import Offers
from cms.catalog.models import Offer

_PLENTY = 100
"""Nothing that is nearly sold out is touched: there the demo shop has its own story."""
_DELIVERED = 48
_ALERT_LEVEL = 12


@transaction.atomic
def load_uploads(*, at: datetime) -> int:
    """Both tables, in a shop where nobody has uploaded any; returns how many rows they have."""
    user = _find_merchandiser()
    if user is None or BulkJob.objects.exists():
        return 0
    plenty = Offer.objects.filter(stock__gte=_PLENTY).order_by("sku").values_list("sku", "stock")[:20]
    offers = [(sku, stock) for sku, stock in plenty if stock is not None]
    with override(settings.LANGUAGE_CODE):
        delivered = [(sku, stock + _DELIVERED, None) for sku, stock in offers[:12]]
        levels: list[Sequence[Cell]] = [(sku, stock, _ALERT_LEVEL) for sku, stock in offers[12:]]
        levels[3:3] = [
            (offers[0][0], _("about twenty"), _ALERT_LEVEL),
            ("SX-NOT-THERE", 20, _ALERT_LEVEL),
        ]
        jobs = [
            _write(_("Delivery of Monday.xlsx"), ("sku", "stock"), [row[:2] for row in delivered], user, at=at),
            _write(_("Alert levels for the year's end.xlsx"), ("sku", "stock", "alert_level"), levels, user, at=at),
        ]
    return sum(job.total for job in jobs)


def _write(name: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]], user: Any, *, at: datetime) -> BulkJob:
    """Upload, compare, confirm and write, as somebody at the screen and the worker would."""
    subject = Offers()
    by_name = {column.name: column for column in subject.list_columns()}
    file = BytesIO()
    write_xlsx(Sheet(str(subject.label), [by_name[column] for column in columns], rows), file)
    job = services.upload(subject, name, file.getvalue(), publishes=False, user=user)
    _work_through(job, at)
    services.confirm(job.pk, user=user)
    _work_through(job, at)
    return job


def _work_through(job: BulkJob, at: datetime) -> None:
    job.refresh_from_db()
    while job.is_running:
        work([str(job.pk)], at)
        job.refresh_from_db()


def _find_merchandiser() -> Any:
    """Somebody whose work that is, for the whole shop; None where nobody does it."""
    users = get_user_model()._default_manager
    able = users.with_perm("catalog.change_offer", backend="django.contrib.auth.backends.ModelBackend")
    return able.filter(is_superuser=False, category_limits__isnull=True).order_by("-pk").first()
