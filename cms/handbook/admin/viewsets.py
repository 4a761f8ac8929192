"""Pages of the handbook as Wagtail's snippets."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import Column, DateColumn, LiveStatusTagColumn, LocaleColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from cms.handbook.admin.forms import PageForm
from cms.handbook.admin.menu import list_menu_items
from cms.handbook.models import HandbookPage

_TEXT = ObjectList(
    [FieldPanel("title"), FieldRowPanel([FieldPanel("parent"), FieldPanel("position")]), FieldPanel("body")],
    heading=_("Text"),
)
_WHERE = ObjectList([FieldPanel("groups"), FieldPanel("screens")], heading=_("For whom and where"))
_CARE = ObjectList(
    [
        FieldRowPanel([FieldPanel("owner"), FieldPanel("check_months")], heading=_("Who sees to it")),
        FieldPanel("is_correction"),
    ],
    heading=_("Upkeep"),
)


class PageIndexView(IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("parent", "owner")


class HandbookPageViewSet(SnippetViewSet):
    model = HandbookPage
    icon = "doc-full-inverse"
    menu_label = _("Write the handbook")
    menu_name = "handbook-pages"
    base_url_path = "handbook/pages"
    index_view_class = PageIndexView
    search_backend_name = None
    search_fields = ["title", "words"]
    list_display: Any = [
        "title",
        Column("parent", label=_("Chapter")),
        Column("owner", label=_("Owner")),
        DateColumn("checked_at", label=_("Last checked"), sort_key="checked_at"),
        Column("edition", label=_("Edition")),
        LocaleColumn(),
        LiveStatusTagColumn(),
    ]
    ordering = ("parent__position", "position", "pk")
    list_filter = ["owner"]
    list_per_page = 100
    edit_handler = TabbedInterface([_TEXT, _WHERE, _CARE], base_form_class=PageForm)


class HandbookGroup(SnippetViewSetGroup):
    menu_label = _("Handbook")
    menu_name = "handbook"
    menu_icon = "help"
    menu_order = 900
    items = (HandbookPageViewSet,)

    def get_submenu_items(self) -> list[MenuItem]:
        return [*list_menu_items(), *super().get_submenu_items()]
