"""For the side panels of the editor."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from cms import moments
from cms.delivery.models import DeliveredPage

register = template.Library()
register.filter("moment", moments.write_moment)


@register.simple_tag
def find_checks_url(page: Any, request: Any) -> str:
    """Where the form of `page` is sent to be looked at; "" for what is not looked at."""
    view: str = getattr(page, "checks_view", "")
    if view and page.pk:
        return reverse(view, args=[page.pk])
    first_view: str = getattr(page, "first_checks_view", "")
    if first_view:
        query = request.GET.urlencode()
        return reverse(first_view) + (f"?{query}" if query else "")
    if not isinstance(page, DeliveredPage):
        return ""
    if page.pk:
        return reverse("delivery_checks", args=[page.pk])
    place = request.resolver_match.kwargs
    names = ("content_type_app_name", "content_type_model_name", "parent_page_id")
    return reverse("delivery_checks_on_create", args=[place[name] for name in names]) if names[0] in place else ""


@register.filter
def is_delivered(page: Any) -> bool:
    """Whether the storefront shows `page`, at any moment."""
    return isinstance(page, DeliveredPage)


@register.filter
def write_moment(page: Any) -> str:
    """When `page` is to go live, as an input for a local time takes it; "" where it is not to, or has."""
    moment = getattr(page, "go_live_at", None)
    if moment is None or moment <= timezone.now():
        return ""
    return localtime(moment).strftime("%Y-%m-%dT%H:%M")
