"""What the products in a list are called and look like, for the widget that shows the list."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponseBadRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.catalog.admin.choosers.product import name_product
from cms.catalog.admin.thumbnails import NOTHING, find_thumbnails
from cms.catalog.models import Product
from cms.catalog.selections import states
from cms.catalog.selections.rules import LONGEST_LIST

_MOST_WORDS = 10 * LONGEST_LIST


@require_POST
def describe_products(request: HttpRequest) -> Any:
    """By SKU or key: title, picture and state; a fixed number of queries for all lists of a page."""
    try:
        words = json.loads(request.body)["words"]
    except (ValueError, TypeError, KeyError):
        return HttpResponseBadRequest("Send {words: [SKU, …]} as JSON.")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words) or len(words) > _MOST_WORDS:
        return HttpResponseBadRequest(f"`words` is a list of at most {_MOST_WORDS} texts.")
    found = states.find_states(words, at=timezone.now())
    products = {
        product.key: product
        for product in Product.objects.filter(key__in=set(found.keys.values())).prefetch_related("contents__locale")
    }
    thumbnails = find_thumbnails(product.pk for product in products.values())
    return JsonResponse({"products": {word: _describe(word, found, products, thumbnails) for word in found.states}})


def _describe(word: str, found: states.WordStates, products: Any, thumbnails: Any) -> dict[str, Any]:
    product = products.get(found.keys.get(word))
    state = found.states[word]
    return {
        "title": name_product(product) if product else word,
        "image": str(thumbnails.get(product.pk, NOTHING).url) if product else "",
        "state": state,
        "label": _name_state(state),
    }


def _name_state(state: str) -> str:
    return {
        states.UNKNOWN: _("unknown"),
        states.UNPUBLISHED: _("not published"),
        states.OFF_SHELF: _("off the shelf"),
        states.SOLD_OUT: _("sold out"),
        states.GOOD: "",
    }[state]
