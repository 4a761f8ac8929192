"""Addresses of bulk work below the admin."""

from __future__ import annotations

from typing import Any

from django.urls import path

from cms.bulk.admin.downloading import DownloadView, ResultView, TemplateView
from cms.bulk.admin.views import ActView, BulkView, JobView, ProgressView, UploadView
from cms.bulk.duplicates.views import DecideView, DuplicatesView

NAMESPACE = "bulk"
_ACTIONS = ("confirm", "stop", "go_on", "undo", "dismiss")


def list_urls() -> tuple[list[Any], str]:
    """Patterns and namespace, for `include`."""
    actions = [
        path(f"catalogue/bulk/jobs/<int:pk>/{name}/", ActView.as_view(action=name), name=name) for name in _ACTIONS
    ]
    return [
        path("catalogue/bulk/", BulkView.as_view(), name="index"),
        path("catalogue/bulk/jobs/<int:pk>/", JobView.as_view(), name="job"),
        path("catalogue/bulk/jobs/<int:pk>/progress/", ProgressView.as_view(), name="progress"),
        path("catalogue/bulk/jobs/<int:pk>/result/", ResultView.as_view(), name="result"),
        *actions,
        path("catalogue/bulk/duplicates/", DuplicatesView.as_view(), name="duplicates"),
        path("catalogue/bulk/duplicates/<int:kept>/<int:other>/", DecideView.as_view(), name="duplicate"),
        path("catalogue/bulk/<slug:name>/", UploadView.as_view(), name="upload"),
        path("catalogue/bulk/<slug:name>/download/", DownloadView.as_view(), name="download"),
        path("catalogue/bulk/<slug:name>/template/", TemplateView.as_view(), name="template"),
    ], NAMESPACE
