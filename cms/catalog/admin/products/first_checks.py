"""Judges a product while it is typed for the first time: nothing of it is there yet, and nothing is stored."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Locale

from cms.catalog.admin.products.checks import describe_verdict
from cms.catalog.admin.products.panels import new_content_screen, new_product_screen
from cms.catalog.admin.products.wanted import describe_wanted
from cms.catalog.forms.money import parse_price
from cms.catalog.models import Product, ProductContent
from cms.catalog.norms.values import Price
from cms.catalog.scoring.batches import judge_contents
from cms.catalog.scoring.standing import has_norms
from cms.delivery.admin.checks import describe
from cms.delivery.problems import ERROR, Problem


@require_POST
def check_new_product(request: HttpRequest) -> JsonResponse:
    """The score and the findings of a form that is being filled in; `?product=` is one that exists already."""
    if not request.user.has_perm("catalog.add_productcontent"):
        raise PermissionDenied
    if not has_norms():
        return JsonResponse(describe([]))
    form = _read_form(request)
    if not form.is_valid():
        text = _("Some fields are not filled in rightly yet; saving shows which.")
        return JsonResponse(describe([Problem(ERROR, "", text)]))
    content = form.instance
    content.product = form.find_product()
    prices = None if content.product.pk else {None: _list_prices(form.cleaned_data)}
    at = timezone.now()
    judged = judge_contents([content], at=at, prices=prices)[0]
    return JsonResponse({**describe_verdict(judged.verdict, content), **describe_wanted(content, at=at)})


def _read_form(request: HttpRequest) -> Any:
    """The form of the screen, of which nothing has to be filled in yet."""
    wanted = request.GET.get("product", "")
    product = get_object_or_404(Product, pk=wanted) if wanted.isdecimal() else None
    locale = Locale.objects.filter(language_code=request.GET.get("locale", "")).first() or Locale.get_default()
    screen = new_content_screen if product else new_product_screen
    instance = ProductContent(locale=locale)
    form = screen.get_form_class()(request.POST, request.FILES, instance=instance, for_user=request.user)
    if product:
        form.product = product
    form.defer_required_fields()
    for field in form.fields.values():
        field.required = False
    return form


def _list_prices(cleaned: dict[str, Any]) -> list[Price]:
    """The first offer's price; none while it cannot be read."""
    try:
        price = parse_price(cleaned.get("price") or "", cleaned.get("currency") or "")
    except (ValidationError, KeyError, ValueError):
        return []
    return [Price(cleaned.get("sku") or "", cleaned["currency"], price)]
