"""The report of products that seem to be one, and the page where two of them are decided on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.bulk.duplicates import deciding
from cms.bulk.duplicates.finding import Likeness, Pair, find_pairs
from cms.catalog.admin.products.rows import describe_price
from cms.catalog.admin.thumbnails import NOTHING, Thumbnail, find_thumbnails
from cms.catalog.models import Offer, Product, ProductContent

_PER_PAGE = 20
RIGHT = "catalog.publish_productcontent"


@dataclass
class Side:
    """One of the two, as it is shown."""

    product: Product
    thumbnail: Thumbnail = NOTHING
    offers: list[Offer] = field(default_factory=list)
    contents: list[ProductContent] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.contents[0].title if self.contents else self.product.key

    @property
    def skus(self) -> str:
        return ", ".join(offer.sku for offer in self.offers)

    @property
    def gtins(self) -> str:
        return ", ".join(offer.gtin for offer in self.offers if offer.gtin)

    @property
    def price(self) -> str:
        return describe_price(self.offers)

    @property
    def is_live(self) -> bool:
        return any(content.live for content in self.contents)

    @property
    def address(self) -> str:
        return reverse("catalogue_product:edit", args=[self.product.pk])


class DuplicatesView(WagtailAdminTemplateMixin, TemplateView):
    """Pairs side by side, the likeliest first; looking changes nothing."""

    template_name = "bulk/duplicates.html"
    page_title = gettext_lazy("Duplicate products")
    header_icon = "copy"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        chosen = self.request.GET.get("likeness", "")
        chosen = chosen if chosen in Likeness.values else ""
        page = Paginator(find_pairs(likeness=chosen), _PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "pairs": show_pairs(list(page)),
            "likenesses": Likeness.choices,
            "chosen": chosen,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class DecideView(WagtailAdminTemplateMixin, TemplateView):
    """Says what would happen first; `keep` names the one that stays, or both."""

    template_name = "bulk/duplicate.html"
    page_title = gettext_lazy("Keep one of two products")
    header_icon = "copy"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def products(self) -> tuple[Product, Product]:
        """The one to keep, and the other."""
        return (
            get_object_or_404(Product, pk=self.kwargs["kept"]),
            get_object_or_404(Product.objects.exclude(pk=self.kwargs["kept"]), pk=self.kwargs["other"]),
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kept, other = self.products
        try:
            if request.POST.get("keep") == "both":
                deciding.keep_both(kept, other, user=request.user)
                messages.success(request, _("They are two products: the pair is not shown again."))
                return redirect("bulk:duplicates")
            count = deciding.keep_one(kept, other, user=request.user)
        except deciding.DecisionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("bulk:duplicate", kept.pk, other.pk)
        text = _("“%(kept)s” stays; “%(other)s” is off in %(count)d languages. To undo it, publish it again.")
        values = {"kept": kept.key, "other": other.key, "count": count}
        messages.success(request, text % values)
        return redirect("bulk:duplicates")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sides = _load_sides([product.pk for product in self.products])
        kept, other = (sides[product.pk] for product in self.products)
        staying = {content.locale_id: content for content in kept.contents if content.live}
        gone = [(content, staying.get(content.locale_id)) for content in other.contents if content.live]
        return {**super().get_context_data(**kwargs), "kept": kept, "other": other, "gone": gone}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("bulk:duplicates"), "label": _("Duplicate products")},
            {"url": "", "label": self.page_title},
        ]


def show_pairs(pairs: Sequence[Pair]) -> list[tuple[Pair, list[tuple[str, str]], Side, Side]]:
    """A page of pairs with both sides: a fixed number of queries."""
    sides = _load_sides([pk for pair in pairs for pk in (pair.first, pair.second)])
    return [
        (
            pair,
            [(str(one.label), "" if one == Likeness.PICTURE else detail) for one, detail in pair.likenesses.items()],
            sides[pair.first],
            sides[pair.second],
        )
        for pair in pairs
        if pair.first in sides and pair.second in sides
    ]


def _load_sides(ids: Sequence[int]) -> dict[int, Side]:
    products = Product.objects.filter(pk__in=ids).select_related("brand", "category")
    thumbnails = find_thumbnails(ids)
    sides = {product.pk: Side(product, thumbnails.get(product.pk, NOTHING)) for product in products}
    for offer in Offer.objects.filter(product_id__in=ids).order_by("sort_order", "sku"):
        sides[offer.product_id].offers.append(offer)
    contents = ProductContent.objects.filter(product_id__in=ids).select_related("locale")
    for content in contents.defer("details").order_by("locale_id"):
        sides[content.product_id].contents.append(content)
    return sides
