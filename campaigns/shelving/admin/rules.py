"""Shelf rules: written in the admin, and looked at before they are saved."""

from __future__ import annotations

from typing import Any

import django_filters
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from campaigns.shelving.models import RuleAction, RuleMode, ShelfRule
from campaigns.shelving.previewing import Preview, preview
from cms.catalog.admin.choosers import brand_chooser, category_chooser

PREVIEW = "preview"


class _Previewing:
    """“Preview” looks at every product with the rule as typed, and saves nothing."""

    template_name = "shelving/rule.html"
    found: Preview | None = None

    def post(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if PREVIEW not in request.POST:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        if not hasattr(self, "object"):
            self.object = self.get_object() if self.kwargs else None
        self.form = self.get_form()
        if self.form.is_valid():
            rule = self.form.save(commit=False)
            self.found = preview(rule.make_rule(), rule.order, at=timezone.now())
        return self.render_to_response(self.get_context_data())

    def get_context_data(self: Any, **kwargs: Any) -> dict[str, Any]:
        if self.found is not None or PREVIEW in self.request.POST:
            # What was typed is not saved: leaving warns.
            kwargs.setdefault("form", self.form)
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {**context, "found": self.found, "is_typed": PREVIEW in self.request.POST}


class RuleCreateView(_Previewing, generic.CreateView):
    pass


class RuleEditView(_Previewing, generic.EditView):
    pass


class RuleFilterSet(WagtailFilterSet):
    action = django_filters.ChoiceFilter(label=gettext_lazy("What to do"), choices=RuleAction.choices)
    mode = django_filters.ChoiceFilter(label=gettext_lazy("How"), choices=RuleMode.choices)
    is_active = django_filters.BooleanFilter(label=gettext_lazy("In use"))

    class Meta:
        model = ShelfRule
        fields: list[str] = []


class RuleListView(generic.IndexView):
    page_title = gettext_lazy("Shelf rules")
    filterset_class = RuleFilterSet
    default_ordering = ("order", "pk")

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("category")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            Column("order", label=_("Order"), accessor="order", sort_key="order"),
            self._get_title_column("name"),
            Column("action", label=_("What to do"), accessor="get_action_display"),
            Column("category", label=_("Category"), accessor=lambda rule: rule.category.name if rule.category else "—"),
            Column("mode", label=_("How"), accessor="get_mode_display"),
            BooleanColumn("is_active", label=_("In use"), sort_key="is_active"),
        ]

    @cached_property
    def no_results_message(self) -> str:
        return _("There are no rules yet. The first one decides what “long out of stock” means in this shop.")


def _row(*names: str, heading: Any = "") -> FieldRowPanel:
    return FieldRowPanel([FieldPanel(name) for name in names], heading=heading)


class RuleViewSet(ModelViewSet):
    """Which products go on the shelf, off it, or into another stage or role."""

    model = ShelfRule
    name = "shelf_rules"
    url_prefix = "shelving/rules"
    icon = "list-ol"
    menu_label = gettext_lazy("Shelf rules")
    menu_name = "shelving-rules"
    menu_order = 40
    copy_view_enabled = True
    index_view_class = RuleListView
    add_view_class = RuleCreateView
    edit_view_class = RuleEditView
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    _row("action", "to_stage", "to_role"),
                    _row("mode", "most"),
                    _row("order", "is_active"),
                ],
                heading=gettext_lazy("Action"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("category", widget=category_chooser.widget_class),
                    FieldPanel("brand", widget=brand_chooser.widget_class),
                    _row("stage", "role"),
                    _row("score_min", "score_max"),
                ],
                heading=gettext_lazy("For which products"),
            ),
            MultiFieldPanel(
                [_row("stock_min", "stock_max", "out_days"), _row("cover_min", "cover_max")],
                heading=gettext_lazy("Stock"),
            ),
            MultiFieldPanel(
                [
                    _row("sales_days", "units_min", "units_max"),
                    _row("unsold_days", "median_min", "median_max"),
                ],
                heading=gettext_lazy("Sales"),
            ),
            MultiFieldPanel(
                [
                    _row("on_shelf_days", "off_shelf_days", "released_days"),
                    _row("season", "season_from", "season_until"),
                ],
                heading=gettext_lazy("Dates"),
            ),
            MultiFieldPanel([FieldPanel("campaign")], heading=gettext_lazy("Promotions")),
        ]
    )
