"""Templates and groups with codes under one menu entry."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import IndexView as SnippetIndexView
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from campaigns.landing.admin.gallery import GalleryView, SavePageAsTemplateView, UseTemplateView
from campaigns.landing.admin.listing import LandingListViewSet
from campaigns.landing.models import CodeGroup, LandingPage, LandingTemplate


class GalleryMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return policy_registry.get_by_type(LandingPage).user_has_permission(request.user, "add")


class GalleryViewSet(ViewSet):
    name = "landing_gallery"
    url_prefix = "campaign-pages/new"
    icon = "plus-inverse"
    menu_label = gettext_lazy("New from a template")
    menu_name = "landing-gallery"

    def get_menu_item(self, order: int | None = None) -> MenuItem:
        return GalleryMenuItem(
            label=self.menu_label,
            url=self.menu_url,
            name=self.menu_name,
            icon_name=self.icon,
            order=order or self.menu_order,
        )

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", GalleryView.as_view(), name="index"),
            path("save/<int:page_id>/", SavePageAsTemplateView.as_view(), name="save"),
            path("<slug:reference>/", UseTemplateView.as_view(), name="use"),
        ]


class TemplateListView(generic.IndexView):
    is_searchable = True
    default_ordering = "name"

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name"),
            Column("description", label=_("Description")),
            Column("kind", label=_("Kind"), accessor=lambda one: _("page") if one.is_page else _("block")),
            Column("blocks", label=_("Blocks"), accessor=lambda one: str(len(one.blocks))),
            DateColumn("created_at", label=_("Saved"), sort_key="created_at"),
        ]

    def get_add_url(self) -> str | None:
        return None

    @cached_property
    def header_buttons(self) -> list[Any]:
        return [HeaderButton(_("New page from a template"), url=reverse("landing_gallery:index"), icon_name="plus")]


class TemplateViewSet(ModelViewSet):
    model = LandingTemplate
    name = "landing_template"
    url_prefix = "campaign-pages/templates"
    icon = "copy"
    menu_label = gettext_lazy("Templates")
    menu_name = "landing-templates"
    index_view_class = TemplateListView
    edit_handler = ObjectList([FieldPanel("name"), FieldPanel("description"), FieldPanel("picture")])
    add_to_reference_index = False


def describe_state(group: CodeGroup) -> str:
    """Which code is shown, or that none takes people any more."""
    codes = list(group.codes.all())
    shown = next((code for code in codes if code.takes_people(at=timezone.now())), None)
    if shown is None:
        return format_html('<span class="catalogue-badge catalogue-badge--out">{}</span>', _("every code is full"))
    room = f"{shown.joined}/{shown.capacity}" if shown.capacity else f"{shown.joined}"
    return format_html("{} ({})", shown.name, room)


class CodeGroupListView(SnippetIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("codes")


class CodeGroupViewSet(SnippetViewSet):
    model = CodeGroup
    icon = "group"
    menu_label = gettext_lazy("Groups with codes")
    menu_name = "landing-codes"
    index_view_class = CodeGroupListView
    list_display = ["name", Column("shown", label=gettext_lazy("Shown now"), accessor=describe_state)]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            InlinePanel(
                "codes",
                panels=[
                    FieldRowPanel([FieldPanel("name"), FieldPanel("expires_at")]),
                    FieldPanel("picture"),
                    FieldRowPanel([FieldPanel("capacity"), FieldPanel("joined"), FieldPanel("is_full")]),
                ],
                heading=gettext_lazy("Codes"),
                label=gettext_lazy("Code"),
                help_text=gettext_lazy("The first that still takes people is shown, on every page, at once."),
                min_num=1,
            ),
        ]
    )


class CampaignPagesGroup(SnippetViewSetGroup):
    menu_label = gettext_lazy("Campaign pages")
    menu_name = "campaign-pages"
    menu_icon = "doc-full-inverse"
    menu_order = 160
    items = (LandingListViewSet, GalleryViewSet, TemplateViewSet, CodeGroupViewSet)
