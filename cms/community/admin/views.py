"""One post or reply as everybody would see it, and what people who work here can do about it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.community.admin.columns import describe_author, describe_marks, describe_state
from cms.community.models import ContributionState, ModerationItem, Post, Reply
from cms.community.moderation import deciding, kinds
from cms.community.moderation.refusing import DecisionRefused
from cms.community.posts.services import feature_post
from cms.community.responsibility.boards import may_reach_board
from cms.community.responsibility.items import explain_scope, may_reach_scope
from cms.delivery.addresses import make_address

REPLIES = 50


class ContributionView(generic.InspectView):
    """What somebody wrote, with its circumstances."""

    template_name = "community/admin/contribution.html"
    kind: str
    fields = ["key"]

    def get_object(self, queryset: Any = None) -> Any:
        return get_object_or_404(self.model.objects.select_related("member", "decided_by"), pk=self.pk)

    def get_edit_url(self) -> None:
        return None

    def get_delete_url(self) -> None:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.object
        [shown] = kinds.get_kind(self.kind).describe([found])
        item = ModerationItem.objects.filter(kind=self.kind, object_id=found.pk).first()
        may_decide = self.request.user.has_perm(kinds.get_kind(self.kind).permission)
        may_decide = may_decide and (item is None or may_reach_scope(self.request.user, item.scope))
        is_open = item is not None and found.state != ContributionState.WITHDRAWN
        return {
            **super().get_context_data(**kwargs),
            "contribution": found,
            "shown": shown,
            "author": describe_author(found.member),
            "state": describe_state(found),
            "events": item.events.select_related("by") if item is not None else [],
            "item": item,
            "can_hide": may_decide and is_open and found.state != ContributionState.REJECTED,
            "can_show": may_decide and is_open and found.state != ContributionState.APPROVED,
            "decide_url": reverse(f"community_{self.kind}:decide", args=[found.pk]),
            "storefront_url": self._find_storefront_url(shown.address),
        }

    def _find_storefront_url(self, address: str) -> str:
        from django.conf import settings

        if not address or self.object.state != ContributionState.APPROVED:
            return ""
        return f"{settings.VITRINE_STOREFRONT_URL}{make_address(address, self.object.locale)}"


class PostView(ContributionView):
    model = Post
    kind = "post"
    page_title = gettext_lazy("Post")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        post = self.object
        replies = Reply.objects.filter(post=post).select_related("member").order_by("-created_at", "key")[:REPLIES]
        return {
            **super().get_context_data(**kwargs),
            "marks": describe_marks(post),
            "replies": [
                {
                    "reply": reply,
                    "author": describe_author(reply.member),
                    "state": describe_state(reply),
                    "url": reverse("community_reply:inspect", args=[reply.pk]),
                }
                for reply in replies
            ],
            "can_feature": self.request.user.has_perm("community.feature_post")
            and may_reach_board(self.request.user, post.board.slug)
            and post.state == ContributionState.APPROVED,
            "feature_url": reverse("community_post:feature", args=[post.pk]),
        }


class ReplyView(ContributionView):
    model = Reply
    kind = "reply"
    page_title = gettext_lazy("Reply")


class FeatureView(PermissionCheckedMixin, View):
    """Pins and highlights a post, or no more."""

    model = Post
    permission_required = "feature"
    http_method_names = ["post"]
    _DONE = {
        "pin": ({"is_pinned": True}, gettext_lazy("“%(title)s” stands before the others of its board now.")),
        "unpin": ({"is_pinned": False}, gettext_lazy("“%(title)s” stands among the others again.")),
        "highlight": ({"is_essence": True}, gettext_lazy("“%(title)s” is highlighted now.")),
        "unhighlight": ({"is_essence": False}, gettext_lazy("“%(title)s” is not highlighted any more.")),
    }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        post = get_object_or_404(Post, pk=pk)
        changes, text = self._DONE.get(request.POST.get("action", ""), (None, None))
        if not may_reach_board(request.user, post.board.slug):
            messages.error(request, explain_scope(request.user, f"board:{post.board.slug}"))
        elif changes is None:
            messages.error(request, _("Nothing was changed: choose what to do."))
        elif post.state != ContributionState.APPROVED:
            messages.error(request, _("Nothing was changed: nobody sees this post. Show it first."))
        else:
            feature_post(post, at=timezone.now(), **changes)
            messages.success(request, str(text) % {"title": post.title})
        return redirect(reverse("community_post:inspect", args=[pk]))


class DecideView(View):
    """Shows a post or reply to everybody, or hides it with a reason; moderation does it and keeps the history."""

    http_method_names = ["post"]
    kind: str = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(kinds.get_kind(self.kind).permission):
            raise PermissionDenied
        item = get_object_or_404(ModerationItem, kind=self.kind, object_id=pk)
        version = request.POST.get("version", "")
        given = int(version) if version.isascii() and version.isdecimal() else None
        try:
            if request.POST.get("action") == "show":
                deciding.approve(item.pk, by=request.user, version=given, at=timezone.now())
                messages.success(request, _("Everybody sees it now."))
            else:
                reason = request.POST.get("reason", "")
                deciding.reject(item.pk, by=request.user, version=given, reason=reason, at=timezone.now())
                messages.success(request, _("It is hidden. Its author sees the reason."))
        except DecisionRefused as refused:
            messages.error(request, str(refused))
        return redirect(reverse(f"community_{self.kind}:inspect", args=[pk]))
