"""Everybody's own notices: all or unread, by kind; opened, marked as read one by one or all at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.notices import services
from cms.notices.kinds import find_kind
from cms.notices.models import Notice

_PER_PAGE = 30


class NoticesView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "notices/index.html"
    page_title = gettext_lazy("Notices")
    header_icon = "bell"
    _show_breadcrumbs = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shows_all = self.request.GET.get("show") == "all"
        kind = self.request.GET.get("kind", "")
        user: Any = self.request.user
        own = Notice.objects.filter(user=user)
        counts = own.values("kind").annotate(total=Count("pk"), unread=Count("pk", filter=Q(read_at=None)))
        kinds = [(find_kind(row["kind"]), row["total"], row["unread"]) for row in counts.order_by("kind")]
        rows = own if shows_all else own.filter(read_at=None)
        page = Paginator(rows.filter(kind=kind) if kind else rows, _PER_PAGE).get_page(self.request.GET.get("p"))
        query = urlencode([*([("show", "all")] if shows_all else []), *([("kind", kind)] if kind else [])])
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "kinds": [(one, total if shows_all else unread) for one, total, unread in kinds if shows_all or unread],
            "kind": kind,
            "shows_all": shows_all,
            "unread": sum(unread for _kind, _total, unread in kinds),
            "has_any": bool(kinds),
            "query": f"{query}&" if query else "",
            "at": timezone.now().isoformat(),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class OpenView(View):
    """Leads to where a notice is seen to, and marks it as read."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        notice = services.read(request.user, pk, at=timezone.now())
        if notice is None:
            raise Http404
        is_safe = url_has_allowed_host_and_scheme(notice.address, allowed_hosts={request.get_host()})
        return redirect(notice.address if is_safe else reverse("notices:index"))


class ReadView(View):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if services.read(request.user, pk, at=timezone.now()) is None:
            raise Http404
        return go_back(request)


class ReadAllView(View):
    """All that was on the page when it was opened: what has come since stays unread."""

    def post(self, request: HttpRequest) -> HttpResponse:
        count = services.read_all(request.user, at=_read_moment(request), kind=request.POST.get("kind", ""))
        said = ngettext("%(count)d notice marked as read.", "%(count)d notices marked as read.", count)
        messages.success(request, said % {"count": count} if count else _("There was nothing unread."))
        return go_back(request)


def _read_moment(request: HttpRequest) -> datetime:
    now = timezone.now()
    try:
        at = parse_datetime(request.POST.get("at", ""))
    except ValueError:
        at = None
    return min(at, now) if at is not None and timezone.is_aware(at) else now


def go_back(request: HttpRequest) -> HttpResponse:
    """To the page the form was on."""
    address = request.POST.get("next", "")
    is_safe = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return redirect(address if is_safe else reverse("notices:index"))
