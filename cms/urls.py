"""Composition root: the only place that names every package."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.content.sitemaps import show_index, show_robots, show_sitemap
from cms.delivery.previewing import serve_shared
from cms.operations.files import serve_media
from cms.operations.javascript_words import serve_words
from cms.signin.views.login import LoginView

urlpatterns = [
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}brand/vitrine.svg")),
    # Before Wagtail's own, whose name leads here.
    path("admin/jsi18n/", serve_words),
    # The same address as Wagtail's login, and the pages between password and admin.
    path("admin/login/", LoginView.as_view(), name="wagtailadmin_login"),
    path("admin/sign-in/", include("cms.signin.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("storefront.urls")),
    path("dev/identity/", include("cms.members.identity.urls")),
    path("preview/<str:token>/", serve_shared, name="shared_preview"),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", serve_media),
    path("sitemap.xml", show_index, name="sitemap"),
    path("sitemaps/<slug:kind>-<int:number>.xml", show_sitemap, name="sitemap_of_kind"),
    path("robots.txt", show_robots, name="robots"),
    path("", include("shop.urls")),
]
handler404 = "shop.views.errors.answer_missing"
handler500 = "shop.views.errors.answer_fault"
