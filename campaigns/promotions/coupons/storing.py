"""Puts many codes into the table at once."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import connection

from campaigns.promotions.models import Coupon, CouponBatch, CouponState

# A row object for each of a million codes takes minutes; one statement that unfolds a list takes seconds.
_UNFOLD = {"postgresql": "json_array_elements_text(%s::json)", "sqlite": "json_each(%s)"}
_COLUMNS = ("promotion_id", "batch_id", "state", "shopper", "taken_key", "code")


def store_codes(batch: CouponBatch, codes: Sequence[str]) -> None:
    """A row for each code. Raises IntegrityError for one that there is already."""
    table, columns = Coupon._meta.db_table, ", ".join(_COLUMNS)
    # Names of columns and tables come from the model, everything else is a parameter.
    chosen = f"SELECT %s, %s, %s, %s, %s, value FROM {_UNFOLD[connection.vendor]}"  # noqa: S608
    values = (batch.promotion_id, batch.pk, CouponState.AVAILABLE.value, "", "", json.dumps(codes))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) {chosen}", values)
