"""The lists of posts and of replies: fixed numbers of queries, searched by words and by author."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.admin.views import generic

from cms.community.admin.columns import AuthorColumn, MarkedTitleColumn, StateColumn, describe_marks
from cms.community.admin.filters import PostFilterSet, ReplyFilterSet
from cms.community.models import Post, Reply


class _ContributionListView(generic.IndexView):
    is_searchable = True
    default_ordering = "-created_at"

    def get_edit_url(self, instance: Any) -> str | None:
        return self.get_inspect_url(instance)


class PostListView(_ContributionListView):
    filterset_class = PostFilterSet
    page_title = gettext_lazy("Posts")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("title", MarkedTitleColumn, accessor=lambda post: post.title or _("(deleted)")),
            Column("board", label=_("Board"), accessor="board.name", sort_key="board__position"),
            AuthorColumn(),
            StateColumn(),
            NumberColumn("reply_count", label=_("Replies"), accessor="reply_count", sort_key="reply_count"),
            NumberColumn("like_count", label=_("Likes"), accessor="like_count", sort_key="like_count"),
            DateColumn("created_at", label=_("Written"), accessor="created_at", sort_key="created_at"),
        ]

    def get_base_queryset(self) -> QuerySet[Post]:
        return super().get_base_queryset().select_related("board", "member").defer("html", "body")

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        text = self.search_query
        if not text:
            return queryset
        return queryset.filter(
            Q(title__icontains=text) | Q(body__icontains=text) | Q(member__name__icontains=text) | Q(key=text)
        )

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        for post in context["object_list"]:
            post.marks = describe_marks(post)
        return context


class ReplyListView(_ContributionListView):
    filterset_class = ReplyFilterSet
    page_title = gettext_lazy("Replies")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("body", accessor=lambda reply: Truncator(reply.body).chars(60) or _("(deleted)")),
            Column("post", label=_("Post"), accessor="post.title"),
            AuthorColumn(),
            StateColumn(),
            NumberColumn("like_count", label=_("Likes"), accessor="like_count", sort_key="like_count"),
            DateColumn("created_at", label=_("Written"), accessor="created_at", sort_key="created_at"),
        ]

    def get_base_queryset(self) -> QuerySet[Reply]:
        return super().get_base_queryset().select_related("post", "member").defer("html", "post__html", "post__body")

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        text = self.search_query
        if not text:
            return queryset
        return queryset.filter(Q(body__icontains=text) | Q(member__name__icontains=text) | Q(key=text))
