from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from cms.members.admin.consents import ConsentTextViewSet
from cms.members.admin.erasures import ErasureViewSet
from cms.members.admin.listing import MemberListView
from cms.members.admin.views import BlockView, EraseView, ExportView, MemberView, UnblockView
from cms.members.models import Member


class MemberViewSet(ModelViewSet):
    """Members: looked at, exported, erased, blocked."""

    model = Member
    name = "members"
    url_prefix = "members"
    icon = "user"
    menu_label = _("Members")
    menu_name = "members"
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = MemberListView
    inspect_view_class = MemberView
    form_fields: list[str] = []

    def get_urlpatterns(self) -> list[Any]:
        return [
            *(one for one in super().get_urlpatterns() if one.name in {"index", "index_results", "inspect"}),
            path("<int:pk>/export/", ExportView.as_view(), name="export"),
            path("<int:pk>/block/", BlockView.as_view(), name="block"),
            path("<int:pk>/unblock/", UnblockView.as_view(), name="unblock"),
            path("<int:pk>/erase/", EraseView.as_view(), name="erase"),
        ]


class MembersGroup(ViewSetGroup):
    """Everything about members under one menu entry."""

    menu_label = _("Members")
    menu_name = "members-group"
    menu_icon = "group"
    menu_order = 260
    items = (MemberViewSet, ConsentTextViewSet, ErasureViewSet)
