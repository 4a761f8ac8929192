"""The pages that a role's rights and a workflow begin at."""

from __future__ import annotations

from django.apps import apps
from wagtail.models import Page

from cms.content.models import HomePage
from cms.operations.roles.reading import HOME


def list_places(place: str) -> list[Page]:
    """The pages of a place: the homes of every language, or all pages of a model; none where it is not installed."""
    if place == HOME:
        return list(HomePage.objects.order_by("pk"))
    app_label, _dot, name = place.partition(".")
    model = apps.all_models.get(app_label, {}).get(name)
    return list(model._default_manager.order_by("pk")) if model is not None else []
