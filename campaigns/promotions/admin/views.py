"""The form of promotions: filled in by a template, with the panel of trial carts beside it, and publishable or not."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CopyView, CreateView, EditView

from campaigns.promotions.admin.panels import AREA, TrialSidePanel, may_stop
from campaigns.promotions.models import Promotion
from campaigns.promotions.models.promotion import make_key
from campaigns.promotions.templating import fill_in, find_template
from cms.catalog.reach.selectors import may_reach


class _WithTrials:
    def get_side_panels(self: Any) -> Any:
        panels = super().get_side_panels()  # type: ignore[misc]
        panels.append(TrialSidePanel(self.form.instance, self.request))
        return panels


class PromotionCreateView(_WithTrials, CreateView):
    """`?template=` says of which kind it is to be."""

    def get_template(self) -> Any:
        return find_template(self.request.GET.get("template", ""))

    def get_initial_form_instance(self) -> Any:
        template = self.get_template()
        if template is None:
            return super().get_initial_form_instance()
        return fill_in(template, at=timezone.now())

    def get_add_url(self) -> str:
        template = self.get_template()
        address = super().get_add_url()
        return f"{address}?{urlencode({'template': template.key})}" if template is not None else address


class PromotionCopyView(_WithTrials, CopyView):
    """A new draft with everything of another; nothing of its history, and no code of its own yet."""

    def get_initial_form_instance(self) -> Any:
        source = super().get_initial_form_instance().get_latest_revision_as_object()
        copied = Promotion()
        for field in Promotion._meta.concrete_fields:
            if field.name in _COPIED:
                setattr(copied, field.name, getattr(source, field.name))
        copied.name = _("%(name)s (copy)") % {"name": source.name}
        copied.key = make_key()
        return copied

    def get_add_url(self) -> str:
        template = self.get_object().template
        address = super().get_add_url()
        return f"{address}?{urlencode({'template': template})}" if template else address


_COPIED = frozenset(
    "template texts action conditions starts_at ends_at announced_at channels layer group priority is_exclusive "
    "is_original stacks_with_coupons coupon_kind coupon_code limit_total limit_per_shopper budget clips_budget "
    "funding currency".split()
)


class PromotionEditView(_WithTrials, EditView):
    @property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        may_change = may_stop(self.request.user) and may_reach(self.request.user, self.live_object)
        if self.live_object.live and may_change:
            address = reverse(f"{AREA}:stop", args=[self.object.pk])
            buttons.append(Button(_("Stop at once"), url=address, icon_name="warning", priority=5))
        return buttons
