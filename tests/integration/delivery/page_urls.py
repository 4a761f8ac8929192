"""Addresses with pages in them, as a front end of Wagtail's own has them."""

from django.urls import include, path
from wagtail import urls as wagtail_urls

from cms.urls import urlpatterns as shop_urls

urlpatterns = [*shop_urls, path("", include(wagtail_urls))]
