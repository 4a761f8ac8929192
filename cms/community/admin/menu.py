from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from cms.community.admin.boards import BoardViewSet
from cms.community.admin.listing import PostListView, ReplyListView
from cms.community.admin.views import DecideView, FeatureView, PostView, ReplyView
from cms.community.models import Post, Reply

_LOOKING = {"index", "index_results", "inspect"}


class _LookingViewSet(ModelViewSet):
    """What members wrote: looked at and decided on, never edited."""

    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = True
    form_fields: list[str] = []
    kind: str = ""

    def get_urlpatterns(self) -> list[Any]:
        return [
            *(one for one in super().get_urlpatterns() if one.name in _LOOKING),
            path("<int:pk>/decide/", DecideView.as_view(kind=self.kind), name="decide"),
        ]


class PostViewSet(_LookingViewSet):
    model = Post
    kind = "post"
    name = "community_post"
    url_prefix = "community/posts"
    icon = "doc-full"
    menu_label = _("Posts")
    menu_name = "community-posts"
    index_view_class = PostListView
    inspect_view_class = PostView

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("<int:pk>/feature/", FeatureView.as_view(), name="feature")]


class ReplyViewSet(_LookingViewSet):
    model = Reply
    kind = "reply"
    name = "community_reply"
    url_prefix = "community/replies"
    icon = "comment"
    menu_label = _("Replies")
    menu_name = "community-replies"
    index_view_class = ReplyListView
    inspect_view_class = ReplyView


class CommunityGroup(ViewSetGroup):
    """Everything members write under one menu entry."""

    menu_label = _("Community")
    menu_name = "community"
    menu_icon = "comment"
    menu_order = 250
    items = (PostViewSet, ReplyViewSet, BoardViewSet)
