from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from search.behaviour.admin.reports import PERMISSION
from search.behaviour.models import RecommendationExclusion

SETTINGS_SCREEN = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel("half_life_days"), FieldPanel("hides_sold_out")], heading=gettext_lazy("What is popular")
        ),
        FieldPanel("slow_ms"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("raw_days"), FieldPanel("count_days")])], heading=gettext_lazy("What is kept")
        ),
    ]
)


class ReportsMenuItem(MenuItem):
    """For whoever may see the reports on searches."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PERMISSION)


class ExclusionListView(generic.IndexView):
    default_ordering = "-pk"

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("category", "brand", "tag", "product")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("__str__"),
            Column("kind", label=_("Kind"), accessor=_name_kind),
            Column("note", label=_("Why"), accessor="note"),
        ]


def _name_kind(row: RecommendationExclusion) -> str:
    for name in ("category", "brand", "tag", "product"):
        if getattr(row, f"{name}_id"):
            return str(RecommendationExclusion._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return ""


class ExclusionViewSet(ModelViewSet):
    """What is never recommended."""

    model = RecommendationExclusion
    name = "recommendation_exclusions"
    url_prefix = "search/recommendation-exclusions"
    icon = "no-view"
    menu_label = gettext_lazy("Not recommended")
    menu_name = "recommendation-exclusions"
    menu_order = 270
    add_to_admin_menu = False
    add_to_settings_menu = True
    copy_view_enabled = False
    index_view_class = ExclusionListView
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("category"), FieldPanel("brand"), FieldPanel("tag"), FieldPanel("product")],
                heading=gettext_lazy("One of these"),
            ),
            FieldPanel("note"),
        ]
    )
