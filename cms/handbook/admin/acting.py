"""What readers and owners do with a page: confirm, say something, check, restore, see to what was said."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from cms.handbook import selectors, services
from cms.handbook.admin.forms import NoteForm
from cms.handbook.admin.reading import HandbookView, find_page
from cms.handbook.models import HandbookPage


@require_POST
def confirm_reading(request: HttpRequest, pk: int) -> HttpResponse:
    page = find_page(pk)
    services.confirm_reading(page, request.user)
    return _answer(request, page, _("Noted that you have read “%(title)s”.") % {"title": page.title})


@require_POST
def judge_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the page was helpful: one verdict a person, the last one counts."""
    page = find_page(pk)
    services.leave_note(request.user, page=page, is_helpful=request.POST.get("helpful") == "yes")
    return _answer(request, page, _("Thank you."))


@require_POST
def leave_note(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Something is missing or wrong: on a page its owner reads it, otherwise those who lead."""
    page = find_page(pk) if pk is not None else None
    form = NoteForm(request.POST)
    if not form.is_valid():
        problem = _("Nothing was sent: write what is missing, up to 2,000 characters.")
        return _answer(request, page, problem, is_error=True)
    services.leave_note(request.user, page=page, text=form.cleaned_data["text"], address=form.cleaned_data["address"])
    return _answer(request, page, _("Thank you. Whoever sees to it reads it on their home page."))


@require_POST
def check_page(request: HttpRequest, pk: int) -> HttpResponse:
    page = find_page(pk)
    if page.owner_id != request.user.pk and not request.user.has_perm("handbook.publish_handbookpage"):
        raise PermissionDenied
    services.check_page(page, request.user, on=timezone.localdate())
    return _answer(request, page, _("Noted that “%(title)s” still holds.") % {"title": page.title})


def _answer(request: HttpRequest, page: HandbookPage | None, text: str, *, is_error: bool = False) -> HttpResponse:
    if request.headers.get("x-requested-with") == "handbook":
        return JsonResponse({"said": text}, status=400 if is_error else 200)
    (messages.error if is_error else messages.success)(request, text)
    return redirect("handbook:page", page.pk) if page is not None else redirect("handbook:changes")


class RestoreView(HandbookView):
    """Asks, then makes the text the page came with a draft."""

    template_name = "handbook/restore.html"
    page: HandbookPage

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.page = get_object_or_404(HandbookPage.objects.select_related("locale"), pk=kwargs["pk"])
        if not request.user.has_perm("handbook.change_handbookpage"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Restore the original text")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        known = services.can_restore(self.page)
        return self.render_to_response(self.get_context_data(page=self.page, is_known=known))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        edit = redirect("wagtailsnippets_handbook_handbookpage:edit", pk)
        if self.page.locked and self.page.get_lock().for_user(request.user):
            messages.error(request, _("“%(title)s” is locked; unlock it first.") % {"title": self.page.title})
            return edit
        try:
            services.restore_original(self.page, request.user)
        except LookupError:
            messages.error(request, _("This page did not come with the shop: use one of its former versions instead."))
            return redirect("handbook:page", pk)
        messages.success(request, _("The original text is the draft now; publish it, or go back in the history."))
        return edit


class NotesView(HandbookView):
    """What was said: on one's own pages, or everywhere for those who may see all of it."""

    template_name = "handbook/notes.html"

    def get_page_title(self) -> str:
        return _("Feedback")

    def get(self, request: HttpRequest) -> HttpResponse:
        notes = selectors.list_notes(request.user).exclude(text="")
        return self.render_to_response(
            self.get_context_data(waiting=notes.filter(done_at=None)[:200], done=notes.exclude(done_at=None)[:50])
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        note = get_object_or_404(selectors.list_notes(request.user), pk=request.POST.get("note") or 0)
        services.finish_note(note, request.user)
        messages.success(request, _("Seen to."))
        return HttpResponseRedirect(request.path)


class ReadersView(HandbookView):
    """Who has not read what they have to."""

    template_name = "handbook/readers.html"

    def get_page_title(self) -> str:
        return _("Who has read it")

    def get(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("handbook.change_handbookpage"):
            raise PermissionDenied
        pages = selectors.flatten(selectors.build_tree(selectors.list_live().prefetch_related("groups")))
        return self.render_to_response(self.get_context_data(rows=selectors.list_readers(pages)))


class ChangesView(HandbookView):
    """What changed in the product, and a word to those who lead."""

    template_name = "handbook/changes.html"

    def get_page_title(self) -> str:
        return _("What has changed")

    def get(self, request: HttpRequest) -> HttpResponse:
        from cms.handbook.releases import read_releases

        releases = read_releases(selectors.find_language())
        return self.render_to_response(self.get_context_data(releases=releases, note_form=NoteForm()))
