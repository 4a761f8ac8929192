"""Puts promotions into Wagtail's admin."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

from campaigns.promotions.admin.menu import PromotionsMenu

# register_snippet and not the hook for viewsets: the rights to lock and publish are made for what it registers.
register_snippet(PromotionsMenu)
