"""What the screen of a product's facts says of its stage, role and stock, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from campaigns.shelving.admin.rights import may_see
from campaigns.shelving.facts import Surroundings, read_facts
from campaigns.shelving.models import ChangeState, ShelfChange
from campaigns.shelving.rules.values import STAGE
from campaigns.shelving.saying import say_change, say_found, say_origin, say_reasons, say_value
from campaigns.shelving.wishing import suggest_for
from cms.catalog.models import Product

Note = tuple[str, str, str]
"""Heading, text, address."""


def note_product(product: Product, user: Any) -> Iterator[Note]:
    """The trend of its sales, and what is proposed for it."""
    if not may_see(user):
        return
    facts = read_facts([product.pk], Surroundings(), at=timezone.now())[0]
    trend = suggest_for(facts, at=timezone.now())
    if trend is not None:
        value = say_value(STAGE, trend.value)
        text = _("%(stage)s: %(reasons)s") % {"stage": value, "reasons": say_found(trend.reasons)}
        yield _("Stage that sales speak for"), text, ""
    waiting = ShelfChange.objects.filter(product=product, state=ChangeState.PROPOSED).order_by("kind")
    for change in waiting:
        text = _("%(change)s, because: %(reasons)s (%(origin)s)") % {
            "change": say_change(change),
            "reasons": say_reasons(change.reasons),
            "origin": say_origin(change),
        }
        yield _("Proposed"), text, reverse("shelving:proposals")
