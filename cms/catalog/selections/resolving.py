"""From selections to product keys, by SQL, when a document is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Lower

from cms.catalog.models import Availability, Category, Offer, Product, ProductTag
from cms.catalog.selections.rules import NEWEST, PRICE_ASC, PRICE_DESC, SALES, Rule
from cms.catalog.selectors import on_shelf
from cms.delivery.models import DeliveryDocument

_CHUNK = 500

_ORDERS = {
    NEWEST: [F("released_at").desc(nulls_last=True), "-created_at", "-pk"],
    SALES: [F("sales").desc(nulls_last=True), "-pk"],
    PRICE_ASC: [F("price").asc(nulls_last=True), "-pk"],
    PRICE_DESC: [F("price").desc(nulls_last=True), "-pk"],
}


def resolve_words(words: Iterable[str]) -> dict[str, str]:
    """By word, the key of the product that has it as its key, or as the SKU of an offer; others are missing."""
    wanted = list(dict.fromkeys(words))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        chunk = wanted[start : start + _CHUNK]
        found.update(Offer.objects.filter(sku__in=chunk).values_list("sku", "product__key"))
        found.update((key, key) for key in Product.objects.filter(key__in=chunk).values_list("key", flat=True))
    return found


def resolve_rules(rules: Iterable[Rule], *, at: datetime) -> dict[Rule, list[str]]:
    """By rule, the keys of the products it selects at `at`, in its order: a query a rule and one for all."""
    wanted = list(dict.fromkeys(rules))
    paths = _read_paths(wanted)
    return {rule: list(_select(rule, paths, at=at).values_list("key", flat=True)[: rule.limit]) for rule in wanted}


def count_matches(rule: Rule, *, at: datetime) -> int:
    """How many products `rule` would select if it had no limit."""
    return _select(rule, _read_paths([rule]), at=at).order_by().count()


def _read_paths(rules: Iterable[Rule]) -> dict[str, str]:
    """Where the categories that `rules` name stand in the tree, by key."""
    keys = {key for rule in rules for key in rule.categories}
    return dict(Category.objects.filter(key__in=keys).values_list("key", "path")) if keys else {}


def _select(rule: Rule, paths: Mapping[str, str], *, at: datetime) -> QuerySet[Product]:
    offers = Offer.objects.filter(on_shelf(at), product=OuterRef("pk"))
    products = Product.objects.filter(
        _is_served(at), Exists(_keep_available(offers, at) if rule.is_available else offers)
    )
    products = _belong(products, rule, paths)
    if rule.stages:
        products = products.filter(stage__in=rule.stages)
    has_price = rule.price_min is not None or rule.price_max is not None
    if has_price or rule.sort in (PRICE_ASC, PRICE_DESC):
        priced = offers.filter(currency=settings.VITRINE_CURRENCY).order_by("price_minor")
        products = products.annotate(price=Subquery(priced.values("price_minor")[:1]))
    if rule.price_min is not None:
        products = products.filter(price__gte=rule.price_min)
    if rule.price_max is not None:
        products = products.filter(price__lte=rule.price_max)
    if rule.sort == SALES:
        sold = offers.order_by().values("product").annotate(total=Sum("sold_30_days")).values("total")
        products = products.annotate(sales=Coalesce(Subquery(sold), 0))
    return products.order_by(*_ORDERS.get(rule.sort, _ORDERS[NEWEST]))


def _belong(products: QuerySet[Product], rule: Rule, paths: Mapping[str, str]) -> QuerySet[Product]:
    if rule.categories:
        below = Q()
        for key in rule.categories:
            if key in paths:
                below |= Q(category__path__startswith=paths[key])
        # Every category that was named is gone: that is nothing, and not everything.
        products = products.filter(below) if below else products.none()
    if rule.brands:
        products = products.filter(brand__key__in=rule.brands)
    if rule.tags:
        tagged = ProductTag.objects.annotate(folded=Lower("tag__name")).filter(
            folded__in=[tag.lower() for tag in rule.tags], content_object=OuterRef("pk")
        )
        products = products.filter(Exists(tagged))
    return products


def _is_served(at: datetime) -> Exists:
    return Exists(DeliveryDocument.objects.filter(kind="product", key=OuterRef("key")).live(at=at))


def _keep_available(offers: QuerySet[Offer], at: datetime) -> QuerySet[Offer]:
    """Offers that `Offer.is_available` says can be ordered at `at`."""
    has_stock = Q(stock__isnull=True) | Q(stock__gt=0)
    is_presale_open = (Q(presale_starts_at__isnull=True) | Q(presale_starts_at__lte=at)) & (
        Q(presale_ends_at__isnull=True) | Q(presale_ends_at__gt=at)
    )
    return offers.filter(
        Q(availability=Availability.MADE_TO_ORDER)
        | Q(availability=Availability.IN_STOCK) & has_stock
        | Q(availability=Availability.PRESALE) & has_stock & is_presale_open
    )
