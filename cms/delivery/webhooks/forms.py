"""The form of an endpoint."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from cms.delivery.kinds import all_kinds
from cms.delivery.webhooks import resuming
from cms.delivery.webhooks.models import WebhookEndpoint, make_secret


class EndpointForm(WagtailAdminModelForm):
    """An endpoint with its secret to copy; saving one takes up again what it missed while it failed."""

    kinds = forms.MultipleChoiceField(
        label=_("Hears of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose none to hear of every kind, those to come included."),
    )
    shown_secret = forms.CharField(
        label=_("Signing secret"),
        required=False,
        disabled=True,
        help_text=_("The receiver checks with it that a message is ours (Standard Webhooks, whsec_…)."),
    )
    renew_secret = forms.BooleanField(
        label=_("Make a new secret"),
        required=False,
        help_text=_("The old one stops to count at once: enter the new one at the receiver."),
    )

    class Meta:
        model = WebhookEndpoint
        fields = ["name", "url", "is_active", "kinds"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = list_kinds()
        if self.instance.pk is None:
            del self.fields["shown_secret"], self.fields["renew_secret"]
        else:
            self.fields["shown_secret"].initial = self.instance.secret

    def save(self, commit: bool = True) -> WebhookEndpoint:
        if self.cleaned_data.get("renew_secret"):
            self.instance.secret = make_secret()
        endpoint = super().save(commit=commit)
        if commit and endpoint.is_active:
            resuming.resume(endpoint, at=timezone.now())
        return endpoint


def list_kinds() -> list[tuple[str, str]]:
    """The kinds of documents there are, as choices."""
    return [(name, _label(name)) for name in sorted(kind.name for kind in all_kinds())]


def _label(kind: str) -> str:
    """What the admin calls the things of a kind: the model of that name, where there is one."""
    named = [model for model in apps.get_models() if model._meta.model_name == kind]
    return capfirst(str(named[0]._meta.verbose_name_plural)) if named else kind
