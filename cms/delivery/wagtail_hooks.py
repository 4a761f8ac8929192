from typing import Any

from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from cms.delivery.admin.checks import ChecksOnCreateView, ChecksOnEditView
from cms.delivery.admin.sharing import share_page
from cms.delivery.links import LivePageLinkHandler


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
    ]


@hooks.register("insert_global_admin_css")
def insert_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/delivery.css"))


@hooks.register("insert_editor_js")
def insert_js() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("admin/delivery.js"))
