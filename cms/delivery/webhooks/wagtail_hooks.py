"""Endpoints in the admin, under Settings."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet

from cms.delivery.webhooks.forms import EndpointForm
from cms.delivery.webhooks.models import WebhookEndpoint


class ResultColumn(Column):
    """How the last message went, in words."""

    def get_value(self, instance: WebhookEndpoint) -> str:
        return describe_result(instance)


def describe_result(endpoint: WebhookEndpoint) -> str:
    """Accepted, failing with its reason, or nothing sent yet."""
    if not endpoint.is_active:
        return (
            _("Switched off: %(reason)s") % {"reason": endpoint.last_error}
            if endpoint.last_error
            else _("Switched off")
        )
    if endpoint.last_attempt_at is None:
        return _("Nothing sent yet")
    if endpoint.last_error:
        text = _("Failed: %(reason)s") % {"reason": endpoint.last_error}
        return f"{text} · {_('trying again soon')}" if endpoint.is_paused(at=timezone.now()) else text
    return _("Accepted (%(status)s)") % {"status": endpoint.last_status}


class EndpointViewSet(ModelViewSet):
    model = WebhookEndpoint
    icon = "globe"
    menu_label = gettext_lazy("Webhooks")
    add_to_settings_menu = True
    menu_order = 900
    copy_view_enabled = False
    list_display = [
        "name",
        Column("url", label=gettext_lazy("Address"), accessor="url"),
        ResultColumn("result", label=gettext_lazy("Last result")),
        DateColumn("last_attempt_at", label=gettext_lazy("Last message"), accessor="last_attempt_at"),
    ]
    search_fields = ["name", "url"]

    def get_form_class(self, for_update: bool = False) -> type[EndpointForm]:
        return EndpointForm


@hooks.register("register_admin_viewset")
def register_endpoints() -> Any:
    return EndpointViewSet("webhook_endpoints", url_prefix="webhooks")
