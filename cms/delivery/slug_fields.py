"""Slugs in the admin: suggested in pinyin while a title is typed, the editor's own word otherwise."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse_lazy
from wagtail.admin.widgets import SlugInput

from cms.delivery.slugs import make_slug

_LONGEST_TITLE = 500


class PinyinSlugInput(SlugInput):
    """Wagtail's slug field, except that what it suggests for Chinese can be typed on every keyboard."""

    def __init__(self, attrs: dict[str, Any] | None = None, **options: Any) -> None:
        ours = {
            "data-controller": "w-slug vitrine-slug",
            "data-action": (
                "blur->w-slug#slugify w-sync:check->vitrine-slug#compare w-sync:apply->vitrine-slug#suggest:prevent"
            ),
            "data-vitrine-slug-url-value": reverse_lazy("delivery_suggest_slug"),
        }
        super().__init__({**ours, **(attrs or {})}, **options)

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=[static("admin/slugs.js")])


def suggest_slug(request: HttpRequest) -> JsonResponse:
    """The slug of `?text=…`; every user of the admin may ask."""
    return JsonResponse({"slug": make_slug(request.GET.get("text", "")[:_LONGEST_TITLE])})
