"""Pictures that seem to be one, side by side; one is kept in place of both, or both stay."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin import messages
from wagtail.models import ReferenceIndex

from cms.media.admin.care import CareView, list_changeable
from cms.media.alike import merging
from cms.media.models import MediaImage, PicturePair, Verdict

_PER_PAGE = 20
_MOST_MERGED = 20


class DuplicatesView(CareView):
    """The same files first, then what looks alike; below, what was merged and can still be undone."""

    template_name = "media/duplicates.html"
    page_title = gettext_lazy("Duplicate pictures")
    url_name = "media_duplicates"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pairs = list_pairs(self.request.user)
        page = Paginator(pairs.filter(verdict=""), _PER_PAGE).get_page(self.request.GET.get("p"))
        since = timezone.now() - merging.KEPT_FOR
        merged = pairs.filter(verdict=Verdict.MERGED, decided_at__gt=since).order_by("-decided_at")[:_MOST_MERGED]
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "pairs": show_pairs(list(page)),
            "merged": merged,
            "query": "",
        }


class DecideView(View):
    """POST only: `keep` is the picture that stays, "both", or "undo"."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        pair = get_object_or_404(PicturePair, pk=pk)
        if not list_pairs(request.user).filter(pk=pk).exists():
            raise PermissionDenied
        try:
            self._decide(request, pair, request.POST.get("keep", ""))
        except merging.MergeRefused as refusal:
            messages.error(request, str(refusal))
        return redirect("media_duplicates")

    def _decide(self, request: HttpRequest, pair: PicturePair, keep: str) -> None:
        if keep == "both":
            merging.keep_both(pair.pk, user=request.user)
            messages.success(request, _("Both stay; the pair is not shown again."))
        elif keep == "undo":
            done, missed = merging.undo(pair.pk, user=request.user)
            text = ngettext("Put back in %(count)d place.", "Put back in %(count)d places.", done) % {"count": done}
            if missed:
                more = ngettext(
                    "%(count)d was changed since and stays as it is.", "%(count)d were changed since and stay.", missed
                )
                text = f"{text} {more % {'count': missed}}"
            messages.success(request, text)
        else:
            keep_id = int(keep) if keep.isdecimal() else 0
            moved = merging.merge(pair.pk, keep_id=keep_id, user=request.user)
            text = ngettext(
                "Merged: moved in %(count)d place. It can be undone below for %(days)d days.",
                "Merged: moved in %(count)d places. It can be undone below for %(days)d days.",
                moved,
            )
            messages.success(request, text % {"count": moved, "days": merging.KEPT_FOR.days})


def list_pairs(user: Any) -> QuerySet[PicturePair]:
    """Those of which `user` may change both."""
    mine = list_changeable(user).order_by().values("pk")
    return PicturePair.objects.filter(first__in=mine, second__in=mine).select_related("first", "second", "kept")


def show_pairs(pairs: list[PicturePair]) -> list[dict[str, Any]]:
    """With how often each is used; the one that is used more, or is larger, is proposed."""
    images = {image.pk: image for pair in pairs for image in (pair.first, pair.second)}
    uses = ReferenceIndex.get_count_references_to_in_bulk(list(images.values())) if images else {}

    def weigh(image: MediaImage) -> tuple[int, int]:
        return image.width * image.height, uses.get(image, 0)

    return [
        {
            "pair": pair,
            "sides": [
                {"image": one, "uses": uses.get(one, 0), "is_better": weigh(one) > weigh(other)}
                for one, other in ((pair.first, pair.second), (pair.second, pair.first))
            ],
        }
        for pair in pairs
    ]
