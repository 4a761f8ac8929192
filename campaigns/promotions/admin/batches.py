"""Batches of codes: ordered, watched while they are made, exported, taken back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from campaigns.promotions.admin.codes import RESTORE, REVOKE
from campaigns.promotions.admin.keeping import KeptViewSet
from campaigns.promotions.coupons import making, revoking
from campaigns.promotions.coupons.exporting import write_batch
from campaigns.promotions.models import BatchProgress, Coupon, CouponBatch, CouponState
from cms.catalog.admin.reach.keeping import KeepsWithinReach

EXPORT, STOP, RESUME = "promotions.export_codes", "promotions.stop_making", "promotions.resume_making"
CODE_ACTIONS = (
    (REVOKE, gettext_lazy("Revoke"), gettext_lazy("Revoked")),
    (RESTORE, gettext_lazy("Give again"), gettext_lazy("Given again")),
    (EXPORT, gettext_lazy("Export codes"), gettext_lazy("Exported all codes")),
    (STOP, gettext_lazy("Stop making codes"), gettext_lazy("Stopped making codes")),
    (RESUME, gettext_lazy("Make the rest"), gettext_lazy("Had the rest of the codes made")),
)
"""Names in the history, with what they are called."""
_FIXED = ("promotion", "kind", "count", "prefix")
_AGAIN_SECONDS = "2"


class BatchForm(WagtailAdminModelForm):
    """Once codes are being made, what they are made of stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in _FIXED:
                self.fields[name].disabled = True


class BatchListView(generic.IndexView):
    # Says what it is for while there is none; the button to add one stands above.
    results_template_name = "wagtailadmin/generic/listing_results.html"
    default_ordering = "-created_at"
    page_title = gettext_lazy("Batches of codes")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name"),
            Column("promotion", label=_("Promotion"), accessor="promotion.name"),
            Column("made", label=_("Codes"), accessor=describe_made),
            StatusTagColumn(
                "state", label=_("State"), accessor=describe_progress, primary=lambda one: not one.revoked_at
            ),
            DateColumn("valid_until", label=_("Valid until"), sort_key="valid_until"),
            Column("created_by", label=_("By"), accessor=lambda one: one.created_by or "—"),
            DateColumn("created_at", label=_("Ordered"), sort_key="created_at"),
        ]

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("promotion", "created_by")

    def get_edit_url(self, instance: CouponBatch) -> str | None:
        return self.get_inspect_url(instance)

    @property
    def no_results_message(self) -> str:
        return _("No codes have been made yet. Codes of a batch go to letters, partners and customer service.")


def describe_made(one: CouponBatch) -> str:
    return f"{one.made:,}" if one.made == one.count else f"{one.made:,} / {one.count:,}"


def describe_progress(one: CouponBatch) -> Any:
    return _("revoked") if one.revoked_at else BatchProgress(one.progress).label


class BatchCreateView(generic.CreateView):
    """Keeps who ordered the codes, and has the worker make them."""

    def save_instance(self) -> Any:
        self.form.instance.created_by = self.request.user
        batch = super().save_instance()
        making.plan(batch, at=timezone.now())
        return batch

    def get_success_url(self) -> str:
        return reverse("coupon_batches:inspect", args=[self.object.pk])


class BatchView(generic.InspectView):
    """How far the codes are, what became of them, and what can be done."""

    template_name = "promotions/batch.html"
    page_title = gettext_lazy("Batch of codes")
    fields = ["name"]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> Any:
        response = super().render_to_response(context, **kwargs)
        if self.object.progress == BatchProgress.MAKING:
            response["Refresh"] = _AGAIN_SECONDS
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        batch = self.object
        return {
            **super().get_context_data(**kwargs),
            "batch": batch,
            "is_making": batch.progress == BatchProgress.MAKING,
            "is_stopped": batch.progress == BatchProgress.STOPPED,
            "percent": batch.made * 100 // batch.count,
            "counts": [] if batch.progress == BatchProgress.MAKING else count_states(batch),
            "may_change": self.request.user.has_perm("promotions.change_couponbatch"),
            "url_of": {
                name: reverse(f"coupon_batches:{name}", args=[batch.pk])
                for name in ("stop", "resume", "revoke", "restore", "export")
            },
            "codes_url": f"{reverse('coupons:index')}?batch={batch.pk}",
        }


