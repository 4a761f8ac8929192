"""Panels of the editor of landing pages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel


class BlockToolbar(Panel):
    """Inserts templates, and blocks that were copied on another page."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "landing/toolbar.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            can_save = self.request.user.has_perm("landing.add_landingtemplate")
            page_url = reverse("landing_gallery:save", args=[self.instance.pk]) if self.instance.pk else ""
            return {
                **super().get_context_data(parent_context),
                "can_save": can_save,
                "page_url": page_url if can_save else "",
            }
