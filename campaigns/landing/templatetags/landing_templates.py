"""Templates of pages and blocks, for the toolbar of the editor."""

from __future__ import annotations

from typing import Any

from django import template

from campaigns.landing.templating import services

register = template.Library()


@register.simple_tag
def list_landing_templates() -> list[Any]:
    """Every template, shipped and saved."""
    return list(services.list_templates())
