"""Reading the handbook: contents and search, a page, the page beside the work, and for printing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from cms.handbook import selectors
from cms.handbook.admin.forms import NoteForm
from cms.handbook.models import HandbookPage
from cms.handbook.services import can_restore


def find_page(pk: int) -> HandbookPage:
    """A live page, or 404."""
    return get_object_or_404(HandbookPage.objects.select_related("parent", "locale", "owner"), pk=pk, live=True)


class HandbookView(WagtailAdminTemplateMixin, View):
    """A screen of the handbook, with the way back to its contents."""

    header_icon = "help"
    template_name = "handbook/index.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        from django.urls import reverse

        items: list[dict[str, Any]] = [
            *self.breadcrumbs_items,
            {"url": reverse("handbook:index"), "label": _("Handbook")},
        ]
        title = self.get_page_title()
        return [*items, {"url": "", "label": title}] if title != _("Handbook") else items


class IndexView(HandbookView):
    """The contents, what somebody has still to read, and what a search finds."""

    def get_page_title(self) -> str:
        return _("Handbook")

    def get(self, request: HttpRequest) -> HttpResponse:
        query = request.GET.get("q", "").strip()
        pages = selectors.list_live()
        return self.render_to_response(
            self.get_context_data(
                q=query,
                found=selectors.search_pages(query, pages.select_related("parent")) if query else [],
                tree=selectors.build_tree(pages),
                unread=list(selectors.list_unread(request.user)) if not query else [],
            )
        )


class PageView(HandbookView):
    """One page, what to do with it, and what stands before and behind it."""

    template_name = "handbook/page.html"
    page: HandbookPage

    def get_page_title(self) -> str:
        return self.page.title

    @property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = [
            HeaderButton(_("Print"), reverse("handbook:print", args=[self.page.pk]), icon_name="download", priority=20)
        ]
        if self.request.user.has_perm("handbook.change_handbookpage"):
            edit = reverse("wagtailsnippets_handbook_handbookpage:edit", args=[self.page.pk])
            buttons.append(HeaderButton(_("Edit"), edit, icon_name="edit", priority=10))
            if can_restore(self.page):
                restore = reverse("handbook:restore", args=[self.page.pk])
                buttons.append(HeaderButton(_("Restore the original text"), restore, icon_name="undo", priority=30))
        return buttons

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.page = find_page(pk)
        return self.render_to_response(self.get_context_data(**describe_page(self.page, request.user)))


def describe_page(page: HandbookPage, user: Any) -> dict[str, Any]:
    """What page and drawer show."""
    return {
        "page": page,
        "below": list(page.children.filter(live=True).order_by("position", "pk")),
        "has_read": selectors.has_read(user, page),
        "is_old": page.is_old(timezone.localdate()),
        "may_check": user.has_perm("handbook.publish_handbookpage") or page.owner_id == user.pk,
        "others": [other for other in page.get_translations().select_related("locale") if other.live],
        "helpful": selectors.count_helpful(page),
        "note_form": NoteForm(auto_id="handbook-note-%s"),
    }


def show_beside(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as a part of another screen."""
    return TemplateResponse(request, "handbook/beside.html", describe_page(find_page(pk), request.user))


def show_print(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A page with all that stands below it, or the whole handbook, on paper."""
    tree = selectors.build_tree(
        selectors.list_live() if pk is None else selectors.list_live(find_page(pk).locale.language_code)
    )
    if pk is not None:
        branch = _find_branch(tree, pk)
        if branch is None:
            return redirect("handbook:index")
        tree = [branch]
    return TemplateResponse(request, "handbook/print.html", {"pages": selectors.flatten(tree)})


def _find_branch(tree: list[selectors.Branch], pk: int) -> selectors.Branch | None:
    for branch in tree:
        found = branch if branch.page.pk == pk else _find_branch(branch.branches, pk)
        if found is not None:
            return found
    return None
