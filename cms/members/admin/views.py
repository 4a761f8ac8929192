"""One member: what is held, and what service staff can do about it."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from cms.members import blocking, holdings
from cms.members.admin.forms import BlockForm, EraseForm
from cms.members.models import Consent, Member

ACTIONS = ("export", "erase", "block", "unblock")


class MemberView(generic.InspectView):
    """What is held of a member, in short."""

    template_name = "members/admin/member.html"
    page_title = gettext_lazy("Member")
    fields = ["key"]

    def get_edit_url(self) -> None:
        return None

    def get_delete_url(self) -> None:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        member = self.object
        return {
            **super().get_context_data(**kwargs),
            "member": member,
            "held": holdings.summarise_member(member),
            "steps": Consent.objects.filter(member=member).order_by("-changed_at", "-pk"),
            "may": {right: self.user_has_permission(right) for right in ("export", "erase", "block")},
            "url_of": {name: reverse(f"members:{name}", args=[member.pk]) for name in ACTIONS},
        }


class MemberPart(PermissionCheckedMixin):
    """Something done to one member, by whoever holds the right to."""

    model = Member

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.member = get_object_or_404(Member, pk=kwargs["pk"])

    @property
    def member_url(self) -> str:
        return reverse("members:inspect", args=[self.member.pk])


class ExportView(MemberPart, View):
    """Everything held of a member as a file; by POST, so that it is noted who had it."""

    permission_required = "export"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        data = holdings.export_member(self.member, at=timezone.now())
        log(self.member, "members.export", title=self.member.key)
        response = HttpResponse(orjson.dumps(data, option=orjson.OPT_INDENT_2), content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="member-{self.member.key}.json"'
        response["Cache-Control"] = "private, no-store"
        return response


class UnblockView(MemberPart, View):
    """Lets a member contribute again."""

    permission_required = "block"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        blocking.unblock_member(self.member)
        log(self.member, "members.unblock", title=self.member.key)
        messages.success(request, _("“%(name)s” may contribute again.") % {"name": self.member})
        return redirect(self.member_url)


class MemberFormView(MemberPart, WagtailAdminTemplateMixin, FormView):
    """A form about one member, with a way back."""

    template_name = "members/admin/form.html"
    submit_label: Any = ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("members:index"), "label": _("Members")},
            {"url": self.member_url, "label": str(self.member)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "member": self.member,
            "member_url": self.member_url,
            "held": holdings.summarise_member(self.member),
            "submit_label": self.submit_label,
        }


class BlockView(MemberFormView):
    """Stops a member from contributing, with a reason."""

    permission_required = "block"
    form_class = BlockForm
    page_title = gettext_lazy("Block")
    header_icon = "lock"
    submit_label = gettext_lazy("Block this member")

    def form_valid(self, form: BlockForm) -> HttpResponse:
        reason = form.cleaned_data["reason"].strip()
        blocking.block_member(self.member, reason=reason, by=self.request.user, at=timezone.now())
        log(self.member, "members.block", title=self.member.key)
        text = _("“%(name)s” may not contribute any more. What is there already stays: moderation decides on it.")
        messages.success(self.request, text % {"name": self.member})
        return redirect(self.member_url)


class EraseView(MemberFormView):
    """Erases a member for good."""

    permission_required = "erase"
    form_class = EraseForm
    template_name = "members/admin/erase.html"
    page_title = gettext_lazy("Erase")
    header_icon = "bin"
    submit_label = gettext_lazy("Erase for good")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "member": self.member}

    def form_valid(self, form: EraseForm) -> HttpResponse:
        keeps_texts = form.cleaned_data["texts"] == "keep"
        holdings.erase_member(self.member, keeps_texts=keeps_texts, by=self.request.user, at=timezone.now())
        messages.success(self.request, _("The member was erased. What is left is that it was done, and when."))
        return redirect(reverse("members:index"))
