"""What can be decided on many contributions at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction

from cms.community.admin.moderation.access import list_items
from cms.community.admin.moderation.acting import read_version
from cms.community.admin.moderation.listing import show_items
from cms.community.models import CannedReason, ModerationItem
from cms.community.moderation import deciding


class _ModerationBulkAction(BulkAction):
    """Only what was ticked: “everything in the listing” would ignore the filters."""

    template_name = "community/moderation/bulk.html"
    question: Any = ""
    consequence: Any = ""
    confirmation: Any = ""

    @classproperty
    def models(cls) -> list[type]:
        return [ModerationItem]

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        return []

    @classmethod
    def get_queryset(cls, model: type, object_ids: list[str]) -> list[ModerationItem]:
        ids = [int(one) for one in object_ids if one.isascii() and one.isdecimal() and len(one) < 18]
        return list(ModerationItem.objects.filter(pk__in=ids).select_related("member").order_by("queued_at", "pk"))

    def check_perm(self, obj: ModerationItem) -> bool:
        return obj.pk in self.decidable_ids

    @cached_property
    def decidable_ids(self) -> set[int]:
        """Those of the ticked ones that are this person's to decide: asked once, not for each."""
        ids = [int(one) for one in self.request.GET.getlist("id") if one.isascii() and one.isdecimal()]
        return set(list_items(self.request.user).filter(pk__in=ids).values_list("pk", flat=True))

    def annotate_items(self, items: list[ModerationItem]) -> list[ModerationItem]:
        show_items(items)
        return items

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {
            **context,
            "title": self.display_name,
            "question": self.question,
            "consequence": self.consequence,
            "confirmation": self.confirmation,
        }

    def get_execution_context(self) -> dict[str, Any]:
        return {"self": self, "reason": self._read_reason()}

    def _read_reason(self) -> str | None:
        return None

    @classmethod
    def execute_action(
        cls, objects: list[ModerationItem], *, self: Any, reason: str | None = None, **kwargs: Any
    ) -> tuple[int, int]:
        request: HttpRequest = self.request
        choices = [(item.pk, read_version(request, f"version-{item.pk}")) for item in objects]
        events, refused = deciding.decide_many(choices, by=request.user, at=timezone.now(), reason=reason)
        if refused:
            text = ngettext(
                "%(count)d was left as it is: %(reason)s", "%(count)d were left as they are: %(reason)s", len(refused)
            )
            messages.warning(request, text % {"count": len(refused), "reason": str(refused[0])})
        return len(events), 0


class ApproveBulkAction(_ModerationBulkAction):
    display_name = gettext_lazy("Approve")
    action_type = "approve"
    aria_label = gettext_lazy("Approve the selected contributions")
    action_priority = 10
    question = gettext_lazy("Approve these contributions?")
    consequence = gettext_lazy("Everybody sees them within seconds. You can undo all of it together.")
    confirmation = gettext_lazy("Yes, approve")

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects:
            return None
        return ngettext("%(count)d approved.", "%(count)d approved.", num_parent_objects) % {
            "count": num_parent_objects
        }


class ReasonForm(forms.Form):
    """Why: one of the reasons kept ready, or words of one's own."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), required=False)
    own_reason = forms.CharField(
        label=gettext_lazy("Or in your own words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The authors read this."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["reason"]
        choice.choices = [("", "—"), *((one.text, f"{one.text} ({one.locale})") for one in CannedReason.objects.all())]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("own_reason") or "").strip() and not cleaned.get("reason"):
            raise forms.ValidationError(_("Say why: the author reads the reason. Choose one, or write your own."))
        return cleaned


class RejectBulkAction(_ModerationBulkAction):
    display_name = gettext_lazy("Reject")
    action_type = "reject"
    aria_label = gettext_lazy("Reject the selected contributions")
    action_priority = 20
    form_class = ReasonForm
    question = gettext_lazy("Reject these contributions?")
    consequence = gettext_lazy("Nobody but their authors sees them any more. You can undo all of it together.")
    confirmation = gettext_lazy("Yes, reject")

    def _read_reason(self) -> str | None:
        cleaned: Any = self.cleaned_form.cleaned_data
        return cleaned["own_reason"].strip() or cleaned["reason"]

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects:
            return None
        return ngettext("%(count)d rejected.", "%(count)d rejected.", num_parent_objects) % {
            "count": num_parent_objects
        }
