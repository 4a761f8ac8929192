"""Channels under Settings: whose robot, of which kinds and groups, how it went last, and a test."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views import View
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.delivery.webhooks.models import make_secret
from cms.notices.kinds import list_kinds
from cms.notices.models import ChannelFormat, ChannelMessage, NoticeChannel
from cms.notices.robots.posting import post_to
from cms.notices.robots.sending import note_answer

RIGHT = "notices.change_noticechannel"


class ChannelForm(WagtailAdminModelForm):
    """A secret that is there already is not shown: an empty field leaves it as it is."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Hears of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose none to hear of every kind, those to come included."),
    )
    secret = forms.CharField(
        label=gettext_lazy("Signing secret"),
        required=False,
        max_length=200,
        strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "DingTalk (SEC…) and Feishu show it beside the robot's address. WeCom has none. For a webhook one is made "
            "if you enter none. Left empty, the one that is known stays."
        ),
    )

    class Meta:
        model = NoticeChannel
        fields = ["name", "format", "url", "secret", "language", "kinds", "groups", "is_active"]
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(kind.name, kind.label) for kind in list_kinds()]
        self.shown_secret = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("secret"):
            cleaned["secret"] = self.instance.secret
            if not cleaned["secret"] and cleaned.get("format") == ChannelFormat.WEBHOOK:
                cleaned["secret"] = self.shown_secret = make_secret()
        return cleaned


class _ShowsSecret:
    """A secret made here is shown once, in the answer to saving: the receiver needs it."""

    def save_instance(self: Any) -> Any:
        channel = super().save_instance()  # type: ignore[misc]
        if self.form.shown_secret:
            said = _("The signing secret, shown this once — enter it at the receiver: %(secret)s")
            messages.warning(self.request, said % {"secret": self.form.shown_secret})
        return channel


class AddChannelView(_ShowsSecret, generic.CreateView):
    pass


class EditChannelView(_ShowsSecret, generic.EditView):
    template_name = "notices/channel.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "test_url": reverse("notice_channels:test", args=[self.object.pk]), "channel": self.object}


class TestView(View):
    """Posts a test message now and shows what was answered."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        channel = get_object_or_404(NoticeChannel, pk=pk)
        at = timezone.now()
        answer = post_to(channel, _write_test(channel), at=at)
        note_answer(channel, answer, at=at)
        if answer.error:
            messages.error(request, _("The test did not arrive: %(reason)s") % {"reason": answer.error})
        else:
            messages.success(request, _("The test has arrived: it answered %(status)s.") % {"status": answer.status})
        return redirect("notice_channels:edit", pk)


def _write_test(channel: NoticeChannel) -> ChannelMessage:
    with override(channel.language):
        return ChannelMessage(
            channel=channel,
            kind="test",
            subject=_("A test from Vitrine"),
            body=_("If you can read this, notices arrive here."),
            address=reverse("notices:index"),
        )


def describe_last(channel: NoticeChannel) -> str:
    """How the last message went, in words."""
    if channel.last_attempt_at is None:
        said = _("Nothing sent yet")
    else:
        said = _("Failed: %(reason)s") % {"reason": channel.last_error} if channel.last_error else _("Arrived")
    return said if channel.is_active else f"{_('Switched off')} · {said}"


class ChannelViewSet(ModelViewSet):
    model = NoticeChannel
    name = "notice_channels"
    url_prefix = "notice-channels"
    icon = "bell"
    menu_label = gettext_lazy("Notice channels")
    menu_name = "notice-channels"
    menu_order = 890
    add_to_settings_menu = True
    copy_view_enabled = False
    add_view_class = AddChannelView
    edit_view_class = EditChannelView
    search_fields = ["name"]

    @cached_property
    def list_display(self) -> list[Any]:
        return [
            "name",
            Column("format", label=gettext_lazy("Format"), accessor="get_format_display"),
            Column("result", label=gettext_lazy("Last result"), accessor=describe_last),
            DateColumn("last_attempt_at", label=gettext_lazy("Last message"), accessor="last_attempt_at"),
        ]

    def get_form_class(self, for_update: bool = False) -> type[ChannelForm]:
        return ChannelForm

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("test/<int:pk>/", TestView.as_view(), name="test")]
