"""That members were erased, when and by whom: the record to show whoever asks."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.members.holdings import name_part
from cms.members.models import Erasure


class ErasureListView(generic.IndexView):
    """The latest first; there is nothing to open, for nothing more is known."""

    default_ordering = "-erased_at"
    page_title = gettext_lazy("Erasures")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            DateColumn("erased_at", label=_("When"), accessor="erased_at", sort_key="erased_at"),
            Column("by", label=_("By"), accessor=lambda row: row.erased_by or _("the member")),
            Column("counts", label=_("What was erased"), accessor=describe_counts),
            Column("blocked", label=_("Was blocked"), accessor=lambda row: _("Yes") if row.was_blocked else _("No")),
        ]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("erased_by")


def describe_counts(erasure: Erasure) -> str:
    """How much of what was erased, in words."""
    said = [f"{name_part(name)} {count}" for name, count in erasure.counts.items()]
    return ", ".join(said) if said else "—"


class ErasureViewSet(ModelViewSet):
    model = Erasure
    name = "erasures"
    url_prefix = "erasures"
    icon = "bin"
    menu_label = gettext_lazy("Erasures")
    menu_name = "erasures"
    index_view_class = ErasureListView
    form_fields: list[str] = []
    copy_view_enabled = False

    def get_urlpatterns(self) -> list[Any]:
        return [one for one in super().get_urlpatterns() if one.name in {"index", "index_results"}]
