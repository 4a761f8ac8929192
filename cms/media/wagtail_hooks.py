"""Puts the care of files into Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import path, reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms import today
from cms.media.admin.alt_texts import AltTextsView
from cms.media.admin.care import CareMenuItem
from cms.media.admin.collections import CollectionRightsView
from cms.media.admin.duplicates import DecideView, DuplicatesView
from cms.media.admin.licences import LICENCES, LicencesView
from cms.media.admin.listing import PictureIndexView
from cms.media.admin.uploading import PictureAddView

# Before wagtail.images, some of whose pages ours take the place of.
_EARLY = -100

today.register(LICENCES)


@hooks.register("register_admin_urls", order=_EARLY)
def register_urls() -> list[Any]:
    return [
        path("images/", PictureIndexView.as_view(), name="media_pictures"),
        path("images/results/", PictureIndexView.as_view(results_only=True), name="media_pictures_results"),
        path("images/multiple/add/", PictureAddView.as_view(), name="media_add_pictures"),
        path("images/care/collections/<int:pk>/", CollectionRightsView.as_view(), name="media_collection_rights"),
        path("images/care/licences/", LicencesView.as_view(), name="media_licences"),
        path("images/care/alternative-texts/", AltTextsView.as_view(), name="media_alt_texts"),
        path("images/care/duplicates/", DuplicatesView.as_view(), name="media_duplicates"),
        path("images/care/duplicates/<int:pk>/", DecideView.as_view(), name="media_decide"),
    ]


@hooks.register("register_reports_menu_item")
def register_care() -> CareMenuItem:
    return CareMenuItem(
        _("Care of files"), reverse_lazy("media_licences"), name="media-care", icon_name="image", order=320
    )


@hooks.register("insert_global_admin_css")
def insert_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/media.css"))
