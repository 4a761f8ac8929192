"""What the admin's scripts say: Wagtail's own catalogue, completed by ours."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response


class CompletedCatalog(JavaScriptCatalog):
    """Django's view reads the folders of packages alone; ours belong to none."""

    packages = ["wagtail.admin"]

    def get_paths(self, packages: Any) -> list[Any]:
        return [*super().get_paths(packages), *settings.LOCALE_PATHS]


def serve_words(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """The catalogue in the language of whoever is signed in, as Wagtail's own view gives it."""
    return get_localized_response(CompletedCatalog.as_view(), request, *args, **kwargs)