def count_states(batch: CouponBatch) -> list[tuple[Any, int, str]]:
    """Each state with how many codes of the batch are in it."""
    rows: Any = Coupon.objects.filter(batch=batch).with_state(at=timezone.now()).order_by()
    counts = dict(rows.values("state_now").annotate(number=Count("pk")).values_list("state_now", "number"))
    return [(state.label, counts.get(state.value, 0), state.value) for state in CouponState]


class _BatchAction(PermissionCheckedMixin, View):
    model = CouponBatch
    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        batch = get_object_or_404(CouponBatch, pk=pk)
        return self.act(batch) or redirect(reverse("coupon_batches:inspect", args=[pk]))

    def act(self, batch: CouponBatch) -> HttpResponseBase | None:
        raise NotImplementedError

    def tell(self, batch: CouponBatch, is_done: bool, action: str, text: str) -> None:
        if is_done:
            log(batch, action)
            messages.success(self.request, text % {"name": batch.name})
        else:
            messages.warning(self.request, _("Somebody did that before you: nothing was changed."))


class StopView(_BatchAction):
    def act(self, batch: CouponBatch) -> None:
        text = _("No more codes are made for “%(name)s”. Those that are made can be used.")
        self.tell(batch, making.stop(batch), STOP, text)


class ResumeView(_BatchAction):
    def act(self, batch: CouponBatch) -> None:
        self.tell(batch, making.resume(batch, at=timezone.now()), RESUME, _("The rest of “%(name)s” is being made."))


class RevokeBatchView(_BatchAction):
    def act(self, batch: CouponBatch) -> None:
        text = _("None of the codes of “%(name)s” can be used any more. You can take that back below.")
        self.tell(batch, revoking.revoke_batch(batch, at=timezone.now()), REVOKE, text)


class RestoreBatchView(_BatchAction):
    def act(self, batch: CouponBatch) -> None:
        self.tell(batch, revoking.restore_batch(batch), RESTORE, _("The codes of “%(name)s” hold again."))


class ExportView(_BatchAction):
    """Every code as a file; by POST, so that it is noted who had them."""

    def act(self, batch: CouponBatch) -> HttpResponseBase:
        log(batch, EXPORT)
        lines = write_batch(batch, at=timezone.now())
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="codes-{batch.pk}.csv"'
        response["Cache-Control"] = "private, no-store"
        return response


class CouponBatchViewSet(KeepsWithinReach, KeptViewSet):
    model = CouponBatch
    name = "coupon_batches"
    url_prefix = "promotions/coupon-batches"
    icon = "copy"
    menu_label = gettext_lazy("Batches of codes")
    menu_name = "promotions-batches"
    inspect_view_enabled = True
    index_view_class = BatchListView
    add_view_class = BatchCreateView
    inspect_view_class = BatchView
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("promotion", widget=forms.Select),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("count"), FieldPanel("prefix")]),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until"), FieldPanel("valid_days")])],
                heading=gettext_lazy("How long they hold"),
            ),
            FieldPanel("note"),
        ],
        base_form_class=BatchForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        actions = {
            "stop": StopView,
            "resume": ResumeView,
            "revoke": RevokeBatchView,
            "restore": RestoreBatchView,
            "export": ExportView,
        }
        return [
            *super().get_urlpatterns(),
            *(path(f"<int:pk>/{name}/", self.construct_view(view), name=name) for name, view in actions.items()),
        ]
