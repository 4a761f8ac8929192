from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.delivery.admin.checks import ChecksOnCreateView, ChecksOnEditView
from cms.delivery.admin.sharing import share_page
from cms.delivery.copying import forget_schedule
from cms.delivery.links import LivePageLinkHandler
from cms.delivery.models import DeliveredPage
from cms.delivery.slug_fields import suggest_slug


# After Wagtail's own handler, which this one takes the place of.
@hooks.register("register_rich_text_features", order=100)
def register_links(features: Any) -> None:
    features.register_link_type(LivePageLinkHandler)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("delivery/checks/<int:page_id>/", ChecksOnEditView.as_view(), name="delivery_checks"),
        path(
            "delivery/checks/new/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
            ChecksOnCreateView.as_view(),
            name="delivery_checks_on_create",
        ),
        path("delivery/share/<int:page_id>/", share_page, name="delivery_share"),
        path("pages/suggest-slug/", suggest_slug, name="delivery_suggest_slug"),
    ]


@hooks.register("insert_global_admin_css")
def insert_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/delivery.css"))


@hooks.register("insert_editor_js")
def insert_js() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("admin/delivery.js"))


@hooks.register("before_edit_page")
@hooks.register("before_edit_snippet")
def refuse_to_decide_twice(request: HttpRequest, source: Any) -> HttpResponse | None:
    """A second click, or somebody else's, on what is decided already is no failure of the server."""
    is_deciding = request.method == "POST" and request.POST.get("action-workflow-action")
    if not is_deciding or getattr(source, "current_workflow_task", source) is not None:
        return None
    messages.info(request, _("It has been decided already. Nothing was changed."))
    return redirect(request.path)


@hooks.register("before_copy_page")
def refuse_to_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy must not take an address that the storefront needs for itself."""
    if request.method != "POST":
        return None
    parent = Page.objects.filter(pk=request.POST.get("new_parent_page") or 0).first() or page.get_parent()
    return _refuse(request, page.specific, request.POST.get("new_slug", ""), parent, "wagtailadmin_pages:copy")


@hooks.register("after_copy_page")
def clear_calendar(request: HttpRequest, page: Page, copy: Page) -> None:
    """A copy is put into the calendar by whoever plans it."""
    if forget_schedule(copy, user=request.user):
        messages.info(
            request, _("The copy has no dates yet: set when it goes live and when it ends, and look at its countdowns.")
        )


@hooks.register("before_move_page")
def refuse_to_move(request: HttpRequest, page: Page, target: Page) -> HttpResponse | None:
    """Neither must a page that is moved."""
    return _refuse(request, page.specific, page.slug, target, "wagtailadmin_pages:move")


def _refuse(request: HttpRequest, page: Page, slug: str, parent: Page, name: str) -> HttpResponse | None:
    problem = page.find_slug_problem(slug, parent) if isinstance(page, DeliveredPage) else None
    if problem is None:
        return None
    messages.error(request, problem)
    return redirect(name, page.pk)
