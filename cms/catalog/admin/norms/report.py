"""The report on product information: how scores are spread, where they are low, and whose they are."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale

from cms.catalog.admin.norms.figures import (
    HEIGHT,
    LOW,
    WIDTH,
    draw_tens,
    group_by_category,
    group_by_owner,
    list_worst,
)
from cms.catalog.admin.products.scores import find_tone, list_findings
from cms.catalog.models import Category, ProductScore
from cms.catalog.reach.selectors import filter_reached, find_reach
from cms.catalog.scoring.working import read_progress

RIGHT = "catalog.view_productscore"


class ScoreReport(WagtailAdminTemplateMixin, TemplateView):
    """Narrowed by language and category; every number leads to the products it counts."""

    template_name = "catalog/norms/report.html"
    page_title = _("Product information")
    header_icon = "check"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_scores(self, locale: Locale | None, category: Category | None) -> QuerySet[ProductScore]:
        scores = ProductScore.objects.all()
        reach = find_reach(self.request.user)
        if reach.hides_rest or not self.request.GET.get("everybody"):
            scores = filter_reached(scores, reach)
        if locale is not None:
            scores = scores.filter(content__locale=locale)
        if category is not None:
            scores = scores.filter(content__product__category__path__startswith=category.path)
        return scores

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        locale = Locale.objects.filter(language_code=self.request.GET.get("locale", "")).first()
        key = self.request.GET.get("category", "")
        category = Category.objects.filter(pk=key).first() if key.isdecimal() else None
        scores = self.get_scores(locale, category)
        total = scores.count()
        worst = list_worst(scores)
        return {
            **super().get_context_data(**kwargs),
            "bars": draw_tens(scores),
            "chart": {"width": WIDTH, "height": HEIGHT, "box": HEIGHT + 28},
            "total": total,
            "low": scores.filter(score__lt=LOW).count(),
            "blocked": scores.filter(blocking__gt=0).count(),
            "categories": group_by_category(scores),
            "owners": group_by_owner(scores),
            "worst": [(one, find_tone(one), list_findings(one)) for one in worst],
            "locales": list(Locale.objects.all()),
            "chosen_locale": locale,
            "chosen_category": category,
            "tree": Category.objects.order_by("path"),
            "reach": find_reach(self.request.user),
            "everybody": bool(self.request.GET.get("everybody")),
            "progress": read_progress(),
            "products_url": reverse("wagtailsnippets_catalog_productcontent:list"),
        }


class ScoreReportMenuItem(MenuItem):
    """For whoever may see scores."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)
