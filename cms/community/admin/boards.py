"""Boards: one identity in every language, in an order of their own."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.catalog.admin.refusing import RefusingDeleteView
from cms.community.models import Board, ContributionState, Posting
from cms.community.responsibility.boards import find_boards, may_reach_board
from cms.community.responsibility.items import explain_scope


class BoardForm(WagtailAdminModelForm):
    """The slug is chosen once: posts and addresses name the board by it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "slug" in self.fields:
            self.fields["slug"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("posting") == Posting.TIERS and not cleaned.get("tiers", "").strip(" ,，"):
            self.add_error("tiers", _("Name at least one tier, or let every member post."))
        return cleaned


class BoardListView(generic.IndexView):
    is_searchable = True
    page_title = gettext_lazy("Boards")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name"),
            Column("slug", label=_("Slug"), accessor="slug"),
            Column("posting", label=_("Who may post"), accessor="get_posting_display"),
            Column("screening", label=_("Moderation"), accessor="get_screening_display"),
            NumberColumn("shown", label=_("Posts"), accessor="shown"),
            NumberColumn("waiting", label=_("Waiting"), accessor="waiting"),
        ]

    def get_base_queryset(self) -> QuerySet[Board]:
        return (
            super()
            .get_base_queryset()
            .annotate(
                shown=Count("posts", filter=Q(posts__state=ContributionState.APPROVED)),
                waiting=Count("posts", filter=Q(posts__state=ContributionState.PENDING)),
            )
        )

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        text = self.search_query
        return queryset.filter(Q(name__icontains=text) | Q(slug__icontains=text)) if text else queryset


class _OwnBoardView:
    """Whoever looks after some boards changes these, and makes none."""

    def dispatch(self: Any, request: Any, *args: Any, **kwargs: Any) -> Any:
        slug = Board.objects.filter(pk=unquote(str(kwargs["pk"]))).values_list("slug", flat=True).first() or ""
        if may_reach_board(request.user, slug):
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        messages.error(request, explain_scope(request.user, f"board:{slug}"))
        raise PermissionDenied


class BoardCreateView(generic.CreateView):
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if find_boards(request.user) is not None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class BoardEditView(_OwnBoardView, generic.EditView):
    pass


class BoardDeleteView(_OwnBoardView, RefusingDeleteView):
    def find_reason(self) -> tuple[str, str] | None:
        count = self.object.posts.count()
        if not count:
            return None
        text = ngettext(
            "“%(name)s” cannot be deleted: %(count)d post is on it. Close the board instead: who may post, nobody.",
            "“%(name)s” cannot be deleted: %(count)d posts are on it. Close the board instead: who may post, nobody.",
            count,
        ) % {"name": self.object.name, "count": count}
        return text, reverse("community_post:index") + "?" + urlencode({"board": self.object.pk})


class BoardViewSet(ModelViewSet):
    model = Board
    name = "community_board"
    url_prefix = "community/boards"
    icon = "folder-open-1"
    menu_label = gettext_lazy("Boards")
    menu_name = "community-boards"
    list_per_page = 50
    copy_view_enabled = False
    sort_order_field = "position"
    index_view_class = BoardListView
    add_view_class = BoardCreateView
    edit_view_class = BoardEditView
    delete_view_class = BoardDeleteView
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description"), FieldPanel("picture")],
                heading=gettext_lazy("Board"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("posting"), FieldPanel("tiers")]),
                    FieldPanel("screening"),
                    FieldPanel("position"),
                ],
                heading=gettext_lazy("Posting"),
            ),
            InlinePanel(
                "texts",
                panels=[FieldPanel("locale"), FieldPanel("name"), FieldPanel("description")],
                heading=gettext_lazy("In each language"),
                label=gettext_lazy("Language"),
                help_text=gettext_lazy("Where a language has none, the name above is shown."),
            ),
        ],
        base_form_class=BoardForm,
    )
