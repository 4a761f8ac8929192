"""Where something with revisions is edited, known by its type and its id alone."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.models import Page


def find_model(content_type_id: int) -> Any:
    """The model of a content type; types are kept in memory, so this is no query."""
    return ContentType.objects.get_for_id(content_type_id).model_class()


def find_edit_url(content_type_id: int, object_id: str) -> str:
    """Empty for what is edited nowhere in the admin."""
    model = find_model(content_type_id)
    if model is None:
        return ""
    if issubclass(model, Page):
        return reverse("wagtailadmin_pages:edit", args=[object_id])
    viewset = getattr(model, "snippet_viewset", None)
    return reverse(viewset.get_url_name("edit"), args=[object_id]) if viewset is not None else ""


def name_kind(content_type_id: int) -> str:
    """What such a thing is called: "article page"."""
    model = find_model(content_type_id)
    return str(model._meta.verbose_name) if model is not None else ""
