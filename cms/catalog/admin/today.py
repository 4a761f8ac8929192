"""What the catalogue needs somebody for today: stock that runs out, values that feeds propose."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Case, Count, F, Max, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.catalog.models import FeedProposal, Offer, ProductContent
from cms.catalog.reach.selectors import filter_reached, find_reach
from cms.today import TOP, Answer, Entry, Question


def read_stock(user: Any, *, at: datetime) -> Answer | None:
    """For who sees to offers: what is on the shelf and runs out, what sells best first."""
    if not user.has_perm("catalog.change_offer"):
        return None
    low = filter_reached(_list_low(at), find_reach(user))
    counts = low.aggregate(all=Count("pk"), out=Count("pk", filter=Q(stock__lte=0)))
    title = ProductContent.objects.filter(product=OuterRef("product"), live=True).order_by(_prefer_own_language(), "pk")
    rows = low.annotate(title=Subquery(title.values("title")[:1])).order_by(
        Case(When(stock__lte=0, then=Value(0)), default=Value(1)), "-sold_30_days", "stock", "sku"
    )[:TOP]
    entries = [
        Entry(
            row.title or row.sku,
            reverse("catalogue_product:edit", args=[row.product_id]),
            _("%(sku)s is sold out") % {"sku": row.sku}
            if row.stock <= 0
            else ngettext("%(sku)s: %(count)d left", "%(sku)s: %(count)d left", row.stock)
            % {"sku": row.sku, "count": row.stock},
            is_late=row.stock <= 0,
        )
        for row in rows
    ]
    return Answer(counts["all"], entries, list_products(stock="low"), is_alarming=counts["out"] > 0)


def read_proposals(user: Any, *, at: datetime) -> Answer | None:
    """For who writes about products: where a feed has another value for what they have written."""
    if not user.has_perm("catalog.change_productcontent"):
        return None
    proposals = filter_reached(FeedProposal.objects.all(), find_reach(user))
    contents = proposals.values("content", "content__title").annotate(fields=Count("pk"), since=Max("proposed_at"))
    rows = list(contents.order_by("-since", "content")[:TOP])
    entries = [
        Entry(
            row["content__title"],
            reverse("wagtailsnippets_catalog_productcontent:edit", args=[row["content"]]),
            ngettext("%(count)d field", "%(count)d fields", row["fields"]) % {"count": row["fields"]},
            since=row["since"],
        )
        for row in rows
    ]
    count = proposals.values("content").distinct().count()
    return Answer(count, entries, list_products(proposals="yes"))


def list_products(**filters: str) -> str:
    """The address of the products' list."""
    address = reverse("wagtailsnippets_catalog_productcontent:list")
    return f"{address}?{urlencode(filters)}" if filters else address


def _list_low(at: datetime) -> Any:
    on_shelf = (Q(on_shelf_from__isnull=True) | Q(on_shelf_from__lte=at)) & (
        Q(on_shelf_until__isnull=True) | Q(on_shelf_until__gt=at)
    )
    live = Q(product__in=ProductContent.objects.filter(live=True).values("product"))
    return Offer.objects.filter(on_shelf & live, stock__isnull=False, stock__lte=F("alert_level"))


def _prefer_own_language() -> Any:
    return Case(When(locale__language_code=settings.LANGUAGE_CODE, then=Value(0)), default=Value(1))


STOCK = Question(
    "stock",
    gettext_lazy("Low or out of stock"),
    "warning",
    gettext_lazy("Everything on the shelf is in stock."),
    read_stock,
    order=40,
)
PROPOSALS = Question(
    "proposals",
    gettext_lazy("Proposed by feeds"),
    "download",
    gettext_lazy("No feed proposes anything."),
    read_proposals,
    order=80,
)
