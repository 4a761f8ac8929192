"""What the products' list shows under an address, for downloads of it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest

from cms.catalog.admin.finding import search_contents
from cms.catalog.admin.products.filters import ProductFilterSet
from cms.catalog.models import Product, ProductContent
from cms.catalog.reach.selectors import filter_reached, find_reach


def choose_contents(request: HttpRequest) -> QuerySet[ProductContent]:
    """The contents that the list shows for the filters, the search and the ticks in the address."""
    contents = ProductFilterSet(request.GET, queryset=ProductContent.objects.all(), request=request).qs
    if text := request.GET.get("q", "").strip():
        contents = search_contents(contents, text)
    if ids := [one for one in request.GET.getlist("id") if one.isdecimal()]:
        contents = contents.filter(pk__in=ids)
    return contents.order_by("pk")


def choose_products(request: HttpRequest) -> QuerySet[Product]:
    """The products of those contents; without any filter also those that nobody has written about."""
    reach = find_reach(request.user)
    products = Product.objects.order_by("pk")
    products = filter_reached(products, reach) if reach.hides_rest else products
    if not any(value for name, value in request.GET.items() if name not in {"format", "part", "subject"}):
        return products
    return products.filter(pk__in=choose_contents(request).order_by().values("product_id"))
