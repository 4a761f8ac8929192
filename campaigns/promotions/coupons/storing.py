"""Puts many codes into the table at once."""

from __future__ import annotations

import json
from collections.abc import Sequence

from django.db import connection

from campaigns.promotions.models import Coupon, CouponBatch, CouponState

# A row object for each of a million codes takes minutes; one statement that unfolds a list takes seconds.
_UNFOLD = {"postgresql": "json_array_elements_text(%s::json)", "sqlite": "json_each(%s)"}
_EMPTY = ("shopper", "taken_key")


def store_codes(batch: CouponBatch, codes: Sequence[str]) -> None:
    """A row for each code. Raises IntegrityError for one that there is already."""
    quote, meta = connection.ops.quote_name, Coupon._meta
    names = ["promotion", "batch", "state", *_EMPTY, "code"]
    columns = ", ".join(quote(meta.get_field(name).column) for name in names)
    given = ", ".join(["%s"] * (len(names) - 1))
    # Names of columns and tables come from the model, everything else is a parameter.
    statement = (
        f"INSERT INTO {quote(meta.db_table)} ({columns}) SELECT {given}, value FROM {_UNFOLD[connection.vendor]}"  # noqa: S608
    )
    values = [batch.promotion_id, batch.pk, CouponState.AVAILABLE.value, *[""] * len(_EMPTY)]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, json.dumps(codes)])
