"""Composition root: the only place that names every package."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from cms.operations.files import serve_media

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("", include("storefront.urls")),
    path("media/<path:path>", serve_media),
]
