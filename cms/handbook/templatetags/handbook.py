"""The way from any screen of the admin to its page of the handbook."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from wagtail.models import Page

from cms.handbook.keeping import find_place
from cms.handbook.screens import name_match

register = template.Library()


@register.inclusion_tag("handbook/link.html", takes_context=True)
def handbook_link(context: Any) -> dict[str, Any]:
    """The link in the header, and the drawer it opens; without a page for the screen it leads to the contents."""
    match = getattr(context.get("request"), "resolver_match", None)
    screen = name_match(match) if match is not None else ""
    page = context.get("page")
    # The address of a page has its number alone; what kind it is says more.
    if screen == "wagtailadmin_pages:edit" and isinstance(page, Page):
        screen = f"{screen}/{page._meta.app_label}/{page._meta.model_name}"
    place = find_place(screen) if screen else None
    if place is None:
        return {"address": reverse("handbook:index"), "beside": "", "title": "", "screen": screen}
    return {
        "address": reverse("handbook:page", args=[place.pk]),
        "beside": reverse("handbook:beside", args=[place.pk]),
        "title": place.title,
        "screen": screen,
    }
