"""In everybody's account: how to hear of each kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import NotificationPreferencesForm
from wagtail.admin.views.account import BaseSettingsPanel, NotificationsSettingsPanel, notifications_tab

from cms.notices import services
from cms.notices.kinds import Way, list_kinds
from cms.notices.models import NoticePreference


class WaysForm(forms.Form):
    """One choice a kind; what is not sent stays as it is."""

    def __init__(self, *args: Any, instance: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = instance
        chosen = dict(NoticePreference.objects.filter(user=instance).values_list("kind", "way"))
        for kind in list_kinds():
            self.fields[kind.name] = forms.ChoiceField(
                label=kind.label, choices=Way.choices, required=False, initial=chosen.get(kind.name, kind.way)
            )

    def save(self) -> None:
        services.choose_ways(self.user, {name: way for name, way in self.cleaned_data.items() if way})


class WaysPanel(BaseSettingsPanel):
    name = "notices"
    title = _("Notices")
    tab = notifications_tab
    order = 50
    form_class = WaysForm
    template_name = "notices/account.html"


class CommentMailsForm(NotificationPreferencesForm):
    """What is left of Wagtail's own switches: mail about comments on pages somebody follows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("submitted_notifications", "approved_notifications", "rejected_notifications"):
            self.fields.pop(name, None)


def replace_switches() -> None:
    """Approvals are notices here, which have their own choice; two switches for one thing would only confuse."""
    NotificationsSettingsPanel.form_class = CommentMailsForm
    NotificationsSettingsPanel.title = _("Comments on pages")
